import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { askByHand } from '../src/features/approvals/actions/requests.ts'
import { getCase } from '../src/features/cases/actions/views.ts'
import { examine } from '../src/features/installation/actions/doctor.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openFiles } from '../src/platform/files.ts'
import { type Migration, migrate, readMigrations } from '../src/platform/migrate.ts'
import { inTransaction, type Runtime, systemActor } from '../src/platform/runtime.ts'
import { openProgram } from '../src/program.ts'
import { reactions } from '../src/reactions.ts'
import { bareDatabase } from './world/database.ts'
import { configOf, home, type Installation, newInstallation, startProgram } from './world/program.ts'

// What an earlier Caseward wrote (the demo company, odd mails, a two-step secret in plain text) in the hands of this one.

const older = join(home, 'tests/data/upgrade/level-0013.tar.gz')
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const mira = { email: 'mira@norrvik.example', password: 'a-long-enough-word' }

let database: Awaited<ReturnType<typeof bareDatabase>>
let place: Installation
let restored: { stdout: string; stderr: string }
beforeAll(async () => {
  database = await bareDatabase()
  place = await newInstallation()
  Object.assign(place.environment, { DATABASE_URL: database.url })
  const env = { PATH: process.env.PATH, ...place.environment }
  const line = ['bin/caseward.js', 'restore', older]
  restored = await promisify(execFile)(process.execPath, line, { cwd: home, env })
})
afterAll(async () => {
  await database.drop()
  await place.remove()
})

test('an older backup comes back whole, at what this version needs', async () => {
  expect(restored.stdout).toContain('made 2026-11-22')
  for (const { number, name } of readMigrations().filter((each) => each.number > 13))
    expect(restored.stderr).toContain(`${String(number).padStart(4, '0')}_${name}`)
  const { runtime, close } = opened()
  onTestFinished(close)
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from cases) as cases, (select count(*)::int from event) as events,
           (select count(*)::int from message) as messages, (select count(*)::int from task) as tasks`.execute(
    runtime.db,
  )
  expect(rows[0]).toEqual({ cases: 35, events: 828, messages: 190, tasks: 48 })
  const seen = new Map<string, string>()
  for await (const { name, ok, says } of examine(runtime, { all: true, replay: true }))
    seen.set(name, `${ok ? 'ok' : 'PROBLEM'}: ${says}`)
  // Not about what the older one wrote: how full this disk is, and imported cases that nobody has routed yet.
  for (const name of ['disk', 'governance']) seen.delete(name)
  expect([...seen.values()].filter((says) => says.startsWith('PROBLEM'))).toEqual([])
  expect(seen.get('event chains')).toContain('36 chains with 828 events')
})

test('a secret that lay in plain text is sealed, and its codes go on being right', async () => {
  const { runtime, close } = opened()
  onTestFinished(close)
  const people = await runtime.db
    .selectFrom('person')
    .select(['totp_secret', 'totp_sealed'])
    .where('totp_confirmed_at', 'is not', null)
    .execute()
  expect(people.length).toBe(1)
  expect(people[0]!.totp_secret).toBeNull()
  expect(people[0]!.totp_sealed!.toString('latin1')).not.toContain(secret)
})

test('cases from before approvals ask for none; asked for by hand, the tables hold what they promise', async () => {
  const { runtime, close } = opened()
  onTestFinished(close)
  const { db } = runtime
  const open = await db.selectFrom('cases').select('id').where('status', '=', 'open').orderBy('number').execute()
  expect(open.length).toBeGreaterThan(0)
  const gates = await inTransaction(runtime, systemActor, async (ctx) => {
    const cases = []
    for (const { id } of open) cases.push(await getCase(ctx, id))
    return cases.flatMap(({ stages, closure }) => [
      ...stages.flatMap((each) => each.requirements),
      ...closure.requirements,
    ])
  })
  expect(gates.filter(({ key }) => key.startsWith('approval:'))).toEqual([])

  const id = await inTransaction(runtime, systemActor, (ctx) =>
    askByHand(ctx, open[0]!.id, {
      title: 'A favour',
      asks: 'For old times',
      approvers: [{ who: 'lead' }, { who: 'role', role: 'manager' }],
      mode: 'any',
      inOrder: false,
      holds: true,
    }),
  )
  const vote = await db.selectFrom('approval_vote').selectAll().where('approval_id', '=', id).executeTakeFirstOrThrow()
  const refused = async (change: ReturnType<typeof sql>, why: RegExp) =>
    expect(sql`update ${change} where id in (${vote.id}, ${id})`.execute(db)).rejects.toThrow(why)
  const decided = sql`decided_by = person_id, decided_at = now()`
  await refused(sql`approval_vote set decision = 'rejected', ${decided}`, /rejection_has_a_comment/)
  await refused(sql`approval_vote set decision = 'approved'`, /check/)
  await refused(sql`approval_vote set stand_in_id = person_id`, /check/)
  await refused(sql`approval set state = 'approved'`, /check/)
  await refused(sql`approval set state = 'void', settled_at = now(), wake_at = null`, /check/)
  await db
    .updateTable('approval')
    .set({ barred: [vote.person_id] })
    .where('id', '=', id)
    .execute()
  await refused(sql`approval_vote set decision = 'approved', ${decided}`, /nobody approves their own request/)
  await db.deleteFrom('approval').where('id', '=', id).execute()
  expect(await db.selectFrom('approval_vote').select('id').where('approval_id', '=', id).execute()).toEqual([])
})

test('it opens for business on a PostgreSQL of one’s own, and starts none', async () => {
  const program = startProgram(place)
  await program.opened
  onTestFinished(async () => {
    program.process.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
  const post = (path: string, body: object) =>
    fetch(`${place.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await post('/api/v1/session', mira)).status).toBe(401)
  const signedIn = await post('/api/v1/session', { ...mira, code: generateSync({ secret }) })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
  const answer = await fetch(`${place.url}/api/v1/cases?q=charged&limit=5`, { headers: { cookie } })
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0)
  expect(program.said()).not.toContain('Making the database')
})

