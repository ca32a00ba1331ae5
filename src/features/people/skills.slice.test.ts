import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bareDatabase } from '../../../tests/world/database.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { migrate, readMigrations } from '../../platform/migrate.ts'
import { pullQueue } from '../cases/actions/pull-queue.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const refused = async (call: Promise<unknown>, code: string) => expect((await refusal(call)).code).toBe(code)
const made = (name: string, more: { language?: string; words?: string[] } = {}) =>
  world.as('admin').people.createSkill({ body: { name, ...more } })
const heldBy = async (who: 'ana' | 'elena') =>
  (await world.as('ana').people.listPeople({ query: {} })).items.find(({ id }) => id === world.people[who])!.skills

test('a skill has a name of its own; who holds it counts through its last day', async () => {
  const pumps = await made('Pumps', { words: ['VP-22', 'vp-22', 'pump'] })
  expect(pumps).toMatchObject({ words: ['vp-22', 'pump'], holders: [], types: [] })
  await refused(made('PUMPS'), 'already_exists')
  const body = { skills: [{ id: pumps.id, level: 4, until: '2026-11-19' }] }
  await world.as('mira').people.setSkills({ params: { id: world.people.ana }, body })
  expect(await heldBy('ana')).toEqual([{ id: pumps.id, name: 'Pumps', level: 4, until: '2026-11-19', expired: false }])
  world.advance({ days: 1 })
  expect(await heldBy('ana')).toMatchObject([{ expired: true }])
  const [listed] = (await world.as('ana').people.listSkills({})).items
  expect(listed).toMatchObject({ holders: [{ person: { name: 'Ana Ferreira' }, level: 4, expired: true }] })
  await refused(world.as('luca').people.setSkills({ params: { id: world.people.ana }, body }), 'not_allowed')
  await refused(world.as('ana').people.setSkills({ params: { id: world.people.ana }, body }), 'not_allowed')
  await world.as('admin').people.removeSkill({ params: { id: pumps.id } })
  expect(await heldBy('ana')).toEqual([])
})

test('among those with equal room, routing takes the better one for what a case says, while it has not run out', async () => {
  const crates = await made('Crates', { words: ['crate'] })
  const finnish = await made('Finnish', { language: 'fi' })
  const give = (who: 'ana' | 'elena', id: string, until?: string) =>
    world.as('admin').people.setSkills({
      params: { id: world.people[who] },
      body: { skills: [{ id, level: 3, ...(until && { until }) }] },
    })
  await world.runtime.db
    .updateTable('person')
    .set({ capacity: 0 })
    .where('id', 'not in', [world.people.ana, world.people.elena])
    .execute()
  const opened = async (message: string, language?: string) => {
    const { id } = await world.as('admin').cases.createCase({
      body: {
        subject: 'Hello',
        message,
        type: 'general_question',
        teamId: world.teams.accounts,
        ...(language && { language }),
      },
    })
    const { owner } = await world.as('admin').cases.getCase({ params: { id } })
    await world.runtime.db.updateTable('cases').set({ weight: 0 }).where('id', '=', id).execute()
    return owner?.id
  }
  for (const who of ['ana', 'elena'] as const) {
    await give(who, crates.id)
    expect(await opened('The crate is broken')).toBe(world.people[who])
    await world.as('admin').people.setSkills({ params: { id: world.people[who] }, body: { skills: [] } })
  }
  // Elena was last, so without a skill that counts it is Ana's turn.
  await give('elena', crates.id, '2026-11-01')
  expect(await opened('The crate is broken')).toBe(world.people.ana)
  await give('ana', finnish.id)
  expect(await opened('Hei', 'fi-FI')).toBe(world.people.ana)
})

