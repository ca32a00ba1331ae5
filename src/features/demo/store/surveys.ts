import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { SurveyKind } from '../../casetypes/contract/surveys.ts'

export interface PlannedSurvey {
  id: string
  caseId: string
  kind: SurveyKind
  dueAt: Date
  sla: string
  language: string | null
  contactId: string
  contact: string
  email: string
}

/** Questions that demo cases planned when they were resolved, as far as that still stands. */
export async function plannedSurveys(db: Db, until: Date): Promise<PlannedSurvey[]> {
  const { rows } = await sql<PlannedSurvey>`
    select survey.id, survey.case_id as "caseId", survey.kind, survey.due_at as "dueAt", survey.sla_outcome as sla,
      cases.language, contact.id as "contactId", contact.name as contact, lower(address.email) as email
    from survey join cases on cases.id = survey.case_id and cases.resolved_at = survey.resolved_at
      join contact on contact.id = cases.contact_id
      join lateral (select email from contact_email where contact_id = contact.id and undeliverable_at is null
        order by position limit 1) as address on true
    where cases.demo and cases.merged_into_id is null and cases.parent_id is null
      and cases.resolution_code not in ('no_answer_needed', 'duplicate') and survey.due_at < ${until}
    order by survey.due_at, survey.id`.execute(db)
  return rows
}

/** What was not asked in the history is asked of nobody. */
export async function dropUnasked(db: Db): Promise<void> {
  await sql`delete from survey where asked_at is null and case_id in (select id from cases where demo)`.execute(db)
}
