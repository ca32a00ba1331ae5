import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { applyReply } from './actions/customer-wrote.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const nobody = '01900000-0000-7000-8000-00000000dead'
const open = (more: object = {}) =>
  world.as('ana').cases.createCase({
    body: {
      subject: 'Invoice 3381 charged twice',
      message: 'You charged invoice 3381 twice.',
      type: 'billing_dispute',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      ...more,
    },
  })
const customerWrites = (caseId: string) =>
  inTransaction(world.runtime, systemActor, async (ctx) => {
    const message = {
      receivedAt: ctx.now,
      machine: false,
      bareThanks: false,
      subject: 'Again',
      text: 'It came again.',
      contactId: null,
      channel: 'email',
      sender: 'Ingrid',
    }
    const causeId = await ctx.record({ name: 'message.received', caseId, content: {} })
    await applyReply(ctx, caseId, message, causeId)
  })

test('an id that leads nowhere is refused by name', async () => {
  const code = async (call: Promise<unknown>) => (await refusal(call)).code
  const made = await open()
  const params = { id: made.id }
  expect(await code(open({ accountId: nobody }))).toBe('not_found')
  expect(await code(open({ contactId: nobody }))).toBe('not_found')
  expect(await code(open({ teamId: nobody }))).toBe('not_found')
  expect(await code(open({ ownerId: nobody }))).toBe('cannot_be_assigned')
  const { tasks, cases } = world.as('ana')
  expect(await code(tasks.addTask({ params, body: { title: 'Call', ownerId: nobody } }))).toBe('not_found')
  expect(await code(tasks.addTask({ params, body: { title: 'Call', teamId: nobody } }))).toBe('not_found')
  const task = await tasks.addTask({ params, body: { title: 'Call', ownerId: world.people.elena } })
  const change = { version: task.version, ownerId: nobody }
  expect(await code(tasks.changeTask({ params: { id: task.id }, body: change }))).toBe('not_found')
  const nextStep = { text: 'Call', whose: 'us' as const, personId: nobody, dueAt: null }
  expect(await code(cases.changeCase({ params, body: { version: made.version, nextStep } }))).toBe('not_found')
})

test('nobody on leave becomes the owner of a new case', async () => {
  const leave = { status: 'off' as const, awayUntil: new Date(world.now.getTime() + 86_400_000).toISOString() }
  await world.as('admin').people.setAvailability({ params: { id: world.people.elena }, body: leave })
  expect((await refusal(open({ ownerId: world.people.elena }))).code).toBe('cannot_be_assigned')
})

test('a stage that went with a reply comes back with it', async () => {
  const made = await open()
  const params = { id: made.id }
  const body = { kind: 'reply' as const, text: 'Which invoice?', undoSeconds: 10, thenStage: 'waiting_customer' }
  const sent = await world.as('ana').conversations.sendReply({ params, body })
  expect((await world.as('ana').cases.getCase({ params })).status).toBe('pending')
  await world.as('ana').conversations.undoMessage({ params: { id: sent.id } })
  expect(await world.as('ana').cases.getCase({ params })).toMatchObject({
    status: 'open',
    stage: { key: made.stage.key },
    nextStep: { whose: 'us' },
  })
})

test('a logged call is no letter that could be taken back', async () => {
  const made = await open()
  const call = {
    kind: 'call' as const,
    text: 'Told her.',
    direction: 'out' as const,
    outcome: 'reached',
    reached: true,
  }
  const logged = await world.as('ana').conversations.sendReply({ params: { id: made.id }, body: call })
  const undo = world.as('ana').conversations.undoMessage({ params: { id: logged.id } })
  expect((await refusal(undo)).code).toBe('not_found')
})

test('that the customer wrote stays marked until somebody answers, whatever the stage', async () => {
  const made = await open()
  const params = { id: made.id }
  await world.as('ana').cases.transitionCase({ params, body: { stage: 'waiting_customer' } })
  await customerWrites(made.id)
  const back = await world.as('ana').cases.getCase({ params })
  expect(back).toMatchObject({ status: 'open', stage: { key: made.stage.key } })
  expect(back.customerRepliedAt).not.toBeNull()
  await world.as('ana').conversations.sendReply({ params, body: { kind: 'reply', text: 'It is on its way.' } })
  expect((await world.as('ana').cases.getCase({ params })).customerRepliedAt).toBeNull()
})

