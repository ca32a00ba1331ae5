import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { verifyChains } from '../src/features/audit/actions.ts'
import { doWhatIsDue } from '../src/features/cases/actions/watch-queues.ts'
import { nextWaiting } from '../src/features/conversations/store/waiting.ts'
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

// An organisation of the version before skills and queues with rules (0057), in the hands of this one; and what the version
// before roles, letters that count and first dates (0066 and later) wrote.

const before = 57
const beforeRoles = 65
let database: Awaited<ReturnType<typeof bareDatabase>>
let place: Installation
let runtime: Runtime
let close: () => Promise<void>
let was: Awaited<ReturnType<typeof oldFacts>>
let planted: Awaited<ReturnType<typeof plant>>
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
  const upTo = readMigrations().filter(({ number }) => number <= beforeRoles)
  await migrate(database.url, () => {}, upTo)
  planted = await plant(client)
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

test('roles are the shipped ones, and whoever saw restricted cases still does', async () => {
  const { rows } = await sql<object>`select kind, rights, shipped from role order by kind`.execute(runtime.db)
  expect(rows).toEqual(
    ['admin', 'agent', 'editor', 'light', 'manager', 'sales'].map((kind) => ({ kind, rights: null, shipped: true })),
  )
  const people = await sql<{
    role: string
    role_id: null
    own: boolean
    sees: boolean
    manager_id: null
    undo: number
  }>`
    select role, role_id, sees_restricted as own, sees_restricted(person) as sees, manager_id, undo_seconds as undo
    from person`.execute(runtime.db)
  expect(people.rows.length).toBeGreaterThan(5)
  expect(people.rows.map(({ own, ...each }) => ({ ...each, as: own }))).toEqual(
    people.rows.map(({ role, own }) => ({ role, role_id: null, as: own, sees: own, manager_id: null, undo: 10 })),
  )
  const key = await runtime.db.selectFrom('api_key').selectAll().where('id', '=', planted.key).executeTakeFirstOrThrow()
  expect(key).toMatchObject({ role: 'agent', role_id: null, ended_at: null })
})

test('a next step that nobody wrote follows what happens from then on; what a person wrote does not', async () => {
  const rows = await runtime.db
    .selectFrom('cases')
    .select(['next_step', 'next_step_automatic as automatic', 'status'])
    .where('id', 'in', planted.steps)
    .orderBy('number')
    .execute()
  expect(rows).toEqual([
    { next_step: 'Read it and answer', automatic: true, status: 'open' },
    { next_step: 'Call her tomorrow', automatic: false, status: 'open' },
  ])
  const others = sql<number>`(select count(*)::int from cases where next_step_automatic and (status not in ('new', 'open')
    or next_step not in ('Read it and answer', 'Answer the customer', 'Read why it was reopened and answer')))`
  const { rows: wrong } = await sql<object>`select ${others} as wrong`.execute(runtime.db)
  expect(wrong).toEqual([{ wrong: 0 }])
})

test('letters that failed count for nothing since their release, those that left and those that were kept go on counting', async () => {
  const rows = await runtime.db
    .selectFrom('message')
    .select(['id', 'delivery', 'uncounted_since', 'released_at', 'counts_from'])
    .where('id', 'in', Object.values(planted.letters))
    .execute()
  const { failed, kept, sent } = planted.letters
  const of = (id: string) => rows.find((row) => row.id === id)!
  expect(of(failed)).toMatchObject({ uncounted_since: of(failed).released_at, counts_from: null })
  for (const id of [kept, sent]) expect(of(id)).toMatchObject({ uncounted_since: null, counts_from: null })
  // What was kept then is offered to be sent, now that it can be.
  expect((await nextWaiting(runtime.db, null, 10)).map(({ id }) => id)).toEqual([kept])
})

