import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { applyReply } from './actions/customer-wrote.ts'
import { lookedAgain, routeWaiting } from './actions/route-waiting.ts'

let world: World
async function refused(call: Promise<unknown>, code: string) {
  const problem = await refusal(call)
  expect(problem.code).toBe(code)
  return problem
}
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const invoice = {
  subject: 'Invoice 3381 charged twice',
  message: 'You charged invoice 3381 twice. Please credit one of them.',
}
const open = (more: object = {}) =>
  world.as('ana').cases.createCase({ body: { ...invoice, contactId: world.contacts.ingrid, ...more } })

test('a new case has its four answers at once', async () => {
  const made = await open()
  expect(made).toMatchObject({
    subject: invoice.subject,
    type: { key: 'billing_dispute' },
    stage: { key: 'received', position: 1, of: 5 },
    status: 'open',
    account: { name: 'Meridian Labs' },
    contact: { name: 'Ingrid Sollberg' },
    nextStep: { whose: 'us' },
  })
  expect(made.number).toMatch(/^C-\d+$/)
  expect(made.owner).not.toBeNull()
  const routing = await world.as('ana').routing.getRouting({ params: { id: made.number } })
  expect(routing.items[0]?.considered.length).toBeGreaterThan(1)
  expect(routing.items[0]?.winner).toEqual(made.owner)
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(items.map((entry) => entry.name)).toEqual(
    expect.arrayContaining(['case.opened', 'case.assigned', 'message.received']),
  )
  expect(items.find((entry) => entry.name === 'case.assigned')?.causeId).toBe(
    items.find((entry) => entry.name === 'case.opened')?.id,
  )
})

test('the stages, their gates, and what a gate refuses', async () => {
  const made = await open({ ownerId: world.people.ana })
  const moved = await world
    .as('ana')
    .cases.transitionCase({ params: { id: made.id }, body: { stage: 'verification', version: made.version } })
  expect(moved.stage).toMatchObject({ key: 'verification', position: 2 })
  expect(moved.stages.find((stage) => stage.key === 'finance_review')).toMatchObject({ allowed: false })
  await refused(
    world.as('ana').cases.transitionCase({ params: { id: made.id }, body: { stage: 'finance_review' } }),
    'transition_not_allowed',
  )
  const { items } = await world.as('ana').tasks.listTasks({ params: { id: made.id } })
  const cause = items.find((task) => task.stage === 'verification')!
  await world.as('ana').tasks.changeTask({ params: { id: cause.id }, body: { version: cause.version, done: true } })
  const next = await world
    .as('ana')
    .cases.transitionCase({ params: { id: made.id }, body: { stage: 'finance_review' } })
  expect(next.stage.key).toBe('finance_review')
})

test('a move is taken back whole by who made it, while nothing else changed', async () => {
  const ana = world.as('ana')
  const made = await open({ ownerId: world.people.ana })
  const params = { id: made.id }
  expect((await refusal(ana.cases.undoTransition({ params }))).code).toBe('nothing_to_undo')
  const moved = await ana.cases.transitionCase({ params, body: { stage: 'verification' } })
  expect((await ana.tasks.listTasks({ params })).items.some(({ stage }) => stage === 'verification')).toBe(true)
  expect((await refusal(world.as('elena').cases.undoTransition({ params }))).code).toBe('not_allowed')
  const back = await ana.cases.undoTransition({ params })
  const { stage, status, nextStep, stageSince } = made
  expect(back).toMatchObject({ stage, status, nextStep, stageSince })
  expect((await ana.tasks.listTasks({ params })).items.some((task) => task.stage === 'verification')).toBe(false)
  const again = await ana.cases.transitionCase({ params, body: { stage: 'waiting_customer' } })
  expect(again.version).toBeGreaterThan(moved.version)
  await ana.cases.changeCase({ params, body: { version: again.version, priority: 'low' } })
  expect((await refusal(ana.cases.undoTransition({ params }))).code).toBe('changed_meanwhile')
})

test('a move taken back leaves what the customer wrote and we answered meanwhile', async () => {
  const ana = world.as('ana')
  const { id } = await open({ ownerId: world.people.ana })
  const params = { id }
  const repliedAt = async () =>
    (await world.runtime.db.selectFrom('cases').select('customer_replied_at as at').where('id', '=', id).execute())[0]!
      .at
  await ana.cases.transitionCase({ params, body: { stage: 'verification' } })
  world.advance({ minutes: 5 })
  const receivedAt = world.now
  await inTransaction(world.runtime, systemActor, (ctx) =>
    applyReply(
      ctx,
      id,
      {
        receivedAt,
        machine: false,
        bareThanks: false,
        subject: 'And?',
        text: 'Any news?',
        contactId: null,
        channel: 'email',
        sender: 'Greta',
      },
      ctx.newId(),
    ),
  )
  await ana.cases.undoTransition({ params })
  expect(await repliedAt()).toEqual(receivedAt)
  await ana.cases.transitionCase({ params, body: { stage: 'verification' } })
  world.advance({ minutes: 5 })
  await ana.conversations.sendReply({ params, body: { kind: 'reply', text: 'Tomorrow.' } })
  expect(await repliedAt()).toBeNull()
  await ana.cases.undoTransition({ params })
  expect(await repliedAt()).toBeNull()
})

