import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { verifyChains } from '../src/features/audit/actions.ts'
import { doWhatIsDue } from '../src/features/cases/actions/watch-queues.ts'
import { fileReferences } from '../src/features/installation/store.ts'
import { changeQueue, listQueues } from '../src/features/routing/actions/queues.ts'
import { listRules, saveRules } from '../src/features/routing/actions/rules.ts'
import { saveWeights } from '../src/features/routing/actions/weights.ts'
import { restoreBackup } from '../src/platform/backup/restore.ts'
import { writeBackup } from '../src/platform/backup/write.ts'
import type { Db } from '../src/platform/context.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openFiles } from '../src/platform/files.ts'
import { migrate, readMigrations } from '../src/platform/migrate.ts'
import { inTransaction, type Runtime, systemActor } from '../src/platform/runtime.ts'
import { currentInstant } from '../src/platform/time.ts'
import { reactions } from '../src/reactions.ts'
import { bareDatabase } from './world/database.ts'
import { configOf, home, type Installation, newInstallation } from './world/program.ts'

// An organisation of the version before skills and queues with rules (0057), in the hands of this one.

const before = 57
let database: Awaited<ReturnType<typeof bareDatabase>>
let place: Installation
let runtime: Runtime
let close: () => Promise<void>
let was: Awaited<ReturnType<typeof oldFacts>>
let waiting: { id: string; number: number; queued_at: Date }[]

beforeAll(async () => {
  database = await bareDatabase()
  place = await newInstallation()
  const { dataDir } = place
  await restoreBackup({
    ...{ databaseUrl: database.url, dataDir, files: openFiles(join(dataDir, 'files')), replace: false, say: () => {} },
    file: join(home, 'tests/data/upgrade/level-0013.tar.gz'),
    migrations: readMigrations().filter(({ number }) => number <= before),
  })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  // As they were written then: codes of languages, levels out of bounds and none, one name in two spellings.
  await client.query(`update person set skills = '[{"name": "fr", "level": 4}, {"name": " Pumps ", "level": 9},
    {"name": "pumps", "level": 2}, {"name": "Chillers", "level": 0}, {"name": "  ", "level": 3}]' where name = 'Luca Berti'`)
  waiting = (
    await client.query(`with free as (select id, row_number() over (order by number) as place from cases
        where status = 'open' and not restricted and not imported order by number limit 2)
      update cases set owner_id = null, owner_since = null, status = 'new', next_step_person_id = null,
        queue_id = (select id from queue where queue.team_id = cases.team_id order by created_at limit 1),
        queued_at = timestamptz '2026-11-20T08:00Z' + free.place * interval '1 hour',
        routing_due_at = timestamptz '2026-11-20T18:00Z'
      from free where free.id = cases.id returning cases.id, cases.number::int, cases.queued_at`)
  ).rows.sort((a, b) => a.number - b.number)
  was = await oldFacts(client)
  await migrate(database.url, () => {})
  await client.end()
  const opened = openDatabase(database.url, 2)
  close = opened.close
  const config = configOf(place, database.url)
  const log = { warn: fail, error: fail } as unknown as Runtime['log']
  const files = openFiles(join(dataDir, 'files'))
  runtime = { config, db: opened.db, files, log, reactions, publish: () => {}, now: currentInstant }
}, 60_000)
afterAll(async () => {
  await close()
  await database.drop()
  await place.remove()
})

test('what people could do stands in the list of skills, each once, within its levels', async () => {
  const { rows } = await sql<{ person: string; skill: string; language: string | null; level: number }>`
    select person.name as person, skill.name as skill, skill.language, held.level from person_skill held
      join person on person.id = held.person_id join skill on skill.id = held.skill_id
    order by 1, 2`.execute(runtime.db)
  expect(rows.filter(({ person }) => person === 'Luca Berti')).toEqual([
    { person: 'Luca Berti', skill: 'Chillers', language: null, level: 1 },
    { person: 'Luca Berti', skill: 'French', language: 'fr', level: 4 },
    { person: 'Luca Berti', skill: expect.stringMatching(/^pumps$/i), language: null, level: 5 },
  ])
  const others = new Map(was.skills.map(({ person, name, level }) => [`${person}: ${name}`, level]))
  expect(others.size).toBeGreaterThan(5)
  const languages = new Map(rows.flatMap(({ skill, language }) => (language ? [[skill, language]] : [])))
  const known = new Map<string, number>(
    rows.flatMap(({ person, skill, level }) => {
      const code = languages.get(skill)
      return [[`${person}: ${skill}`, level] as const, ...(code ? [[`${person}: ${code}`, level] as const] : [])]
    }),
  )
  for (const [held, level] of others) expect(known.get(held), held).toBe(level)
  expect(rows).toHaveLength(others.size + 3)
})

