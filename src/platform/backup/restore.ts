import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { CannotStart } from '../cannot-start.ts'
import type { FileStore } from '../files.ts'
import { type Migration, migrate, pendingMigrations, readMigrations } from '../migrate.ts'
import type { Manifest } from './manifest.ts'
import { entriesOf, verifyBackup, whole } from './read.ts'
import { columnList, quoted, type Table, tablesOf } from './tables.ts'

interface Restore {
  databaseUrl: string
  dataDir: string
  file: string
  files: FileStore
  /** Puts the backup in the place of what is there; without it only an empty installation is filled. */
  replace: boolean
  /** How far the database is brought; left out, to what this program needs. */
  migrations?: Migration[]
  say: (line: string) => void
}

/**
 * Brings a backup back: checks all of it first, makes the tables as they were then, loads everything in one
 * transaction, and brings the database up to what this program needs.
 */
export async function restoreBackup(restore: Restore): Promise<Manifest> {
  const { databaseUrl, file, say } = restore
  say(`Checking ${file}`)
  const manifest = await verifyBackup(file)
  const known = restore.migrations ?? readMigrations()
  pendingMigrations(known, manifest.schema)
  const newest = manifest.schema.at(-1)?.number ?? 0
  await connected(databaseUrl, async (client) => {
    await refuseInUse(client)
    if (!(await isEmpty(client))) {
      if (!restore.replace) {
        throw new CannotStart(
          'This installation is not empty, and nothing was changed. ' +
            'Restore into an empty data folder or database, or say --replace to lose what is here.',
        )
      }
      say('Removing what is here')
    }
    await clear(client)
  })
  await migrate(
    databaseUrl,
    say,
    known.filter(({ number }) => number <= newest),
  )
  await connected(databaseUrl, (client) => load(client, restore, manifest))
  await migrate(databaseUrl, say, known)
  return manifest
}

/** Tables as the migrations made them would do as well, but an interrupted restore may have left anything. */
async function clear(client: pg.Client) {
  await client.query('begin')
  await client.query('drop schema if exists graphile_worker cascade')
  await client.query('drop schema public cascade')
  await client.query('create schema public')
  await client.query('commit')
}

async function load(client: pg.Client, restore: Restore, manifest: Manifest) {
  const { say, files } = restore
  await client.query('begin')
  const tables = await tablesOf(client)
  const known = new Map(manifest.tables.map((table) => [table.name, table]))
  const constraints = await dropForeignKeys(client)
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`)
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
  let copying: Copying | undefined
  let count = 0
  let key: Buffer | undefined
  for await (const { entry, bytes } of entriesOf(restore.file)) {
    if (copying && (entry.kind !== 'table' || entry.table !== copying.table.name)) {
      await copying.end()
      copying = undefined
    }
    if (entry.kind === 'table') {
      copying ??= beginCopy(client, known.get(entry.table)!, say)
      for await (const chunk of bytes) await copying.write(chunk)
    } else if (entry.kind === 'file') {
      await files.put(await whole(bytes))
      if (++count % 500 === 0) say(`files: ${count} of ${manifest.files.count}`)
    } else if (entry.kind === 'jobs') {
      await addJobs(client, JSON.parse((await whole(bytes)).toString()) as Job[])
    } else if (entry.kind === 'key') {
      key = await whole(bytes)
    }
  }
  say('Checking how the rows hang together')
  for (const { table, name, definition } of constraints)
    await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`)
  for (const { name, value } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, true)', [`public.${quoted(name)}`, value])
  await checkCounts(client, manifest)
  await client.query('commit')
  if (key) keepKey(restore.dataDir, key)
  await client.query('analyze')
}

/** What the vault was sealed with. */
function keepKey(dataDir: string, key: Buffer) {
  const path = join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(`${path}.restored`, key, { mode: 0o600, flush: true })
  renameSync(`${path}.restored`, path)
}

interface Copying {
  table: Table
  write: (chunk: Buffer) => Promise<void>
  end: () => Promise<void>
}

/** One COPY for all parts of a table. */
function beginCopy(client: pg.Client, table: Manifest['tables'][number], say: (line: string) => void): Copying {
  const target = client.query(copyFrom(`copy public.${columnList(table)} from stdin`))
  const parts = new TransformStream<Buffer, Buffer>()
  const writer = parts.writable.getWriter()
  const copied = pipeline(Readable.fromWeb(parts.readable as never), target)
  copied.catch(() => {})
  return {
    table,
    write: (chunk) => Promise.race([writer.write(chunk), copied]),
    end: async () => {
      await Promise.race([writer.close(), copied])
      await copied
      say(`${table.name}: ${table.rows}`)
    },
  }
}

interface Job {
  task: string
  payload: unknown
  queue: string | null
  runAt: string
  maxAttempts: number
  key: string | null
  priority: number
}

async function addJobs(client: pg.Client, jobs: Job[]) {
  for (const { task, payload, queue, runAt, maxAttempts, key, priority } of jobs) {
    await client.query(
      `select graphile_worker.add_job($1, payload => $2::json, queue_name => $3, run_at => $4::timestamptz,
         max_attempts => $5, job_key => $6, priority => $7)`,
      [task, JSON.stringify(payload), queue, runAt, maxAttempts, key, priority],
    )
  }
}

/** Tables refer to each other in circles; added again at the end, each reference is checked as a whole. */
async function dropForeignKeys(client: pg.Client) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  return rows
}

async function checkCounts(client: pg.Client, manifest: Manifest) {
  for (const { name, rows } of manifest.tables) {
    const found = await client.query<{ count: string | number }>(`select count(*) as count from ${quoted(name)}`)
    if (Number(found.rows[0]!.count) !== rows)
      throw new Error(`${name} has ${found.rows[0]!.count} rows instead of ${rows}`)
  }
}

async function refuseInUse(client: pg.Client) {
  const { rows } = await client.query<{ running: boolean }>(
    `select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and application_name in ('caseward', 'caseward live', 'caseward worker')) as running`,
  )
  if (rows[0]?.running) {
    throw new CannotStart('Caseward is running on this database. Please stop it first; nothing was changed.')
  }
}

/** Nobody set it up, and nothing was written. */
async function isEmpty(client: pg.Client): Promise<boolean> {
  const tables = await tablesOf(client)
  for (const table of ['organisation', 'person', 'cases', 'inbound_mail']) {
    if (!tables.some(({ name }) => name === table)) continue
    const { rows } = await client.query<{ some: boolean }>(`select exists (select from ${quoted(table)}) as some`)
    if (rows[0]?.some) return false
  }
  return tables.length === 0 || tables.some(({ name }) => name === 'organisation')
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'caseward restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