test('waiting sets a follow-up date and returns to where it came from', async () => {
  const made = await open({ ownerId: world.people.ana })
  const waiting = await world
    .as('ana')
    .cases.transitionCase({ params: { id: made.id }, body: { stage: 'waiting_customer' } })
  expect(waiting).toMatchObject({ status: 'pending', nextStep: { whose: 'customer' }, stage: { position: 1 } })
  expect(waiting.nextStep?.dueAt).not.toBeNull()
  await refused(
    world.as('ana').cases.changeCase({ params: { id: made.id }, body: { version: waiting.version, nextStep: null } }),
    'follow_up_needed',
  )
})

test('resolving asks for everything at once, and reopening brings the case back', async () => {
  const made = await open({ ownerId: world.people.ana })
  const refusal = await refused(
    world.as('ana').cases.resolveCase({ params: { id: made.id }, body: {} }),
    'closure_criteria_unmet',
  )
  expect((refusal.detail.missing as { key: string }[]).map(({ key }) => key)).toEqual([
    'summary',
    'code',
    'begin:verification:cause_of_the_difference_named',
    'adjustment_confirmed_in_the_ledger',
    'approval:credit_or_refusal',
  ])
  const unknown = await refused(
    world.as('ana').cases.resolveCase({ params: { id: made.id }, body: { summary: 'Credited', code: 'solved' } }),
    'closure_criteria_unmet',
  )
  expect(unknown.detail.missing).toContainEqual(
    expect.objectContaining({ label: expect.stringMatching(/“solved” is none of .*credited/) }),
  )
  for (const stage of ['verification', 'verification'])
    await world.as('ana').cases.beginWork({ params: { id: made.id }, body: { stage } })
  const { items } = await world.as('ana').tasks.listTasks({ params: { id: made.id } })
  expect(items).toHaveLength(2)
  for (const task of items.filter((each) => each.mandatory)) {
    await world.as('ana').tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done: true } })
  }
  const asked = await world
    .as('ana')
    .approvals.askApproval({ params: { id: made.id }, body: { key: 'credit_or_refusal' } })
  await world.as('mira').approvals.decideApproval({ params: { id: asked.id }, body: { decision: 'approved' } })
  const resolved = await world
    .as('ana')
    .cases.resolveCase({ params: { id: made.id }, body: { summary: 'Credited', code: 'credited' } })
  expect(resolved).toMatchObject({
    status: 'resolved',
    resolution: { summary: 'Credited' },
    nextStep: { text: 'Confirm that it is solved', whose: 'customer', dueAt: resolved.closesAt },
  })
  // it went from reception straight to its end, where the work of both was asked for and done
  expect(resolved.stages.map(({ key, state }) => `${key} ${state}`).slice(0, 3)).toEqual([
    'received passed',
    'verification worked',
    'finance_review worked',
  ])
  const again = await world
    .as('ana')
    .cases.reopenCase({ params: { id: made.id }, body: { reason: 'The credit never came' } })
  expect(again).toMatchObject({ status: 'open', reopenedCount: 1, stage: { key: 'verification' } })
})

test('what its customer made a condition holds the resolution of a case, and no stage of it', async () => {
  const body = { subject: 'Which oil?', message: 'With our order number.', type: 'general_question' }
  const { id } = await world.as('ana').cases.createCase({ body: { ...body, ownerId: world.people.ana } })
  const params = { id }
  const title = 'Order number put on it'
  const task = await world.as('ana').tasks.addTask({ params, body: { title, toResolve: true } })
  await world.as('ana').cases.transitionCase({ params, body: { stage: 'answer' } })
  const resolve = () => world.as('ana').cases.resolveCase({ params, body: { summary: 'Named', code: 'answered' } })
  expect((await refused(resolve(), 'closure_criteria_unmet')).detail.missing).toMatchObject([{ label: title }])
  await world.as('ana').tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done: true } })
  expect((await resolve()).status).toBe('resolved')
})

