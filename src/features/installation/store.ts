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

/** What can be read only with the key in the data folder, and whose it is. */
export async function sealedSecrets(db: Db): Promise<{ of: string; bytes: Buffer }[]> {
  const { rows } = await sql<{ of: string; bytes: Buffer }>`
    select 'the mailbox ' || address as of, imap_secret as bytes from mailbox where imap_secret is not null
    union all
    select 'two-step sign-in of ' || email, totp_sealed from person where totp_sealed is not null`.execute(db)
  return rows
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
           count(*) filter (where last_error is not null and attempts < max_attempts)::int as failing,
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
    select delivery, count(*)::int as count from (
      select delivery, received_at from message union all select delivery, received_at from side_message) sent
    where delivery is not null and received_at > now() - interval '1 day' group by delivery`.execute(db)
  return rows
}

export interface ClockFacts {
  running: number
  overdue: number
  late: number
  older: number
  differing: number
}

/** Clocks that run, that run past their due instant, and that should have been looked at a minute ago. */
export async function clockFacts(db: Db): Promise<ClockFacts> {
  const { rows } = await sql<ClockFacts>`
    select (select count(*)::int from sla_clock where state = 'running') as running,
           (select count(*)::int from sla_clock where state = 'running' and due_at < now()) as overdue,
           (select count(*)::int from sla_clock where wake_at < now() - interval '1 minute') as late,
           (select count(*)::int from sla_case where engine < 2) as older,
           coalesce((select jsonb_array_length(differences) from clock_check order by checked_at desc limit 1), 0) as differing`.execute(
    db,
  )
  return rows[0]!
}

/** Every file that rows name, by its hash. */
export const fileReferences = `
  select distinct hash from (
    select file_hash as hash from attachment union all select raw_hash from inbound_mail where raw_hash is not null) named
  where hash ~ '^[0-9a-f]{64}$' order by hash`

/** Outgoing messages that have not left: still in their undo window, or waiting for the relay. */
export async function unsentMessages(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('direction', '=', 'out')
    .where('delivery', 'in', ['held', 'queued'])
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Files that rows name; some at random, or all of them. */
export async function referencedFiles(db: Db, sample: number | null): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from (${sql.raw(fileReferences)}) named order by random() limit ${sample}`.execute(db)
  return rows.map(({ hash }) => hash)
}

/** Statements that wait for a lock, and the age of the oldest transaction on this database. */
export async function lockFacts(db: Db): Promise<{ waiting: number; oldest_seconds: number }> {
  const { rows } = await sql<{ waiting: number; oldest_seconds: number }>`
    select count(*) filter (where wait_event_type = 'Lock')::int as waiting,
           coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 as oldest_seconds
    from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
  return rows[0]!
}

/** Whether a process beside the asking one listens for live changes, as those do that serve. */
export async function webIsOpen(db: Db): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select count(*) > 1 as open from pg_stat_activity
    where datname = current_database() and application_name = 'caseward live'`.execute(db)
  return rows[0]!.open
}

export async function givenUpJobs(db: Db): Promise<{ task: string; error: string | null }[]> {
  const { rows } = await sql<{ task: string; error: string | null }>`
    select task_identifier as task, left(split_part(last_error, chr(10), 1), 160) as error
    from graphile_worker.jobs where attempts >= max_attempts order by updated_at desc limit 3`.execute(db)
  return rows
}

interface MailFacts {
  stuck: number
  failed: number
}

export async function incomingFacts(db: Db): Promise<MailFacts> {
  const { rows } = await sql<MailFacts>`
    select count(*) filter (where fate = 'pending' and received_at < now() - interval '5 minutes')::int as stuck,
           count(*) filter (where fate = 'failed')::int as failed
    from inbound_mail where fate in ('pending', 'failed')`.execute(db)
  return rows[0]!
}

export async function outgoingFacts(db: Db): Promise<MailFacts> {
  const { rows } = await sql<MailFacts>`
    select count(*) filter (where delivery = 'queued' and released_at < now() - interval '5 minutes')::int as stuck,
           count(*) filter (where delivery = 'failed')::int as failed
    from (
      select case_id, delivery, released_at from message where delivery in ('queued', 'failed')
      union all
      select case_id, delivery, released_at from side_message
        join side_conversation on side_conversation.id = side_conversation_id
        where delivery in ('queued', 'failed')) unsent
    join cases on cases.id = unsent.case_id and not cases.demo`.execute(db)
  return rows[0]!
}