test('what is due first stands with each case, and goes on following its tasks', async () => {
  const dueOf = (id: string) =>
    runtime.db
      .selectFrom('cases')
      .select(['due_at', 'next_step_due_at', 'task_due_at', 'first_due_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const [first, second] = planted.steps
  expect(await dueOf(first!)).toMatchObject({ task_due_at: planted.soon, first_due_at: planted.soon })
  expect((await dueOf(second!)).task_due_at).toBeNull()
  const { rows } = await sql<object>`select count(*) filter (where task_due_at is not null)::int as dated,
    count(*) filter (where task_due_at is distinct from first_task_due(id))::int as wrong,
    count(*) filter (where first_due_at is distinct from least(due_at, next_step_due_at, task_due_at))::int as first
    from cases where status in ('new', 'open', 'pending', 'on_hold')`.execute(runtime.db)
  expect(rows).toEqual([{ dated: expect.any(Number), wrong: 0, first: 0 }])
  expect((rows[0] as { dated: number }).dated).toBeGreaterThan(0)
  await sql`update task set done_at = now() where case_id = ${first} and due_at = ${planted.soon}`.execute(runtime.db)
  expect((await dueOf(first!)).task_due_at).toEqual(planted.later)
})

test('the view of what is late has its new name where it is everybody’s, and notices are about what they were', async () => {
  const names = await sql<object>`select name, owner_id is not null as own from saved_view
    where id = any(${planted.views}::uuid[]) order by 2`.execute(runtime.db)
  expect(names.rows).toEqual([
    { name: 'Late', own: false },
    { name: 'Overdue', own: true },
  ])
  const notice = () => sql`update notification set contract_id = null, case_id = null where id = ${planted.notice}`
  const { rows } = await sql<object>`select case_id, contract_id, kind from notification
    where id = ${planted.notice}`.execute(runtime.db)
  expect(rows).toEqual([{ case_id: planted.steps[0], contract_id: null, kind: 'clock_warned' }])
  await expect(notice().execute(runtime.db)).rejects.toThrow(/check/)
  const none = await sql<object>`select (select count(*)::int from case_type where demo) as types,
    (select count(*)::int from cases where duty_rests_until is not null) as cases,
    (select count(*)::int from intake_rules_draft) as drafts,
    pg_get_indexdef('cases_open_counted'::regclass) as counted`.execute(runtime.db)
  expect(none.rows).toEqual([{ types: 0, cases: 0, drafts: 0, counted: expect.stringContaining('team_id') }])
})

test('a backup keeps queues with their teams, rules, weights and skills', async () => {
  await inTransaction(runtime, systemActor, async (ctx) => {
    const [first, second] = await listQueues(ctx)
    // As before: around the clock, until somebody says otherwise.
    expect(first!.countsIn).toBe('all_hours')
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

/** As the version before 0066 wrote it: steps, tasks, letters, a key, views and a notice. */
async function plant(client: pg.Client) {
  const one = async <T>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as T[]
  const open = await one<{ id: string }>(
    `select id from cases where status = 'open' and owner_id is not null and not imported order by number limit 2`,
  )
  const steps = open.map(({ id }) => id)
  const [first, second] = steps
  await client.query(
    `update cases set next_step = 'Read it and answer', next_step_whose = 'us', due_at = null,
    next_step_due_at = '2026-12-30T08:00Z' where id = $1`,
    [first],
  )
  await client.query(
    `update cases set next_step = 'Call her tomorrow', next_step_whose = 'us', demo = false where id = $1`,
    [second],
  )
  const [soon, later] = [new Date('2026-12-01T08:00:00.000Z'), new Date('2026-12-02T08:00:00.000Z')]
  await client.query('delete from task where case_id = any($1)', [steps])
  const tasks = [
    [first, 'task', soon, null, null],
    [first, 'task', later, null, null],
    [first, 'checklist', '2026-11-01T08:00Z', null, null],
    [first, 'task', '2026-11-02T08:00Z', '2026-11-02T09:00Z', null],
    [second, 'task', '2026-11-03T08:00Z', null, '2026-11-03T09:00Z'],
    [second, 'task', null, null, null],
  ]
  for (const [caseId, kind, due, done, cancelled] of tasks)
    await client.query(
      `insert into task (id, case_id, kind, title, due_at, done_at, cancelled_at, startable_at, created_at)
       values (gen_random_uuid(), $1, $2, 'Look into it', $3, $4, $5, now(), now())`,
      [caseId, kind, due, done, cancelled],
    )
  const letter = async (delivery: string) => {
    const id = randomUUID()
    await client.query(
      `insert into message (id, case_id, kind, direction, public, author_id, text, delivery, released_at, sent_at,
         received_at, created_at)
       select $1, id, 'email', 'out', true, owner_id, 'Here it is.', $2, '2026-11-20T08:00Z',
         case when $2 = 'sent' then timestamptz '2026-11-20T08:01Z' end, '2026-11-20T08:00Z', '2026-11-20T07:59Z'
       from cases where id = $3`,
      [id, delivery, second],
    )
    return id
  }
  const letters = { failed: await letter('failed'), kept: await letter('kept'), sent: await letter('sent') }
  const key = randomUUID()
  await client.query(
    `insert into api_key (id, name, role, token_hash, hint, created_at)
    values ($1, 'Shop', 'agent', '\\x00', 'abcd', now())`,
    [key],
  )
  const views = [randomUUID(), randomUUID()]
  for (const [place, id] of views.entries())
    await client.query(
      `insert into saved_view (id, name, owner_id, filter, created_at) select $1, 'Overdue',
         case when $2 then id end, '{"due": "overdue"}', now() from person limit 1`,
      [id, place === 1],
    )
  const notice = randomUUID()
  await client.query(
    `insert into notification (id, person_id, case_id, event_id, kind, content, at)
     select $1, person.id, $2, gen_random_uuid(), 'clock_warned', '{}', now() from person limit 1`,
    [notice, first],
  )
  return { steps, soon, later, letters, key, views, notice }
}

function fail(about: { err?: Error }, words: string): never {
  throw new Error(words, { cause: about.err })
}