test('what is reopened after its owner left finds somebody, and a resolved case keeps its owner', async () => {
  const made = await open({ ownerId: world.people.priya, teamId: world.teams.technical, type: 'general_question' })
  const params = { id: made.id }
  const override = { reason: 'trial' }
  await world
    .as('mira')
    .cases.resolveCase({ params, body: { summary: 'Done', code: made.closure.codes[0]!.key, override } })
  const back = world.as('mira').cases.assignCase({ params, body: {} })
  expect((await refusal(back)).code).toBe('transition_not_allowed')
  await world.as('admin').people.deactivatePerson({ params: { id: world.people.priya }, body: { handOverTo: null } })
  await customerWrites(made.id)
  const again = await world.as('admin').cases.getCase({ params })
  expect(again.status).toBe('open')
  expect(again.owner?.id).not.toBe(world.people.priya)
  expect(again.owner !== null || again.routingDueAt !== null).toBe(true)
})

test('the timeline is paged without losing entries of one instant', async () => {
  const made = await open()
  const params = { id: made.id }
  const whole = await world.as('ana').cases.getTimeline({ params, query: {} })
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await world.as('ana').cases.getTimeline({ params, query: { limit: 2, ...(after && { after }) } })
    ids.push(...page.items.map((entry) => entry.id))
    after = page.nextCursor ?? undefined
  } while (after)
  expect(ids).toEqual(whole.items.map((entry) => entry.id))
})

test.each(['text/plain', 'application/json', 'text/html', 'image/png'])(
  'a file of %s goes up as it is',
  async (type) => {
    const made = await open()
    const bytes = Buffer.from('{"a": 1}\n')
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/v1/cases/${made.id}/attachments?name=a.txt&name=b.txt`,
      headers: { ...world.headersOf('ana'), 'content-type': type },
      payload: bytes,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ name: 'a.txt', bytes: bytes.length })
  },
)

test('another type asks for its own work before the case can be resolved', async () => {
  const { cases, tasks } = world.as('ana')
  const made = await open()
  const params = { id: made.id }
  const own = await tasks.addTask({ params, body: { title: 'Call her' } })
  const { items: types } = await world.as('ana').types.listTypes({})
  const other = types.find(
    (type) =>
      type.key !== 'billing_dispute' &&
      type.definition.closure.checklist.some((item) => item.mandatory) &&
      type.definition.stages.some((stage) => stage.key === made.stage.key),
  )!
  await cases.changeCase({ params, body: { version: made.version, typeId: other.id } })
  const { items } = await tasks.listTasks({ params })
  expect(items.filter((task) => task.kind === 'checklist').map((task) => task.title)).toEqual(
    other.definition.closure.checklist.map((item) => item.title),
  )
  expect(items.map((task) => task.id)).toContain(own.id)
  const body = { summary: 'Done', code: other.definition.closure.codes[0]!.key }
  expect((await refusal(cases.resolveCase({ params, body }))).code).toBe('closure_criteria_unmet')
})

test('a type that is no longer offered takes no cases from others', async () => {
  const made = await open()
  const { items } = await world.as('admin').types.listTypes({})
  const other = items.find(({ key }) => key === 'complaint')!
  const offer = (version: number, disabled: boolean) =>
    world.as('admin').types.changeType({ params: { id: other.id }, body: { version, disabled } })
  await offer(other.version, true)
  const body = { version: made.version, typeId: other.id }
  const said = await refusal(world.as('ana').cases.changeCase({ params: { id: made.id }, body }))
  await offer(other.version, false)
  expect(said).toMatchObject({
    code: 'transition_not_allowed',
    detail: { because: expect.stringContaining('offered') },
  })
  expect((await world.as('ana').cases.getCase({ params: { id: made.id } })).type.key).toBe('billing_dispute')
})

test('a case that goes to another team leaves an owner who is not of it, and is routed there', async () => {
  const { teams } = await world
    .as('admin')
    .people.listTeams({})
    .then(({ items }) => ({ teams: items }))
  const theirs = teams.find((team) => team.members.some(({ id }) => id === world.people.ana))!
  const other = teams.find((team) => !team.members.some(({ id }) => id === world.people.ana))!
  const made = await open({ teamId: theirs.id })
  expect(made.owner?.id).toBe(world.people.ana)
  const body = { version: made.version, teamId: other.id }
  const moved = await world.as('ana').cases.changeCase({ params: { id: made.id }, body })
  expect(moved.team.id).toBe(other.id)
  expect(moved.owner?.id).not.toBe(world.people.ana)
  const members = other.members.map(({ id }) => id)
  if (moved.owner) expect(members).toContain(moved.owner.id)
  else expect(moved.queue?.id).toBe(other.queues[0]!.id)
  const back = { version: moved.version, teamId: theirs.id }
  const again = await world.as('mira').cases.changeCase({ params: { id: made.id }, body: back })
  const assigned = await world.as('mira').cases.assignCase({
    params: { id: made.id },
    body: { ownerId: world.people.ana, version: again.version },
  })
  const stays = { version: assigned.version, teamId: assigned.team.id }
  expect((await world.as('mira').cases.changeCase({ params: { id: made.id }, body: stays })).owner?.id).toBe(
    world.people.ana,
  )
})