test('a stale write is a conflict and changes nothing', async () => {
  const made = await open()
  await world
    .as('ana')
    .cases.changeCase({ params: { id: made.id }, body: { version: made.version, priority: 'critical' } })
  await refused(
    world.as('elena').cases.changeCase({ params: { id: made.id }, body: { version: made.version, priority: 'low' } }),
    'changed_meanwhile',
  )
  expect((await world.as('ana').cases.getCase({ params: { id: made.id } })).priority).toBe('critical')
})

test('a restricted case is seen by its team, its watchers and holders of the right only', async () => {
  const made = await world
    .as('mira')
    .cases.createCase({ body: { ...invoice, restricted: true, teamId: world.teams.accounts } })
  for (const who of ['ana', 'mira', 'admin'] as const)
    expect((await world.as(who).cases.getCase({ params: { id: made.id } })).restricted).toBe(true)
  for (const who of ['priya', 'light', 'sales'] as const)
    await refused(world.as(who).cases.getCase({ params: { id: made.id } }), 'not_found')
  const listed = await world.as('priya').cases.listCases({ query: { limit: 200 } })
  expect(listed.items.map((row) => row.id)).not.toContain(made.id)
})

test('lists are paged by key in every order, without repeating or skipping', async () => {
  for (let i = 0; i < 5; i++) await open({ subject: `Page ${i}` })
  for (const sort of ['due', '-updated', '-created', 'priority', 'number'] as const) {
    const whole = await world.as('ana').cases.listCases({ query: { sort, limit: 200 } })
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await world.as('ana').cases.listCases({ query: { sort, limit: 2, ...(cursor && { cursor }) } })
      ids.push(...page.items.map((row) => row.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(ids).toEqual(whole.items.map((row) => row.id))
  }
})

test('replies are named, can be taken back, and count when released', async () => {
  const made = await open({ ownerId: world.people.ana })
  const params = { id: made.id }
  const held = await world
    .as('ana')
    .conversations.sendReply({ params, body: { kind: 'reply', text: 'You will have it today.', undoSeconds: 10 } })
  expect(held).toMatchObject({ delivery: 'held', to: [{ email: 'ingrid.sollberg@meridianlabs.example' }] })
  const undone = await world.as('ana').conversations.undoMessage({ params: { id: held.id } })
  expect(undone.undoneAt).not.toBeNull()
  const sent = await world
    .as('ana')
    .conversations.sendReply({ params, body: { kind: 'reply', text: 'You will have it today.' } })
  expect(sent.delivery).toBe('queued')
  expect((await world.as('ana').cases.getCase({ params })).firstResponseAt).toBe(world.now.toISOString())
  await world.as('light').conversations.sendReply({ params, body: { kind: 'note', text: 'Credit is fine.' } })
  await refused(
    world.as('light').conversations.sendReply({ params, body: { kind: 'reply', text: 'Hello' } }),
    'not_allowed',
  )
  const { items } = await world.as('ana').conversations.listMessages({ params, query: {} })
  expect(items.map((message) => message.kind)).toEqual(['form', 'email', 'email', 'note'])
})

test('what is mine stands in my next, in order, with a reason', async () => {
  const { items } = await world.as('ana').cases.myNext({})
  expect(items.length).toBeGreaterThan(0)
  expect(
    items.every(
      (item) => item.matters.every(({ reason }) => reason.length > 3) && item.case.owner?.name === 'Ana Ferreira',
    ),
  ).toBe(true)
})

test('a filter finds what it says', async () => {
  const mine = await world.as('ana').cases.listCases({ query: { owner: 'me', status: 'unresolved' } })
  expect(mine.items.every((row) => row.owner?.id === world.people.ana)).toBe(true)
  const none = await world.as('ana').cases.listCases({ query: { account: world.accounts.kestrel } })
  expect(none.items).toEqual([])
  const { count } = await world.as('ana').cases.countCases({ query: { type: 'billing_dispute', status: 'unresolved' } })
  expect(count).toBeGreaterThan(3)
})

test('a case that nobody can take waits in its queue, and says so once', async () => {
  const { db } = world.runtime
  await db.updateTable('person').set({ status: 'off' }).where('id', 'in', Object.values(world.people)).execute()
  const made = await open({ subject: 'Nobody is here' })
  expect(made).toMatchObject({ owner: null, status: 'new' })
  expect(made.routingDueAt).not.toBeNull()
  const again = () =>
    inTransaction(world.runtime, systemActor, (ctx) => routeWaiting(ctx, made.id, lookedAgain, { again: true }))
  expect([await again(), await again()]).toEqual([false, false])
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(items.filter((entry) => entry.name === 'case.queued')).toHaveLength(1)
  await db.updateTable('person').set({ status: 'online' }).where('id', 'in', Object.values(world.people)).execute()
  expect(await again()).toBe(true)
  expect((await world.as('ana').cases.getCase({ params: { id: made.id } })).owner).not.toBeNull()
})
