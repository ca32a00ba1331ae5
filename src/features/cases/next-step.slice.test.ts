import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseInReview, typeWithApproval } from '../../../tests/world/approvals.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { updateFacts } from './store/write.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const cases = () => world.as('ana').cases
const open = () =>
  cases().createCase({
    body: {
      subject: 'Invoice 3381 charged twice',
      message: 'You charged invoice 3381 twice.',
      type: 'billing_dispute',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
    },
  })

test('the first step of a case is due with its first promise', async () => {
  const made = await open()
  expect(made.dueAt).not.toBeNull()
  expect(made.nextStep).toMatchObject({ text: 'Read it and answer', dueAt: made.dueAt, datedBy: 'promise' })
})

test('it goes with the promise: sooner as the priority rises', async () => {
  const made = await open()
  const params = { id: made.id }
  const urgent = await cases().changeCase({ params, body: { version: made.version, priority: 'critical' } })
  const now = await cases().getCase({ params })
  expect(now.dueAt! < made.dueAt!).toBe(true)
  expect(now.nextStep?.dueAt).toBe(now.dueAt)
  expect(urgent.id).toBe(made.id)
})

test('a date that a person named stays, whatever is promised; words alone name no date', async () => {
  const made = await open()
  const params = { id: made.id }
  const step = { whose: 'us' as const, personId: null }
  const worded = await cases().changeCase({
    params,
    body: { version: made.version, nextStep: { ...step, text: 'Ask Finance first', dueAt: made.nextStep!.dueAt } },
  })
  expect(worded.nextStep).toMatchObject({ text: 'Ask Finance first', datedBy: 'promise' })
  const dueAt = new Date(world.now.getTime() + 20 * 86_400_000).toISOString()
  const dated = await cases().changeCase({
    params,
    body: { version: worded.version, nextStep: { ...step, text: 'Ask Finance first', dueAt } },
  })
  expect(dated.nextStep).toMatchObject({ dueAt, datedBy: 'person' })
  await cases().changeCase({ params, body: { version: dated.version, priority: 'critical' } })
  expect((await cases().getCase({ params })).nextStep).toMatchObject({ dueAt, datedBy: 'person' })
})

test('a step that nobody wrote follows what happens; one that a person wrote stays', async () => {
  const [auto, byHand] = [await open(), await open()]
  await cases().changeCase({
    params: { id: byHand.id },
    body: { version: byHand.version, nextStep: { text: 'Ask Finance first', whose: 'us', dueAt: null } },
  })
  const steps = async () =>
    Promise.all([auto, byHand].map(async ({ id }) => (await cases().getCase({ params: { id } })).nextStep?.text))
  const answer = (text: string) =>
    Promise.all(
      [auto, byHand].map(({ id }) =>
        world.as('ana').conversations.sendReply({ params: { id }, body: { kind: 'reply', text, undoSeconds: 0 } }),
      ),
    )
  await answer('We are looking into it.')
  const [answered, stayed] = await steps()
  expect(stayed).toBe('Ask Finance first')
  expect(answered).toBe('Go on to Verification')
})

test('whose step it is and until when, chosen by hand, stays where its words did', async () => {
  const made = await open()
  const params = { id: made.id }
  const dueAt = new Date(world.now.getTime() + 20 * 86_400_000).toISOString()
  const text = made.nextStep!.text!
  await cases().changeCase({
    params,
    body: { version: made.version, nextStep: { text, whose: 'us', personId: world.people.elena, dueAt } },
  })
  await world.as('ana').tasks.addTask({ params, body: { title: 'Look at the invoice' } })
  expect((await cases().getCase({ params })).nextStep).toMatchObject({
    text,
    person: { id: world.people.elena },
    dueAt,
  })
})

test('a step that is another’s stays theirs when the case goes to somebody else, and to the queue', async () => {
  const { mira, elena, ana } = world.people
  const asked = { who: 'person' as const, personId: mira }
  const type = await typeWithApproval(world, { approvers: [asked] })
  const id = await caseInReview(world, type)
  const params = { id }
  await world.as('ana').conversations.sendReply({ params, body: { kind: 'reply', text: 'We look.', undoSeconds: 0 } })
  const step = async () => (await cases().getCase({ params })).nextStep
  const decides = { text: 'Mira Kaplan decides: Credit over 500 EUR', person: { id: mira } }
  expect(await step()).toMatchObject(decides)
  await world.as('mira').cases.assignCase({ params, body: { ownerId: elena } })
  expect(await step()).toMatchObject(decides)
  await world.as('mira').cases.assignCase({ params, body: { ownerId: null, reason: 'Too much at once' } })
  expect(await step()).toMatchObject(decides)
  expect((await cases().getCase({ params })).owner?.id).not.toBe(ana)
})