test('a skill that a type asks for keeps its name, and stays', async () => {
  const skill = await made('Warranties')
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'general_question')!
  await world.as('admin').types.createType({
    body: { definition: { ...definition, name: 'Extended warranty', skills: [{ name: 'warranties', level: 2 }] } },
  })
  const { version } = skill
  const params = { id: skill.id }
  await refused(world.as('admin').people.changeSkill({ params, body: { version, name: 'Other' } }), 'still_in_use')
  await refused(world.as('admin').people.removeSkill({ params }), 'still_in_use')
  expect(
    await world.as('admin').people.changeSkill({ params, body: { version, name: 'WARRANTIES', words: ['warranty'] } }),
  ).toMatchObject({
    words: ['warranty'],
    version: 2,
  })
})

test('a skill that the rules of intake ask for stays; once none does, cases that waited for it go on', async () => {
  const sofia = world.as('admin')
  const latin = await made('Latin')
  const rule = {
    id: '0199a000-0000-7000-8000-000000000001',
    name: 'Latin mail',
    conditions: [],
    queueId: world.queues.technical,
    skills: [{ id: latin.id, level: 1, need: 'required' as const }],
  }
  const saved = await sofia.routing.saveIntakeRules({ body: { version: 1, rules: [rule] } })
  const body = { subject: 'Salve', message: 'Quid agis?', type: 'general_question' }
  const { id } = await sofia.cases.createCase({ body })
  const asks = async () =>
    (await world.runtime.db.selectFrom('cases').select('wanted_skills').where('id', '=', id).executeTakeFirstOrThrow())
      .wanted_skills
  expect(await asks()).toMatchObject([{ name: 'Latin', need: 'required' }])
  const params = { id: latin.id }
  expect((await refusal(sofia.people.removeSkill({ params }))).detail).toMatchObject({
    code: 'still_in_use',
    because: 'the rules of intake ask for it: Latin mail',
  })
  await sofia.routing.saveIntakeRules({ body: { version: saved.version, rules: [] } })
  await sql`delete from graphile_worker._private_jobs`.execute(world.runtime.db)
  await sofia.people.removeSkill({ params })
  expect(await asks()).toEqual([])
  const { rows } = await sql<{ key: string }>`select key from graphile_worker.jobs`.execute(world.runtime.db)
  expect(rows.map(({ key }) => key)).toContain(`pull queueId ${world.queues.technical}`)
  await pullQueue(world.runtime, world.queues.technical, 'a test')
  const { waiting } = await sofia.routing.getRouting({ params: { id } })
  expect(waiting?.because ?? '').not.toContain('Latin')
})

test('what stood on people before 0058 becomes skills: codes are languages, the same word one skill', async () => {
  const bare = await bareDatabase()
  onTestFinished(bare.drop)
  const all = readMigrations()
  const at = all.findIndex(({ name }) => name === 'skills')
  await migrate(bare.url, () => {}, all.slice(0, at))
  const client = new pg.Client({ connectionString: bare.url })
  await client.connect()
  onTestFinished(() => client.end())
  const person = (name: string, skills: object) =>
    client.query(
      `insert into person (id, name, email, role, status_since, created_at, skills)
       values (gen_random_uuid(), $1, $1 || '@x.example', 'agent', now(), now(), $2)`,
      [name, JSON.stringify(skills)],
    )
  await person('ana', [
    { name: 'de', level: 3 },
    { name: 'Billing', level: 4 },
    { name: ' billing ', level: 2 },
  ])
  await person('ben', [
    { name: 'German', level: 5 },
    { name: 'BILLING', level: 1 },
  ])
  await person('cleo', [])
  await migrate(bare.url, () => {}, all.slice(0, at + 1))
  const { rows } = await client.query(
    `select person.name, skill.name as skill, skill.language, level from person_skill join person on person.id = person_id
     join skill on skill.id = skill_id order by 1, 2`,
  )
  expect(rows.map((row) => ({ ...row, skill: row.skill.toLowerCase() }))).toEqual([
    { name: 'ana', skill: 'billing', language: null, level: 4 },
    { name: 'ana', skill: 'german', language: 'de', level: 3 },
    { name: 'ben', skill: 'billing', language: null, level: 1 },
    { name: 'ben', skill: 'german', language: 'de', level: 5 },
  ])
})
