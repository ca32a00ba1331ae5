import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Field } from '../casetypes/contract/fields.ts'
import type { CaseType, CaseTypeDefinition } from '../casetypes/contract.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import { migrateBatch } from './actions/migrate-batch.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const sofia = () => world.as('admin')
const ana = () => world.as('ana').cases
const text = (key: string, label: string, more: Partial<Field> = {}): Field => ({
  key,
  label,
  kind: 'text',
  choices: [],
  seenBy: 'staff',
  ...more,
})
const task = (key: string, title = key) => ({ key, title, mandatory: true })

/** A type with two stages of work, three values and a check of closing. */
async function aType(name: string): Promise<CaseType> {
  const { definition } = (await sofia().types.listTypes({})).items.find(({ key }) => key === 'general_question')!
  const answer = definition.stages.find(({ key }) => key === 'answer')!
  const stages = definition.stages.flatMap((stage) =>
    stage.key === 'answer'
      ? [
          { ...answer, key: 'check', label: 'Check', tasks: [task('read', 'Read it'), task('ask', 'Ask them')] },
          { ...answer, key: 'mend', label: 'Mend', tasks: [task('mended')] },
        ]
      : [stage],
  )
  return sofia().types.createType({
    body: {
      definition: {
        ...definition,
        name,
        words: [],
        stages,
        reopenStage: 'check',
        fields: [text('order', 'Order'), text('colour', 'Colour'), text('limit', 'Limit', { seenBy: 'leads' })],
        closure: { ...definition.closure, checklist: [task('filed', 'Filed')] },
      },
    },
  })
}

/** The next version: Check is called Look into it and has another key, Mend is gone, Colour is gone, Order has a new key. */
const nextOf = (definition: CaseTypeDefinition): CaseTypeDefinition => ({
  ...definition,
  weight: 3,
  stages: definition.stages
    .filter(({ key }) => key !== 'mend')
    .map((stage) =>
      stage.key === 'check'
        ? {
            ...stage,
            key: 'look',
            label: 'Look into it',
            tasks: [task('read', 'Read it twice'), task('call', 'Call them')],
          }
        : stage,
    ),
  reopenStage: 'look',
  fields: [text('order_number', 'Order number'), text('serial', 'Serial', { requiredFrom: 'look' })],
  closure: { ...definition.closure, checklist: [task('told', 'Told')] },
})
const mapping = {
  stages: { check: 'look', mend: 'look' },
  fields: { order: 'order_number', colour: null, limit: null },
}

const open = (type: CaseType) =>
  ana().createCase({
    body: {
      subject: 'Pump',
      message: 'It drips.',
      typeId: type.id,
      ownerId: world.people.ana,
      custom: { order: 'O-1' },
    },
  })
const at = (id: string) => world.as('mira').cases.getCase({ params: { id } })
const tasksOf = async (id: string) => (await world.as('ana').tasks.listTasks({ params: { id } })).items
const publish = (type: CaseType, definition = nextOf(type.definition)) =>
  sofia().types.changeType({ params: { id: type.id }, body: { version: type.version, definition } })
const migrate = (type: CaseType, more: object = mapping) =>
  sofia().cases.migrateCases({ params: { id: type.id }, body: { version: type.version, ...more } })
const work = () => workOff(world, ['migrate-cases'])

test('a preview says what a version means for running cases, and changes nothing', async () => {
  const type = await aType('Previewed')
  const made = await open(type)
  const preview = (body: object) =>
    sofia().cases.previewMigration({ params: { id: type.id }, body: { definition: nextOf(type.definition), ...body } })
  await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  await open(type)
  const bare = await preview({})
  expect(bare.problems).toEqual(['Cases stand in Check: say where they go.'])
  const told = await preview(mapping)
  expect(told).toMatchObject({
    toVersion: 2,
    open: 2,
    problems: [],
    fields: [
      { key: 'order', filled: 2, becomes: { key: 'order_number' }, unfit: 0 },
      { key: 'colour', filled: 0, becomes: null },
      { key: 'limit', filled: 0, becomes: null },
    ],
    asks: [{ key: 'serial', missing: 1 }],
  })
  expect(told.moves.find(({ stage }) => stage === 'check')).toMatchObject({
    to: { key: 'look', label: 'Look into it' },
    begins: ['Call them'],
    ends: ['Ask them'],
    countsElse: false,
  })
  expect((await at(made.id)).stage.key).toBe('check')
})