test('a step that a person wrote for another stays theirs when the case goes to another team; the owner’s goes along', async () => {
  const { elena } = world.people
  const moved = async (personId: string | null, more: object = {}) => {
    const made = await open()
    const params = { id: made.id }
    const nextStep = { text: 'Call the bank', whose: 'us' as const, personId, dueAt: null }
    const set = await cases().changeCase({ params, body: { version: made.version, nextStep } })
    const body = { version: set.version, teamId: world.teams.technical!, ...more }
    await world.as('mira').cases.changeCase({ params, body })
    const { owner, nextStep: after } = await cases().getCase({ params })
    expect(owner?.id).not.toBe(world.people.ana)
    return { owner: owner?.id ?? null, step: after?.person?.id ?? null }
  }
  expect((await moved(elena)).step).toBe(elena)
  const along = await moved(null)
  expect(along.step).toBe(along.owner)
  const both = await moved(null, { nextStep: { text: 'Ask the bank', whose: 'us', personId: elena, dueAt: null } })
  expect(both.step).toBe(elena)
})

test('a step goes with its task: to whom it is given, and with its date', async () => {
  const made = await open()
  const params = { id: made.id }
  await world.as('ana').conversations.sendReply({ params, body: { kind: 'reply', text: 'We look.', undoSeconds: 0 } })
  const task = await world.as('ana').tasks.addTask({ params, body: { title: 'Ask the bank', mandatory: true } })
  const step = async () => (await cases().getCase({ params })).nextStep
  expect(await step()).toMatchObject({ text: 'Ask the bank', person: { id: world.people.ana } })
  const dueAt = new Date(world.now.getTime() + 3_600_000).toISOString()
  const body = { version: task.version, ownerId: world.people.elena, dueAt }
  const given = await world.as('ana').tasks.changeTask({ params: { id: task.id }, body })
  expect(await step()).toMatchObject({ text: 'Ask the bank', person: { id: world.people.elena }, dueAt })
  await world.as('ana').tasks.changeTask({ params: { id: task.id }, body: { version: given.version, dueAt: null } })
  expect((await step())!.dueAt! > dueAt).toBe(true)
})

test('a step on somebody else’s case stands in the list of whom it names', async () => {
  const made = await open()
  const dueAt = new Date(world.now.getTime() + 3_600_000).toISOString()
  const nextStep = { text: 'Ask the bank', whose: 'us' as const, personId: world.people.elena, dueAt }
  await cases().changeCase({ params: { id: made.id }, body: { version: made.version, nextStep } })
  const mine = async (who: 'elena' | 'mira') =>
    (await world.as(who).cases.myNext({})).items.filter(({ id }) => id === made.id)
  expect(await mine('elena')).toMatchObject([{ dueAt, matters: [{ kind: 'case', reason: 'Your step: Ask the bank' }] }])
  expect(await mine('mira')).toEqual([])
})

test('a resolved case whose customer cannot have read it stands in the list of its owner', async () => {
  const body = { subject: 'Which oil?', message: 'Which?', type: 'general_question', contactId: world.contacts.ingrid }
  const { id } = await cases().createCase({ body: { ...body, ownerId: world.people.ana } })
  await cases().resolveCase({ params: { id }, body: { summary: 'Named', code: 'answered' } })
  const mine = async () => (await cases().myNext({})).items.filter((item) => item.id === id)
  expect(await mine()).toEqual([])
  const ours = { next_step: 'Our letter has not left', next_step_whose: 'us', next_step_person_id: world.people.ana }
  await updateFacts(world.runtime.db, id, ours)
  expect(await mine()).toMatchObject([{ group: 'today', matters: [{ reason: 'Next: Our letter has not left' }] }])
})

test('a case that waits is looked at again when the team is at work, not at the hour it was left', async () => {
  world.now = new Date('2026-11-19T21:30:00.000Z')
  const made = await open()
  const params = { id: made.id }
  const waits = await cases().transitionCase({ params, body: { version: made.version, stage: 'waiting_customer' } })
  const hour = new Date(waits.nextStep!.dueAt!).getUTCHours()
  expect(waits.nextStep).toMatchObject({ whose: 'customer', datedBy: 'type' })
  expect(hour).toBeGreaterThanOrEqual(7)
  expect(hour).toBeLessThan(18)
  const back = await cases().undoTransition({ params })
  expect(back.nextStep).toMatchObject({ text: made.nextStep!.text, dueAt: made.nextStep!.dueAt, datedBy: 'promise' })
})
