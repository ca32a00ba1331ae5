import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../platform/context.ts'
import type { Approval as ApprovalTable, ApprovalVote } from '../../platform/tables.gen.ts'
import type { LeftOut } from './rules/asked.ts'
import type { SubjectValue } from './rules/rounds.ts'

export interface VoteRow {
  id: string
  position: number
  personId: string
  name: string
  because: string
  standInId: string | null
  standInName: string | null
  standInBecause: string | null
  decision: 'approved' | 'rejected' | null
  decidedById: string | null
  decidedByName: string | null
  decidedAt: string | null
  comment: string | null
  byMail: boolean
}

export type ApprovalRow = Omit<Selectable<ApprovalTable>, 'subject' | 'left_out' | 'state' | 'mode'> & {
  subject: SubjectValue[]
  left_out: LeftOut[]
  state: 'waiting' | 'approved' | 'rejected' | 'void'
  mode: 'any' | 'all' | 'at_least'
  requester: string | null
  votes: VoteRow[]
}

function approvals(db: Db) {
  return db
    .selectFrom('approval')
    .leftJoin('person as requester', 'requester.id', 'approval.requested_by')
    .selectAll('approval')
    .select(['requester.name as requester', votes.as('votes')])
    .$castTo<ApprovalRow>()
}

const votes = sql<VoteRow[]>`(
  select coalesce(json_agg(json_build_object('id', vote.id, 'position', vote.position, 'personId', person.id,
    'name', person.name, 'because', vote.because, 'standInId', stand_in.id, 'standInName', stand_in.name,
    'standInBecause', vote.stand_in_because, 'decision', vote.decision, 'decidedById', decider.id,
    'decidedByName', decider.name, 'decidedAt', vote.decided_at, 'comment', vote.comment, 'byMail', vote.by_mail)
    order by vote.position), '[]')
  from approval_vote vote join person on person.id = vote.person_id
    left join person stand_in on stand_in.id = vote.stand_in_id left join person decider on decider.id = vote.decided_by
  where vote.approval_id = approval.id)`

/** Every round, the newest first. */
export const approvalsOf = (db: Db, caseId: string): Promise<ApprovalRow[]> =>
  approvals(db)
    .where('approval.case_id', '=', caseId)
    .orderBy('approval.requested_at', 'desc')
    .orderBy('approval.round', 'desc')
    .orderBy('approval.id', 'desc')
    .execute()

export const findApproval = (db: Db, id: string): Promise<ApprovalRow | undefined> =>
  approvals(db).where('approval.id', '=', id).executeTakeFirst()

export async function insertApproval(
  db: Db,
  row: Insertable<ApprovalTable>,
  asked: readonly Insertable<ApprovalVote>[],
): Promise<void> {
  await db.insertInto('approval').values(row).execute()
  if (asked.length > 0)
    await db
      .insertInto('approval_vote')
      .values([...asked])
      .execute()
}

export async function updateApproval(db: Db, id: string, change: Updateable<ApprovalTable>): Promise<void> {
  await db.updateTable('approval').set(change).where('id', '=', id).execute()
}

export async function updateVote(db: Db, id: string, change: Updateable<ApprovalVote>): Promise<void> {
  await db.updateTable('approval_vote').set(change).where('id', '=', id).execute()
}

/** What a case is to its approvals; undefined where it has none and its type was never asked for any. */
export function caseOf(db: Db, id: string) {
  return db
    .selectFrom('cases')
    .select([
      'id',
      'number',
      'subject',
      'type_id',
      'type_version',
      'stage',
      'previous_stage',
      'stage_since',
      'status',
      'custom',
      'team_id',
      'owner_id',
      'restricted',
      'imported',
    ])
    .select((eb) =>
      eb
        .exists(eb.selectFrom('approval').select('approval.id').whereRef('approval.case_id', '=', 'cases.id'))
        .as('has'),
    )
    .where('id', '=', id)
    .executeTakeFirst()
}
export type CaseFacts = NonNullable<Awaited<ReturnType<typeof caseOf>>>

/** Who last set each of these fields of a case, as far as it was a person. */
export async function lastChangers(db: Db, caseId: string, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ personId: string | null }>`
    select distinct on (field ->> 'key') case when actor_kind = 'person' then actor_id end as "personId"
    from event, jsonb_array_elements(content -> 'fields') field
    where case_id = ${caseId} and name = 'case.fields_set' and field ->> 'key' = any(${[...keys]}::text[])
    order by field ->> 'key', at desc, seq desc`.execute(db)
  return [...new Set(rows.flatMap(({ personId }) => personId ?? []))]
}
