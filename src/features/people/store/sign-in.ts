import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { familiarDays, type RecentFailures, windowMinutes } from '../rules/sign-in.ts'

const minutes = 60_000
const days = 24 * 60 * minutes

export interface Attempt {
  id: string
  email: string
  address: string
  at: Date
}

/** Written as failed before the password is looked at, so that guesses made at the same time see each other. */
export async function insertAttempt(db: Db, attempt: Attempt): Promise<void> {
  await db
    .insertInto('sign_in_attempt')
    .values({ ...attempt, succeeded: false })
    .execute()
}

export async function forgetAttempt(db: Db, id: string): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('id', '=', id).execute()
}

/** Marks an attempt as the success it was, and forgets what is too old to matter. */
export async function markSucceeded(db: Db, attempt: Attempt): Promise<void> {
  await db.updateTable('sign_in_attempt').set({ succeeded: true }).where('id', '=', attempt.id).execute()
  await db
    .deleteFrom('sign_in_attempt')
    .where('email', '=', attempt.email)
    .where('at', '<', new Date(attempt.at.getTime() - familiarDays * days))
    .execute()
}

/** Failures of the window other than `attempt` itself. */
export async function recentFailures(db: Db, attempt: Attempt): Promise<RecentFailures> {
  const since = new Date(attempt.at.getTime() - windowMinutes * minutes)
  const familiarSince = new Date(attempt.at.getTime() - familiarDays * days)
  const { rows } = await sql<RecentFailures>`
    with success as (
      select max(at) as at from sign_in_attempt
      where email = ${attempt.email} and address = ${attempt.address} and succeeded and at > ${familiarSince}
    ), failure as (
      select email, address, at from sign_in_attempt
      where at > ${since} and not succeeded and id <> ${attempt.id} and email = ${attempt.email}
      union all
      select email, address, at from sign_in_attempt
      where at > ${since} and not succeeded and id <> ${attempt.id} and address = ${attempt.address}
        and email <> ${attempt.email}
    )
    select
      count(*) filter (where failure.email = ${attempt.email} and failure.address = ${attempt.address}
        and (success.at is null or failure.at > success.at))::int as "ofPair",
      count(*) filter (where failure.address = ${attempt.address})::int as "fromAddress",
      count(*) filter (where failure.email = ${attempt.email})::int as "forEmail",
      coalesce(bool_or(success.at is not null), false) as familiar
    from success left join failure on true
    group by success.at`.execute(db)
  return rows[0] ?? { ofPair: 0, fromAddress: 0, forEmail: 0, familiar: false }
}
