import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { createKey } from '../src/features/people/actions/keys.ts'
import { ensureFirstAdmin } from '../src/features/people/actions/set-up.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { migrate } from '../src/platform/migrate.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { inTransaction, systemActor } from '../src/platform/runtime.ts'
import { openProgram } from '../src/program.ts'
import { fillDatabase } from './generator.ts'

const home = resolve(import.meta.dirname, '..')

/** The settings of the measured server; the mailbox is support@cases.bench.example. */
export function environmentOf(port: number, smtpPort: number): Record<string, string> {
  return {
    CASEWARD_DATA: join(home, '.cache', 'bench', 'data'),
    CASEWARD_URL: 'http://cases.bench.example',
    CASEWARD_ADMIN_EMAIL: 'admin@bench.example',
    CASEWARD_ADMIN_PASSWORD: 'only for the bench',
    PORT: String(port),
    CASEWARD_SMTP_IN: String(smtpPort),
  }
}

export interface DataSet {
  config: Config
  /** A manager's. */
  key: string
  teamIds: string[]
  personIds: string[]
}

/** Makes the data set of this size unless it is there already, and a fresh copy of it as the server's database. */
export async function prepare(
  cases: number,
  environment: Record<string, string>,
  say: (line: string) => void,
): Promise<DataSet> {
  const read = readConfig(environment, home)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { config } = read
  const postgres = await openPostgres({ dataDir: config.dataDir, log: say })
  const adminUrl = new URL(postgres.adminUrl)
  adminUrl.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: adminUrl.href })
  await admin.connect()
  try {
    const kept = `bench_${cases}`
    const fingerprint = fingerprintOfMakers()
    const { rows } = await admin.query<{ made: string | null }>(
      `select shobj_description(oid, 'pg_database') as made from pg_database where datname = $1`,
      [kept],
    )
    if (rows[0]?.made !== fingerprint) {
      say(`making the data set of ${cases.toLocaleString('en')} cases`)
      await admin.query(`drop database if exists ${kept}`)
      await admin.query('drop database if exists caseward with (force)')
      await admin.query('create database caseward owner caseward')
      await build(config, postgres.url, cases, say)
      await admin.query(`alter database caseward rename to ${kept}`)
      await admin.query(`comment on database ${kept} is '${fingerprint}'`)
    }
    await admin.query('drop database if exists caseward with (force)')
    await admin.query(`create database caseward owner caseward template ${kept} strategy file_copy`)
    await admin.query('checkpoint')
    return { config, ...(await open(config, postgres.url)) }
  } finally {
    await admin.end()
    await postgres.close()
  }
}

async function build(config: Config, url: string, cases: number, say: (line: string) => void) {
  await migrate(url, say)
  const program = await openProgram(config, url)
  await ensureFirstAdmin(program.runtime)
  await program.close()
  const { seconds } = await fillDatabase(url, cases, say)
  say(`made in ${seconds.toFixed(0)} s`)
}

async function open(config: Config, url: string) {
  await migrate(url, () => {})
  const program = await openProgram(config, url, 2)
  try {
    const { db } = program.runtime
    const { key } = await inTransaction(program.runtime, systemActor, (ctx) =>
      createKey(ctx, { name: 'bench', role: 'manager' }),
    )
    const teams = await db.selectFrom('team').select('id').where('name', 'like', 'Team %').orderBy('id').execute()
    const people = await db.selectFrom('person').select('id').where('role', '=', 'agent').orderBy('id').execute()
    return { key, teamIds: teams.map(({ id }) => id), personIds: people.map(({ id }) => id) }
  } finally {
    await program.close()
  }
}

/** A data set is made anew when what makes it, or the tables it stands in, changed. */
function fingerprintOfMakers(): string {
  const hash = createHash('sha256').update(readFileSync(join(import.meta.dirname, 'generator.ts')))
  for (const folder of [join(import.meta.dirname, 'generator'), join(home, 'migrations')])
    for (const name of readdirSync(folder).sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}
