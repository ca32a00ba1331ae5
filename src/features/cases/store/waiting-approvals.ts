import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { WaitingApproval } from '../rules/my-next.ts'

/** The approvals that wait for somebody's word now: their own, or that of somebody they stand in for. */
export async function approvalsWaitingFor(db: Db, personId: string): Promise<WaitingApproval[]> {
  const { rows } = await sql<WaitingApproval>`
    select approval.id, approval.title, approval.due_at as "dueAt", approval.case_id as "caseId",
      requester.name as "requestedBy", case when vote.person_id <> ${personId} then person.name end as "for"
    from approval_vote vote join approval on approval.id = vote.approval_id
      join person on person.id = vote.person_id left join person requester on requester.id = approval.requested_by
    where vote.decision is null and approval.state = 'waiting'
      and (vote.person_id = ${personId} or vote.stand_in_id = ${personId})
      and (not approval.in_order or not exists (select 1 from approval_vote before
        where before.approval_id = approval.id and before.decision is null and before.position < vote.position))
    order by approval.due_at, approval.id`.execute(db)
  return rows
}