test('what was approved stays approved where its field has another key now', async () => {
  const base = await aType('Approved along')
  const asked = {
    key: 'order',
    title: 'Order',
    asks: 'This order.',
    mode: 'any' as const,
    inOrder: false,
    remindHours: [],
  }
  const approvers = [{ who: 'person' as const, personId: world.people.tom }]
  const approval = { ...asked, approvers, codes: [], fields: ['order'], stage: 'check' }
  const type = await publish(base, { ...base.definition, approvals: [approval] })
  const made = await open(type)
  await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  const list = async () => (await world.as('ana').approvals.listApprovals({ params: { id: made.id } })).items
  const [first] = await list()
  await world.as('tom').approvals.decideApproval({ params: { id: first!.id }, body: { decision: 'approved' } })
  const next = nextOf(type.definition)
  const published = await publish(type, {
    ...next,
    approvals: [{ ...approval, fields: ['order_number'], stage: 'look' }],
  })
  await migrate(published)
  await work()
  const now = await at(made.id)
  expect(now).toMatchObject({ stage: { key: 'look' }, custom: { order_number: 'O-1' } })
  expect(await list()).toMatchObject([
    { state: 'approved', round: 1, values: [{ label: 'Order number', words: 'O-1' }] },
  ])
  await ana().changeCase({ params: { id: made.id }, body: { version: now.version, custom: { order_number: 'O-2' } } })
  expect((await list()).map(({ state }) => state)).toEqual(['waiting', 'void'])
})

test('running cases come along with stage, values, work and a line on their timeline; their clocks do not move', async () => {
  const type = await aType('Taken along')
  const made = await open(type)
  const here = await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  const coloured = await ana().changeCase({
    params: { id: made.id },
    body: { version: here.version, custom: { colour: 'Red' } },
  })
  await world.as('mira').cases.changeCase({
    params: { id: made.id },
    body: { version: coloured.version, custom: { limit: '98765' } },
  })
  const [read] = (await tasksOf(made.id)).filter(({ key }) => key === 'read')
  await world.as('ana').tasks.changeTask({ params: { id: read!.id }, body: { version: read!.version, done: true } })
  const clocks = async () => (await world.as('ana').sla.listClocks({ params: { id: made.id } })).items
  const before = await clocks()
  world.advance({ hours: 1 })
  const published = await publish(type)
  expect((await at(made.id)).stage.key).toBe('check')
  const begun = await migrate(published)
  expect(begun).toMatchObject({ total: 1, done: 0, finishedAt: null, begunBy: { id: world.people.sofia } })
  await work()
  const after = await at(made.id)
  expect(after).toMatchObject({
    stage: { key: 'look', label: 'Look into it' },
    custom: { order_number: 'O-1', colour: 'Red' },
  })
  expect(after.stageSince).toBe(here.stageSince)
  expect((await tasksOf(made.id)).map(({ title, stage, doneAt }) => [title, stage, doneAt !== null])).toEqual([
    ['Read it twice', 'look', true],
    ['Call them', 'look', false],
    ['Told', null, false],
  ])
  expect((await clocks()).map(({ id, dueAt, state }) => [id, dueAt, state])).toEqual(
    before.map(({ id, dueAt, state }) => [id, dueAt, state]),
  )
  const { items } = await ana().getTimeline({ params: { id: made.id }, query: {} })
  const told = items.filter(({ name }) => name === 'case.migrated')
  expect(told).toHaveLength(1)
  expect(told[0]!.content).toMatchObject({
    fromVersion: 1,
    toVersion: 2,
    from: 'Check',
    to: 'Look into it',
    left: [{ label: 'Colour', words: 'Red' }, { label: 'Limit' }],
    renamed: [{ from: 'Order', to: 'Order number' }],
  })
  expect(JSON.stringify(items)).not.toContain('98765')
  const gate = after.stages.find(({ key }) => key === 'resolved')!.requirements.map(({ key }) => key)
  expect(gate).toEqual(expect.arrayContaining(['field:serial', 'call']))
  expect((await sofia().cases.listMigrations({ params: { id: type.id } })).items[0]).toMatchObject({
    done: 1,
    refusedCount: 0,
  })
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a case that waits goes on waiting, and comes back to where its stage went', async () => {
  const type = await aType('Waiting')
  const made = await open(type)
  for (const stage of ['check', 'waiting_customer'])
    await ana().transitionCase({ params: { id: made.id }, body: { stage } })
  await migrate(await publish(type))
  await work()
  expect((await at(made.id)).status).toBe('pending')
  const back = await ana().transitionCase({ params: { id: made.id }, body: { stage: 'look' } })
  expect(back).toMatchObject({ status: 'open', stage: { key: 'look' } })
})

