import { sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import { visibleTo } from '../cases/visible.ts'
import type { SurveyKind } from '../casetypes/contract/surveys.ts'
import { scales } from '../casetypes/rules/surveys.ts'
import type { SlaOutcome } from './contract.ts'
import type { CountedPart } from './rules.ts'

/** Plans the question that the type of a resolved case asks, with what stands on the case now; nothing where it asks none. */
export async function plan(db: Db, { id, caseId, now }: { id: string; caseId: string; now: Date }): Promise<void> {
  await sql`
    insert into survey (id, case_id, contact_id, kind, resolved_at, type_id, type_version, team_id, owner_id, sla_outcome,
      channel, tier, not_again_days, due_at)
    select ${id}::uuid, cases.id, cases.contact_id, asked->>'kind', cases.resolved_at, cases.type_id, cases.type_version,
      cases.team_id, cases.owner_id,
      coalesce((select case when bool_or(breached_at is not null or (state <> 'met' and due_at < ${now})) then 'late'
          else 'met' end
        from sla_clock where sla_clock.case_id = cases.id and state <> 'cancelled' having count(*) > 0), 'none'),
      cases.channel, account.tier, (asked->>'notAgainDays')::int,
      cases.resolved_at + (asked->>'afterHours')::int * interval '1 hour'
    from cases
      join case_type_version published on published.case_type_id = cases.type_id and published.version = cases.type_version
      cross join lateral (select published.definition -> 'survey' as asked) as kind
      left join account on account.id = cases.account_id
    where cases.id = ${caseId} and cases.resolved_at is not null and published.definition ? 'survey'
    on conflict (case_id, resolved_at) do nothing`.execute(db)
}

const waiting = (db: Db) =>
  db.selectFrom('survey').where('survey.asked_at', 'is', null).where('survey.not_asked_because', 'is', null)

export async function dueSurveys(db: Db, now: Date, most: number): Promise<{ id: string; caseId: string }[]> {
  return waiting(db)
    .select(['id', 'case_id as caseId'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** A question that is still to be asked, locked; nothing where somebody was faster. */
export async function lockWaiting(db: Db, id: string) {
  return waiting(db)
    .select(['id', 'kind', 'contact_id as contactId', 'resolved_at as resolvedAt', 'due_at as dueAt'])
    .select('not_again_days as notAgainDays')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Two questions to one address are decided one after the other. */
export async function holdAddress(db: Db, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`survey ${email}`}, 0))`.execute(db)
}

/** When somebody was asked last, about whatever case, and whether mail to them comes back. */
export async function askedBefore(db: Db, contactId: string | null, email: string) {
  const { rows } = await sql<{ lastAskedAt: Date | null; mailComesBack: boolean }>`
    select (select max(asked_at) from survey where email = ${email} or contact_id = ${contactId}::uuid) as "lastAskedAt",
      exists (select from contact_email where lower(email) = ${email} and undeliverable_at is not null) as "mailComesBack"
    `.execute(db)
  return rows[0]!
}

export async function noteAsked(
  db: Db,
  id: string,
  asked: { email: string; contactId: string | null; messageId: string | null; at: Date },
): Promise<void> {
  await db
    .updateTable('survey')
    .set({ asked_at: asked.at, email: asked.email, contact_id: asked.contactId, message_id: asked.messageId })
    .where('id', '=', id)
    .execute()
}

export async function noteNotAsked(db: Db, id: string, because: string): Promise<void> {
  await db.updateTable('survey').set({ not_asked_because: because }).where('id', '=', id).execute()
}

/** What was due when a backup was made may have been asked since. */
export async function leaveDue(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('survey')
    .set({ not_asked_because: 'restored' })
    .where('asked_at', 'is', null)
    .where('not_asked_because', 'is', null)
    .where('due_at', '<=', now)
    .execute()
}

/** False where it is answered already. */
export async function noteAnswer(
  db: Db,
  id: string,
  answer: { score: number; words: string | null; at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('survey')
    .set({ score: answer.score, words: answer.words, answered_at: answer.at })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Who writes, and who sees to a low answer: the owner of a case, or the lead of its team. */
export async function whoAnswersFor(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .innerJoin('person as lead', 'lead.id', 'team.lead_id')
    .leftJoin('person as owner', 'owner.id', 'cases.owner_id')
    .select(['cases.status', 'cases.stage', 'cases.team_id as teamId', 'cases.merged_into_id as mergedInto'])
    .select(['lead.id as leadId', 'lead.name as leadName', 'owner.id as ownerId', 'owner.name as ownerName'])
    .select(['owner.role as ownerRole', 'owner.status as ownerStatus', 'owner.status_since as ownerStatusSince'])
    .select(['owner.away_until as ownerAwayUntil', 'owner.deactivated_at as ownerDeactivatedAt'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
}

/** Who we are to customers. */
export async function setupOf(db: Db) {
  const organisation = await db
    .selectFrom('organisation')
    .select(['name', 'language', 'time_zone as timeZone'])
    .executeTakeFirst()
  return {
    organisation: organisation?.name ?? '',
    language: organisation?.language ?? 'en',
    timeZone: organisation?.timeZone ?? 'UTC',
  }
}

export const purpose = 'survey'

/** A letter's link with what its page shows. */
export async function findSurveyLink(db: Db, tokenHash: Buffer) {
  return db
    .selectFrom('link_token')
    .innerJoin('survey', (join) => join.on(sql<boolean>`survey.id = (link_token.detail ->> 'surveyId')::uuid`))
    .innerJoin('cases', 'cases.id', 'survey.case_id')
    .leftJoin('contact', 'contact.id', 'survey.contact_id')
    .select(['link_token.expires_at as expiresAt', 'link_token.used_at as usedAt'])
    .select(['survey.id', 'survey.kind', 'survey.answered_at as answeredAt', 'survey.email'])
    .select(['cases.id as caseId', 'cases.number', 'cases.subject', 'cases.language'])
    .select(['contact.id as contactId', 'contact.name as contactName'])
    .where('link_token.token_hash', '=', tokenHash)
    .where('link_token.purpose', '=', purpose)
    .executeTakeFirst()
}
export type SurveyLink = NonNullable<Awaited<ReturnType<typeof findSurveyLink>>>

export interface ListQuery {
  caseId: string | null
  accountId: string | null
  place: [at: string, id: string] | null
  limit: number
}

const at = sql<Date>`coalesce(survey.answered_at, survey.asked_at, survey.due_at)`

/** Of one case all, else what was answered. */
export function listSurveys(db: Db, actor: Actor, { caseId, accountId, place, limit }: ListQuery) {
  return db
    .selectFrom('survey')
    .innerJoin('cases', 'cases.id', 'survey.case_id')
    .leftJoin('contact', 'contact.id', 'survey.contact_id')
    .where(visibleTo(actor))
    .$if(caseId === null, (q) => q.where('survey.answered_at', 'is not', null))
    .$if(caseId !== null, (q) => q.where('survey.case_id', '=', caseId!))
    .$if(accountId !== null, (q) => q.where('cases.account_id', '=', accountId!))
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(${at}, survey.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .select(['survey.id', 'survey.kind', 'survey.due_at as dueAt', 'survey.asked_at as askedAt', at.as('at')])
    .select(['survey.not_asked_because as notAskedBecause', 'survey.answered_at as answeredAt', 'survey.score'])
    .select(['survey.words', 'cases.id as caseId', 'cases.number', 'cases.subject'])
    .select(['contact.id as contactId', 'contact.name as contactName'])
    .orderBy(at, 'desc')
    .orderBy('survey.id', 'desc')
    .limit(limit)
    .execute()
}

const ofScale = (part: 'good' | 'low') =>
  sql.join(
    (Object.keys(scales) as SurveyKind[]).map(
      (kind) =>
        sql`(survey.kind = ${kind} and ${part === 'good' ? sql`score >= ${scales[kind].good}` : sql`score <= ${scales[kind].low}`})`,
    ),
    sql` or `,
  )

/** Counts of what was asked in a time, by what stood on the cases at their resolution. */
export async function reportParts(db: Db, actor: Actor, from: Date, to: Date): Promise<CountedPart[]> {
  const rows = await db
    .selectFrom('survey')
    .innerJoin('cases', 'cases.id', 'survey.case_id')
    .innerJoin('case_type', 'case_type.id', 'survey.type_id')
    .innerJoin('case_type_version as current', (join) =>
      join.onRef('current.case_type_id', '=', 'case_type.id').onRef('current.version', '=', 'case_type.version'),
    )
    .leftJoin('team', 'team.id', 'survey.team_id')
    .where(visibleTo(actor))
    .where('survey.asked_at', '>=', from)
    .where('survey.asked_at', '<', to)
    .select(['survey.kind', 'survey.type_id as typeId', 'survey.team_id as teamId', 'survey.sla_outcome as sla'])
    .select([sql<string>`current.definition->>'name'`.as('type'), 'team.name as team'])
    .select(sql<number>`count(*)::int`.as('asked'))
    .select(sql<number>`count(survey.score)::int`.as('answered'))
    .select(sql<number>`(count(*) filter (where ${ofScale('good')}))::int`.as('good'))
    .select(sql<number>`(count(*) filter (where ${ofScale('low')}))::int`.as('low'))
    .select(sql<number>`coalesce(sum(survey.score), 0)::int`.as('sum'))
    .groupBy(['survey.kind', 'survey.type_id', 'survey.team_id', 'survey.sla_outcome', sql`5`, 'team.name'])
    .orderBy(sql`5`)
    .orderBy('team.name')
    .orderBy('survey.sla_outcome')
    .orderBy('survey.kind')
    .execute()
  return rows.map(({ typeId, type, teamId, team, kind, sla, ...counts }) => ({
    ...counts,
    kind: kind as SurveyKind,
    sla: sla as SlaOutcome,
    type: { id: typeId, name: type },
    team: teamId && team !== null ? { id: teamId, name: team } : null,
  }))
}
