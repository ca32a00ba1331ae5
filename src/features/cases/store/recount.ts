import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/**
 * Who wrote last, who answered first and last, and whether the customer wrote again after that. Every case that is
 * touched gets a new version: whoever has it open sees that it changed.
 */
export async function recountSaid(db: Db, caseIds: readonly string[], now: Date): Promise<void> {
  await sql`
    with said as (
      select message.case_id, message.received_at, message.direction = 'in' as asks,
        coalesce(message.counts_from, message.released_at, message.created_at) as answered_at,
        row_number() over (partition by message.case_id, message.direction = 'in' order by message.received_at) as place
      from message where message.case_id = any(${[...caseIds]}::uuid[]) and public and not machine and not bounce
        and not automatic and undone_at is null and uncounted_since is null
        and (direction = 'in' or released_at is not null or kind = 'call')),
    facts as (
      select cases.id,
        (select max(received_at) from said where case_id = cases.id and asks) as asked,
        (select min(answered_at) from said where case_id = cases.id and not asks) as first,
        (select max(answered_at) from said where case_id = cases.id and not asks) as last,
        (select max(received_at) from said where case_id = cases.id and asks and place > 1) as again
      from cases where cases.id = any(${[...caseIds]}::uuid[]))
    update cases set last_customer_message_at = facts.asked, first_response_at = facts.first,
      last_public_reply_at = facts.last, version = version + 1, updated_at = ${now},
      customer_replied_at = case when status in ('new', 'open', 'pending', 'on_hold')
        and facts.again > coalesce(facts.last, '-infinity') then facts.again end
    from facts where cases.id = facts.id`.execute(db)
}

/** When the customer was answered first, of a case that was answered: by a letter that left, or a call. */
export async function recountFirstResponse(db: Db, caseId: string): Promise<void> {
  await sql`
    update cases set first_response_at = (
      select min(coalesce(counts_from, released_at, created_at)) from message
      where case_id = cases.id and public and not machine and not bounce and not automatic and undone_at is null
        and uncounted_since is null and (kind = 'call' or (direction = 'out' and released_at is not null)))
    where id = ${caseId}`.execute(db)
}