test('queues give out work as they did, nothing is closed or escalated by rule, and settings stand there once', async () => {
  const { rows } = await sql<object>`select id, name, team_id, method, routing_minutes, is_default, mode, takes_first,
    duty_holder_id, (select count(*)::int from queue_team where queue_id = queue.id) as further
    from queue order by id`.execute(runtime.db)
  const unchanged = { mode: 'push', takes_first: 'priority', duty_holder_id: null, further: 0 }
  expect(rows).toEqual(was.queues.map((queue) => ({ ...queue, ...unchanged })))
  const count = await sql<object>`select (select count(*)::int from routing_settings) as weights,
    (select array_agg(version) from intake_rules) as rules, (select idle_minutes from organisation) as idle,
    (select count(*)::int from team where closed) as closed, (select count(*)::int from escalation_rule) as escalating,
    (select count(*)::int from cases where restricted is distinct from restricted_itself) as restricted,
    (select count(*)::int from routing_offer) as offers`.execute(runtime.db)
  expect(count.rows).toEqual([{ weights: 1, rules: [1], idle: 15, closed: 0, escalating: 0, restricted: 0, offers: 0 }])
  expect(await weights(runtime.db)).toEqual(was.weights)
})

test('what waited keeps its place, and goes to somebody as soon as queues are looked after', async () => {
  expect(waiting).toHaveLength(2)
  const facts = () =>
    runtime.db
      .selectFrom('cases')
      .select(['id', 'owner_id', 'status', 'queued_at', 'waiting_since'])
      .where(
        'id',
        'in',
        waiting.map(({ id }) => id),
      )
      .orderBy('number')
      .execute()
  for (const [at, row] of (await facts()).entries())
    expect(row).toMatchObject({
      owner_id: null,
      queued_at: waiting[at]!.queued_at,
      waiting_since: waiting[at]!.queued_at,
    })
  await doWhatIsDue(runtime)
  for (const row of await facts()) {
    expect(row).toMatchObject({ status: 'open', owner_id: expect.any(String) })
    const [decision] = await runtime.db
      .selectFrom('routing_decision')
      .selectAll()
      .where('case_id', '=', row.id)
      .orderBy('at', 'desc')
      .limit(1)
      .execute()
    expect(decision).toMatchObject({ owner_id: row.owner_id })
  }
  expect((await verifyChains(runtime.db)).broken).toEqual([])
})

test('a backup keeps queues with their teams, rules, weights and skills', async () => {
  await inTransaction(runtime, systemActor, async (ctx) => {
    const [first, second] = await listQueues(ctx)
    const skill = await ctx.db.selectFrom('skill').select('id').where('language', '=', 'fr').executeTakeFirstOrThrow()
    await changeQueue(ctx, first!.id, {
      ...{ version: first!.version, mode: 'offer', offerMinutes: 25, takesFirst: 'deadline', relaxMinutes: 5 },
      fallbackIds: [second!.team.id],
      dutyHolderId: null,
    })
    const rule = { id: randomUUID(), name: 'French', disabled: false }
    const skills = [{ id: skill.id, level: 3, need: 'optional' as const }]
    const { version } = await listRules(ctx)
    await saveRules(ctx, {
      version,
      rules: [
        {
          ...{ ...rule, queueId: first!.id, skills, priority: 'high' },
          conditions: [{ field: 'language', is: 'one_of', values: ['fr'] }],
        },
      ],
    })
    const percent = { low: 50, medium: 100, high: 150, critical: 300 }
    await saveWeights(ctx, { percent, version: 1 }, async () => {})
  })
  const file = join(place.dataDir, 'desk.tar.gz')
  const { dataDir } = place
  const from = { databaseUrl: database.url, dataDir, file, version: '1', madeAt: currentInstant(), say: () => {} }
  await writeBackup({ ...from, fileReferences, jobsLeftOut: [] })
  const target = await bareDatabase()
  const elsewhere = await newInstallation()
  const other = openDatabase(target.url, 1)
  onTestFinished(async () => {
    await other.close()
    await target.drop()
    await elsewhere.remove()
  })
  const into = { databaseUrl: target.url, dataDir: elsewhere.dataDir, replace: false, say: () => {} }
  await restoreBackup({ ...into, file, files: openFiles(join(elsewhere.dataDir, 'files')) })
  for (const table of [
    ...['queue', 'queue_team', 'intake_rules', 'routing_settings', 'skill', 'person_skill', 'routing_decision'],
  ]) {
    const kept = await rowsOf(other.db, table)
    expect(kept.length, table).toBeGreaterThan(0)
    expect(kept, table).toEqual(await rowsOf(runtime.db, table))
  }
})

const rowsOf = async (db: Db, table: string): Promise<unknown[]> => {
  const { rows } = await sql<{ row: unknown }>`select to_jsonb(one) as row from ${sql.table(table)} one
    order by to_jsonb(one)::text`.execute(db)
  return rows.map(({ row }) => row)
}

const weightsOf = 'select id, weight from cases order by id'
const weights = async (db: Db) => (await sql.raw<{ id: string; weight: number }>(weightsOf).execute(db)).rows

async function oldFacts(client: pg.Client) {
  const skills = await client.query<{ person: string; name: string; level: number }>(
    `select person.name as person, one.value->>'name' as name, (one.value->>'level')::int as level
      from person, jsonb_array_elements(skills) one where person.name <> 'Luca Berti'`,
  )
  const queues = await client.query(
    'select id, name, team_id, method, routing_minutes, is_default from queue order by id',
  )
  return { skills: skills.rows, queues: queues.rows, weights: (await client.query(weightsOf)).rows }
}

function fail(about: { err?: Error }, words: string): never {
  throw new Error(words, { cause: about.err })
}
