import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'

export interface Migration {
  number: number
  name: string
  sql: string
  checksum: string
}
export type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>

/** One number for every process that migrates this database, so that only one does at a time. */
const migrating = 5_227_304

/**
 * Brings the database to the state this program knows: each file of migrations/ in a transaction of its own, forward
 * only, then the tables of the job queue. Several processes may call it at once. Answers how many were applied.
 */
export async function migrate(
  databaseUrl: string,
  log: (line: string) => void,
  migrations: Migration[] = readMigrations(),
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'caseward (migrating)' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrating])
    const pending = pendingMigrations(migrations, await readApplied(client))
    for (const migration of pending) {
      log(`Migrating the database: ${fileName(migration)}`)
      await apply(client, migration)
    }
    const { rows } = await client.query<{ ready: boolean }>(
      `select to_regclass('graphile_worker.migrations') is not null as ready`,
    )
    if (pending.length > 0 || !rows[0]?.ready) await migrateJobs(databaseUrl)
    return pending.length
  } finally {
    await client.end()
  }
}

/**
 * What is still to be applied, in order. Throws CannotStart when the database and the files tell different stories:
 * a file was edited or removed after it was applied, one was slipped in between, or the database is the newer one.
 */
export function pendingMigrations(migrations: Migration[], applied: Applied[]): Migration[] {
  const newest = migrations.at(-1)?.number ?? 0
  for (const was of applied) {
    const is = migrations.find(({ number }) => number === was.number)
    if (was.number > newest) {
      throw new CannotStart(
        `The database was written by a newer Caseward (it has migration ${fileName(was)}, this program ends at ` +
          `${String(newest).padStart(4, '0')}). Please start that version or a newer one; nothing was changed.`,
      )
    }
    if (!is || is.name !== was.name) {
      throw new CannotStart(`The migration ${fileName(was)} was applied to this database, and its file is missing.`)
    }
    if (is.checksum !== was.checksum) {
      throw new CannotStart(
        `The migration ${fileName(was)} was edited after it was applied to this database. ` +
          'Please put the file back as it was, and make the change in a new migration.',
      )
    }
  }
  const last = applied.at(-1)?.number ?? 0
  const pending = migrations.filter(({ number }) => !applied.some((was) => was.number === number))
  const late = pending.find(({ number }) => number < last)
  if (late) {
    throw new CannotStart(`The migration ${fileName(late)} comes before others that this database already has.`)
  }
  return pending
}

/** The files of the folder, in order. Throws CannotStart on a file that does not belong or a number used twice. */
export function readMigrations(folder = resolve(import.meta.dirname, '../../migrations')): Migration[] {
  const migrations = readdirSync(folder)
    .sort()
    .map((file) => {
      const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? []
      if (!number || !name) throw new CannotStart(`migrations/${file} is not named like 0001_what_it_does.sql.`)
      const sql = readFileSync(join(folder, file), 'utf8')
      return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
  const twice = migrations.find(({ number }, index) => migrations[index + 1]?.number === number)
  if (twice) throw new CannotStart(`There are two migrations with the number of ${fileName(twice)}.`)
  return migrations
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(
    `create table if not exists schema_migration (
       number integer primary key,
       name text not null,
       checksum text not null,
       applied_at timestamptz not null default now()
     )`,
  )
  const { rows } = await client.query<Applied>('select number, name, checksum from schema_migration order by number')
  return rows
}

async function apply(client: pg.Client, migration: Migration) {
  const { number, name, checksum, sql } = migration
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migration (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new CannotStart(`The migration ${fileName(migration)} failed and was undone: ${(error as Error).message}`)
  }
}

/** Imported only when needed: loading the job queue takes longer than finding that nothing is to do. */
async function migrateJobs(databaseUrl: string) {
  const { runMigrations, Logger } = await import('graphile-worker')
  await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => {}) })
}

function fileName({ number, name }: Pick<Migration, 'number' | 'name'>) {
  return `${String(number).padStart(4, '0')}_${name}`
}