test('where the new stage counts as something else, the case enters it, and its clocks follow', async () => {
  const type = await aType('Counts else')
  const made = await open(type)
  await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  const stages = type.definition.stages.flatMap((stage) => {
    if (stage.key === 'check') return [{ ...stage, key: 'sent', label: 'Sent in', status: 'on_hold' as const }, stage]
    return [stage]
  })
  const published = await publish(type, { ...type.definition, stages })
  const told = await sofia().cases.previewMigration({ params: { id: type.id }, body: { stages: { check: 'sent' } } })
  expect(told.moves).toContainEqual(expect.objectContaining({ stage: 'check', countsElse: true }))
  await migrate(published, { stages: { check: 'sent' } })
  await work()
  expect(await at(made.id)).toMatchObject({ status: 'on_hold', stage: { key: 'sent' } })
  expect((await at(made.id)).nextStep?.dueAt).not.toBeNull()
  const { items } = await ana().getTimeline({ params: { id: made.id }, query: {} })
  expect(items.findLast(({ name }) => name === 'case.stage_set')?.content).toMatchObject({
    from: 'Check',
    to: 'Sent in',
  })
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('many come in batches, a batch that is worked twice counts once, and one that cannot come is named', async () => {
  const type = await aType('Many')
  const ids: string[] = []
  for (let n = 0; n < 55; n++) ids.push((await open(type)).id)
  const published = await publish(type)
  const begun = await migrate(published)
  expect((await refusal(migrate(published))).code).toBe('already_exists')
  const odd = ids.toSorted()[3]!
  await sql`update cases set stage = 'nowhere' where id = ${odd}`.execute(world.runtime.db)
  const batch = { migrationId: begun.id, causeId: begun.id, by: 'Sofia', after: null }
  const cause = await world.runtime.db
    .selectFrom('event')
    .select('id')
    .where('name', '=', 'type.migration_begun')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  await migrateBatch(world.runtime, { ...batch, causeId: cause.id })
  await migrateBatch(world.runtime, { ...batch, causeId: cause.id })
  await work()
  const [told] = (await sofia().cases.listMigrations({ params: { id: type.id } })).items
  expect(told).toMatchObject({ total: 55, done: 54, refusedCount: 1, refused: [{ id: odd }] })
  expect(told!.finishedAt).not.toBeNull()
  const rows = await world.runtime.db
    .selectFrom('event')
    .select(['case_id'])
    .where('name', '=', 'case.migrated')
    .where('case_id', 'in', ids)
    .execute()
  expect(new Set(rows.map(({ case_id }) => case_id)).size).toBe(54)
  expect(rows).toHaveLength(54)
})

test('a policy that asks for a field is asked anew where a case comes along and the field has another key', async () => {
  const targets = (seconds: number) => ({
    medium: { resolution: { seconds, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: [] } },
  })
  const asks = (key: string, value: string) => [
    { field: 'custom' as const, key, is: 'one_of' as const, values: [value] },
  ]
  const policy = (name: string, key: string, value: string, seconds: number) =>
    sofia().sla.createPolicy({ body: { name, position: 0, conditions: asks(key, value), targets: targets(seconds) } })
  await policy('Red', 'colour', 'Red', 7200)
  await policy('By number', 'order_number', 'O-1', 14_400)
  const type = await aType('Asked by policies')
  const made = await open(type)
  const { version } = await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  await ana().changeCase({ params: { id: made.id }, body: { version, custom: { colour: 'Red' } } })
  const applied = async () =>
    (await ana().getTimeline({ params: { id: made.id }, query: {} })).items.filter(
      ({ name }) => name === 'clock.policy_applied',
    )
  expect((await applied()).at(-1)?.content).toMatchObject({ to: 'Red' })
  await migrate(await publish(type))
  await work()
  const last = (await applied()).at(-1)!
  expect(last.content).toMatchObject({ to: 'By number' })
  const { items } = await ana().getTimeline({ params: { id: made.id }, query: {} })
  expect(items.find(({ id }) => id === last.causeId)?.name).toBe('case.migrated')
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a mapping that cannot be followed is refused, and so is one of a version that is no longer the current one', async () => {
  const type = await aType('Refused')
  const made = await open(type)
  await ana().transitionCase({ params: { id: made.id }, body: { stage: 'check' } })
  const published = await publish(type)
  const said = async (more: object) => JSON.stringify((await refusal(migrate(published, more))).detail)
  expect(await said({ stages: { check: 'nowhere' } })).toContain('which is not there')
  expect(await said({ stages: { check: 'resolved' } })).toContain('say where they go')
  expect(await said({ stages: { check: 'waiting_customer' } })).toContain('say where they go')
  expect(await said({ ...mapping, fields: { order: 'serial', colour: 'serial' } })).toContain('Two fields become')
  expect((await refusal(migrate(type))).code).toBe('changed_meanwhile')
})
