import { type RawBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import { isCounted, isDecisionCounted, type Span, waitBegan } from './fairness.ts'

export type Figure =
  | 'routed'
  | 'by_hand'
  | 'declined'
  | 'timed_out'
  | 'given'
  | 'at_once'
  | 'longest'
  | 'relaxed_skills'
  | 'relaxed_teams'
  | 'overdue'

export interface CountedRow {
  /** Of the event, offer or decision that counts. */
  id: string
  at: Date
  caseId: string
  number: number
  subject: string
  personId: string | null
  personName: string | null
  because: string[]
  waitedSeconds: number | null
}

interface Asked extends Omit<Span, 'teamId'> {
  figure: Figure
  personId: string | null
  queueId: string | null
  after: { at: string; id: string } | null
  limit: number
}

const reasons = (content: RawBuilder<unknown>) => sql`case jsonb_typeof(${content}->'because') when 'array'
  then ${content}->'because' when 'string' then jsonb_build_array(${content}->'because') else '[]' end`

/** Events of one name about somebody or a queue, as the report counts them. */
const events = (name: string, person: 'to' | 'from', { from, to, personId, queueId }: Asked, more = sql`true`) => sql`
  select event.id, event.at, event.case_id, case when ${name} = 'case.routing_overdue' then event.content->'to'->0->>'id'
      else event.content->>${person} end as person, ${reasons(sql`event.content`)} as because, null::float8 as waited
  from event where event.name = ${name} and event.at >= ${from} and event.at < ${to} and ${isCounted(from)}
    and (${personId}::text is null or event.content->>${person} = ${personId}::text)
    and (${queueId}::text is null or event.content->>'queueId' = ${queueId}::text) and ${more}`

const offers = (outcome: string, { from, to, personId, queueId }: Asked) => sql`
  select offer.id, coalesce(offer.ended_at, offer.offered_at), offer.case_id, offer.person_id::text,
    case when offer.reason is null then '[]'::jsonb else jsonb_build_array(offer.reason) end, null::float8
  from routing_offer offer where offer.outcome = ${outcome} and offer.offered_at >= ${from} and offer.offered_at < ${to}
    and (${personId}::uuid is null or offer.person_id = ${personId}::uuid)
    and (${queueId}::uuid is null or offer.queue_id = ${queueId}::uuid)`

const decisions = ({ from, to, personId, queueId }: Asked, more = sql`true`) => sql`
  select id, at, case_id, person, because, waited from (
    select decision.id, decision.at, decision.case_id, decision.owner_id::text as person, decision.because, decision.detail,
      extract(epoch from decision.at - began.at)::float8 as waited
    from routing_decision decision, lateral ${waitBegan} began
    where decision.at >= ${from} and decision.at < ${to} and decision.owner_id is not null
      and not coalesce((decision.detail->>'offered')::boolean, false) and ${isDecisionCounted(from)}
      and (${personId}::uuid is null or decision.owner_id = ${personId}::uuid)
      and (${queueId}::uuid is null or decision.queue_id = ${queueId}::uuid)) given where ${more}`

const sources: Record<Figure, (asked: Asked) => RawBuilder<unknown>> = {
  routed: (asked) => events('case.assigned', 'to', asked, sql`event.content ? 'decisionId'`),
  by_hand: (asked) => events('case.assigned', 'to', asked, sql`not event.content ? 'decisionId'`),
  // Of a queue only offers count as declined: whoever gives back a case of theirs gives it back to whichever queue.
  declined: (asked) =>
    asked.queueId
      ? offers('declined', asked)
      : sql`${events('case.declined', 'from', asked)} union all ${offers('declined', asked)}`,
  timed_out: (asked) => offers('timed_out', asked),
  given: (asked) => decisions(asked),
  longest: (asked) => decisions(asked),
  at_once: (asked) => decisions(asked, sql`waited < 1`),
  relaxed_skills: (asked) => decisions(asked, sql`(detail->'relaxed'->>'skills')::boolean`),
  relaxed_teams: (asked) => decisions(asked, sql`(detail->'relaxed'->>'teams')::int > 0`),
  overdue: (asked) => events('case.routing_overdue', 'to', { ...asked, personId: null }),
}

/** What one number of the report counts, the newest first; of cases that the reader may see. */
export async function countedBy(db: Db, actor: Actor, asked: Asked): Promise<CountedRow[]> {
  const { after, figure, limit } = asked
  const { rows } = await sql<CountedRow>`
    with counted (id, at, case_id, person, because, waited) as (${sources[figure](asked)}),
    seen as (${db
      .selectFrom('cases')
      .select(['cases.id', 'cases.number', 'cases.subject'])
      .where(visibleTo(actor))
      .where(sql<boolean>`cases.id in (select case_id from counted)`)})
    select counted.id, counted.at, seen.id as "caseId", seen.number, seen.subject, person.id as "personId",
      person.name as "personName", counted.because, counted.waited as "waitedSeconds"
    from counted join seen on seen.id = counted.case_id left join person on person.id::text = counted.person
    where ${after === null ? sql`true` : sql`(counted.at, counted.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by ${figure === 'longest' ? sql`counted.waited desc,` : sql``} counted.at desc, counted.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}
