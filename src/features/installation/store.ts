import { sql } from 'kysely'
import type { Db } from '../../platform/context.ts'

/** The number of the newest migration that this database has. */
export async function newestMigration(db: Db): Promise<number> {
  const { rows } = await sql<{
    newest: number
  }>`select coalesce(max(number), 0) as newest from schema_migration`.execute(db)
  return rows[0]!.newest
}

/** Processes that hold the shared lock of those who work jobs on this database. */
export async function workersAlive(db: Db, lock: number): Promise<number> {
  const { rows } = await sql<{ alive: number }>`
    select count(*)::int as alive from pg_locks
    where locktype = 'advisory' and granted and objid = ${lock} and classid = 0
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
  return rows[0]!.alive
}

export interface JobFacts {
  waiting: number
  failing: number
  given_up: number
  oldest_seconds: number
}

/** Jobs that are due and not begun, that failed before and are tried again, and that are tried no more. */
export async function jobFacts(db: Db): Promise<JobFacts> {
  const { rows } = await sql<JobFacts>`
    select count(*) filter (where attempts < max_attempts and run_at <= now() and locked_at is null)::int as waiting,
           count(*) filter (where attempts > 0 and attempts < max_attempts)::int as failing,
           count(*) filter (where attempts >= max_attempts)::int as given_up,
           coalesce(extract(epoch from now() - min(run_at) filter (
             where attempts = 0 and run_at <= now() and locked_at is null)), 0)::float8 as oldest_seconds
    from graphile_worker.jobs`.execute(db)
  return rows[0]!
}

/** The fates of the mails of the last day. */
export async function fatesOfLastDay(db: Db): Promise<{ fate: string; count: number }[]> {
  const { rows } = await sql<{ fate: string; count: number }>`
    select fate, count(*)::int as count from inbound_mail
    where received_at > now() - interval '1 day' group by fate`.execute(db)
  return rows
}

/** How far outgoing messages of the last day came. */
export async function deliveriesOfLastDay(db: Db): Promise<{ delivery: string; count: number }[]> {
  const { rows } = await sql<{ delivery: string; count: number }>`
    select delivery, count(*)::int as count from message
    where delivery is not null and received_at > now() - interval '1 day' group by delivery`.execute(db)
  return rows
}

export interface ClockFacts {
  running: number
  overdue: number
  late: number
}

/** Clocks that run, that run past their due instant, and that should have been looked at a minute ago. */
export async function clockFacts(db: Db): Promise<ClockFacts> {
  const { rows } = await sql<ClockFacts>`
    select (select count(*)::int from sla_clock where state = 'running') as running,
           (select count(*)::int from sla_clock where state = 'running' and due_at < now()) as overdue,
           (select count(*)::int from sla_clock where wake_at < now() - interval '1 minute') as late`.execute(db)
  return rows[0]!
}