test('a migration that fails or is cut off leaves nothing of itself, and the next start goes on from there', async () => {
  const bare = await bareDatabase()
  onTestFinished(bare.drop)
  const all = readMigrations()
  const next = all.at(-1)!.number + 1
  // which only the doctor opens as it is
  await openProgram(configOf(place, bare.url), bare.url, 1).then(({ close }) => close())
  const added = (body: string): Migration[] => [...all, { number: next, name: 'more', checksum: '', sql: body }]
  expect(await migrate(bare.url, () => {}, all.slice(0, 7))).toBe(7)
  const fails = migrate(bare.url, () => {}, added('create table more (id int); select 1 / 0'))
  await expect(fails).rejects.toThrow(/more failed and was undone: division by zero/)
  const cut = migrate(bare.url, () => {}, added('create table more (id int); select pg_sleep(60)'))
  cut.catch(() => {})
  const client = new pg.Client({ connectionString: bare.url })
  // its database may be dropped before it has said goodbye
  client.on('error', () => {})
  await client.connect()
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and state = 'active' and query like '%pg_sleep(60)' and pid <> pg_backend_pid()`
  while ((await client.query(kill)).rowCount === 0) await sleep(20)
  await expect(cut).rejects.toThrow()
  expect((await client.query(`select to_regclass('more') as more`)).rows).toEqual([{ more: null }])
  expect(await migrate(bare.url, () => {}, added('create table more (id int)'))).toBe(1)
  await client.end()
})

test('what people were told before 0035 reads as it did', async () => {
  const bare = await bareDatabase()
  onTestFinished(bare.drop)
  const all = readMigrations()
  await migrate(bare.url, () => {}, all.slice(0, 34))
  const client = new pg.Client({ connectionString: bare.url })
  // its database may be dropped before it has said goodbye
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  // Only what it is about: the rows that a notification hangs on are of no consequence here.
  await client.query(`set session_replication_role = replica;
    insert into notification (id, person_id, case_id, event_id, kind, content, at) values
      (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'clock_warned',
       '{"metric":"resolution","milestone":null,"level":1,"dueAt":"2026-11-22T12:00:00Z"}', now())`)
  await migrate(bare.url, () => {}, all)
  expect((await client.query('select kind, content from notification')).rows).toEqual([
    {
      kind: 'clock_warned',
      content: {
        clock: { metric: 'resolution', milestone: null, level: 1 },
        said: null,
        dueAt: '2026-11-22T12:00:00Z',
      },
    },
  ])
})

function opened(): { runtime: Runtime; close: () => Promise<void> } {
  const { db, close } = openDatabase(database.url, 2)
  const { dataDir } = place
  const config = configOf(place, database.url)
  const files = openFiles(join(dataDir, 'files'))
  const now = () => new Date('2026-11-22T12:00:00Z')
  return { runtime: { config, db, files, log: {} as Runtime['log'], reactions, publish: () => {}, now }, close }
}
