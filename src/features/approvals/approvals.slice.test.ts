import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseInReview, typeWithApproval } from '../../../tests/world/approvals.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type Who, type World } from '../../../tests/world/world.ts'
import type { Requirement } from '../cases/contract/case-row.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

type Asked = Parameters<typeof typeWithApproval>[1]
const typeWith = (asked: Asked) => typeWithApproval(world, asked)

const tom = () => ({ who: 'person' as const, personId: world.people.tom })
const sofia = () => ({ who: 'person' as const, personId: world.people.sofia })
const helen = () => ({ who: 'person' as const, personId: world.people.helen })

async function opened(type: string) {
  const custom = type === 'general_question' ? {} : { disputed_amount: '900.00' }
  const body = { subject: 'Charged twice', message: 'Twice.', type, ownerId: world.people.ana, custom }
  return (await world.as('ana').cases.createCase({ body: { ...body, teamId: world.teams.accounts } })).id
}
const inReview = async (asked: Asked, more: { amount?: string; restricted?: boolean } = {}) =>
  caseInReview(world, await typeWith(asked), more)
const move = (id: string, stage: string, who: Who = 'ana') =>
  world.as(who).cases.transitionCase({ params: { id }, body: { stage } })
const list = async (id: string, who: Who = 'ana') =>
  (await world.as(who).approvals.listApprovals({ params: { id } })).items
const last = async (id: string, who: Who = 'ana') => (await list(id, who))[0]!
const approve = async (who: Who, id: string, comment?: string) =>
  world.as(who).approvals.decideApproval({
    params: { id: (await last(id)).id },
    body: { decision: 'approved', ...(comment && { comment }) },
  })
const reject = async (who: Who, id: string, comment: string) =>
  world.as(who).approvals.decideApproval({
    params: { id: (await last(id)).id },
    body: { decision: 'rejected', comment },
  })
const setAmount = async (id: string, amount: string, who: Who = 'ana') => {
  const { version } = await world.as(who).cases.getCase({ params: { id } })
  await world.as(who).cases.changeCase({ params: { id }, body: { version, custom: { disputed_amount: amount } } })
}
const told = async (id: string, name: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.filter((entry) => entry.name === name)
const missing = (detail: Record<string, unknown>) => (detail.missing as Requirement[]).map(({ key }) => key)
const waits = (votes: { person: { name: string }; next: boolean }[]) =>
  votes.filter(({ next }) => next).map(({ person }) => person.name)

test('it asks the manager of the owner, and of whoever asks', async () => {
  const admin = world.as('admin').people
  const manager = async (name: string, managerId: string | null) => {
    const { id, version } = (await admin.listPeople({ query: { q: name } })).items[0]!
    await admin.changePerson({ params: { id }, body: { version, managerId } })
  }
  await manager('Ana Ferreira', world.people.sofia)
  const id = await inReview({ approvers: [{ who: 'manager_of_owner' }] })
  expect((await last(id)).votes).toMatchObject([
    { person: { name: 'Sofia Reyes' }, because: 'manager of Ana Ferreira' },
  ])
  expect(await approve('sofia', id)).toMatchObject({ state: 'approved' })
  const own = { title: 'A day of Jonas', asks: 'He goes there.', approvers: [{ who: 'manager_of_requester' as const }] }
  const asked = await world.as('mira').approvals.askApproval({ params: { id }, body: own })
  expect(asked.votes.map(({ because }) => because)).toEqual(['manager: nobody else may decide'])
  await manager('Ana Ferreira', null)
})

test('it is asked for when its stage is entered, holds the gate, and opens it once given', async () => {
  const id = await inReview({ approvers: [tom()] })
  const asked = await last(id)
  expect(asked).toMatchObject({
    state: 'waiting',
    round: 1,
    stage: { name: 'Finance review' },
    requestedBy: { name: 'Ana Ferreira' },
    values: [{ label: 'Disputed amount', words: '€900' }],
    because: ['waits for Tom Okafor'],
  })
  const refused = await refusal(move(id, 'adjustment'))
  expect(refused.code).toBe('transition_not_allowed')
  expect(refused.detail.missing).toMatchObject([
    { key: 'approval:credit', kind: 'approval', label: 'Approved: Credit over 500 EUR', holds: 'Tom Okafor' },
  ])
  expect(await last(id, 'tom')).toMatchObject({ mine: { for: null } })
  expect(await approve('tom', id, 'Seen in the bank')).toMatchObject({ state: 'approved', mine: null })
  expect((await move(id, 'adjustment')).stage.key).toBe('adjustment')
  const [entry] = await told(id, 'approval.approved')
  expect(entry).toMatchObject({ actor: { name: 'Tom Okafor' }, content: { comment: 'Seen in the bank' } })
})

test('an amount that needs nobody is not asked for, and one that grows is', async () => {
  const id = await inReview({ approvers: [tom()] }, { amount: '500.00' })
  expect(await list(id)).toEqual([])
  await setAmount(id, '500.01')
  expect(await last(id)).toMatchObject({ state: 'waiting', round: 1 })
  await setAmount(id, '20.00')
  expect(await last(id)).toMatchObject({ state: 'void', because: ['Disputed amount was changed'] })
  expect((await move(id, 'adjustment')).stage.key).toBe('adjustment')
})

test('nobody jumps over it, resolves past it, or opens it by changing the amount afterwards', async () => {
  const type = await typeWith({ approvers: [tom()], codes: ['credited', 'corrected'] })
  const jumping = await opened(type)
  expect(missing((await refusal(move(jumping, 'adjustment'))).detail)).toEqual(['approval:credit'])
  const resolve = (id: string, code: string) =>
    world.as('ana').cases.resolveCase({ params: { id }, body: { summary: 'Done', code, tellCustomer: false } })
  expect(missing((await refusal(resolve(jumping, 'credited'))).detail)).toEqual(['approval:credit'])
  expect((await resolve(jumping, 'withdrawn')).status).toBe('resolved')

  const id = await opened(type)
  await move(id, 'finance_review')
  await approve('tom', id)
  await setAmount(id, '1900.00')
  const [anew, before] = await list(id)
  expect(before).toMatchObject({ state: 'void', round: 1, because: ['Disputed amount was changed'] })
  expect(anew).toMatchObject({ state: 'waiting', round: 2, values: [{ words: '€1,900' }] })
  expect(missing((await refusal(move(id, 'adjustment'))).detail)).toEqual(['approval:credit'])
  expect((await told(id, 'approval.voided'))[0]).toMatchObject({ content: { was: 'approved' } })
})

test('whoever asked, or changed the amount last, does not decide: somebody else is asked, with the reason', async () => {
  const id = await inReview({ approvers: [{ who: 'person', personId: world.people.ana }] })
  const asked = await last(id)
  expect(asked.leftOut).toEqual([{ name: 'Ana Ferreira', because: 'asked for it' }])
  expect(asked.votes).toMatchObject([
    { person: { name: 'Mira Kaplan' }, because: 'leads Customer accounts: nobody else may decide' },
  ])
  expect((await refusal(approve('ana', id))).code).toBe('own_request')
  await setAmount(id, '1200.00', 'mira')
  const anew = await last(id)
  expect(anew.votes.map(({ person }) => person.name)).not.toContain('Mira Kaplan')
  expect((await refusal(approve('mira', id))).code).toBe('own_request')
  const own = sql`update approval_vote set decision = 'approved', decided_by = ${world.people.mira}, decided_at = now(),
    person_id = ${world.people.mira} where approval_id = ${anew.id}`
  await expect(own.execute(world.runtime.db)).rejects.toThrow('nobody approves their own request')
})

test('all, any, so many of them, and in order', async () => {
  const all = await inReview({ approvers: [tom(), sofia()], mode: 'all' })
  expect(await approve('tom', all)).toMatchObject({
    state: 'waiting',
    because: ['1 of 2 agreed', 'waits for Sofia Reyes'],
  })
  expect((await refusal(approve('tom', all))).detail.because).toBe('you have decided already')
  expect(await approve('sofia', all)).toMatchObject({ state: 'approved' })

  const any = await inReview({ approvers: [tom(), sofia()], mode: 'any' })
  expect(await approve('sofia', any)).toMatchObject({ state: 'approved' })
  expect((await refusal(approve('tom', any))).code).toBe('approval_settled')

  const two = await inReview({ approvers: [tom(), sofia(), helen()], mode: { atLeast: 2 } })
  expect(await reject('helen', two, 'Not now')).toMatchObject({ state: 'waiting' })
  expect(await approve('tom', two)).toMatchObject({ state: 'waiting' })
  expect(await approve('sofia', two)).toMatchObject({ state: 'approved', because: ['2 agreed, 2 of 3 are enough'] })

  const order = await inReview({ approvers: [tom(), sofia()], mode: 'all', inOrder: true })
  expect(waits((await last(order)).votes)).toEqual(['Tom Okafor'])
  expect((await refusal(approve('sofia', order))).detail.because).toBe('Tom Okafor comes first')
  expect(waits((await approve('tom', order)).votes)).toEqual(['Sofia Reyes'])
  expect((await told(order, 'approval.voted'))[0]!.content).toMatchObject({ to: [{ name: 'Sofia Reyes' }] })
  expect(await approve('sofia', order)).toMatchObject({ state: 'approved' })
})

test('of two who decide at the same moment, one comes after the other', async () => {
  const id = await inReview({ approvers: [tom(), sofia()], mode: 'any' })
  const { id: approval } = await last(id)
  const outcomes = await Promise.allSettled(
    (['tom', 'sofia'] as const).map((who) =>
      world.as(who).approvals.decideApproval({ params: { id: approval }, body: { decision: 'approved' } }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  expect((await last(id)).votes.filter(({ decision }) => decision).length).toBe(1)
})

test('a rejection says why, leads to its stage, and is asked anew when the stage is entered again', async () => {
  const id = await inReview({ approvers: [tom()] })
  const { id: approval } = await last(id)
  const silent = world.as('tom').approvals.decideApproval({
    params: { id: approval },
    body: { decision: 'rejected', comment: ' ' },
  })
  expect((await refusal(silent)).code).toBe('malformed')
  expect(await reject('tom', id, 'The invoice is right')).toMatchObject({ state: 'rejected' })
  const back = await world.as('ana').cases.getCase({ params: { id } })
  expect(back.stage.key).toBe('verification')
  const [entry] = await told(id, 'approval.rejected')
  expect(entry!.content).toMatchObject({ comment: 'The invoice is right', to: [{ name: 'Ana Ferreira' }] })
  expect((await told(id, 'case.stage_set')).at(-1)).toMatchObject({
    causeId: entry!.id,
    content: { because: ['“Credit over 500 EUR” was rejected by Tom Okafor'] },
  })
  expect(missing((await refusal(move(id, 'adjustment'))).detail)).toEqual(['approval:credit'])
  world.advance({ minutes: 5 })
  await move(id, 'finance_review')
  expect(await last(id)).toMatchObject({ state: 'waiting', round: 2 })
})

test('the move taken back takes back what it asked for', async () => {
  const id = await inReview({ approvers: [tom()] })
  await world.as('ana').cases.undoTransition({ params: { id } })
  expect(await last(id)).toMatchObject({ state: 'void', because: ['the case went back to an earlier stage'] })
})

test('somebody on leave is stood in for, recorded as such, and whoever asked never is that somebody', async () => {
  await world.as('admin').people.setAvailability({
    params: { id: world.people.elena },
    body: { status: 'off', awayUntil: '2026-12-24T00:00:00Z' },
  })
  const elena = { who: 'person' as const, personId: world.people.elena }
  const id = await inReview({ approvers: [elena] })
  const [vote] = (await last(id)).votes
  expect(vote).toMatchObject({
    person: { name: 'Elena Brandt' },
    standIn: { name: 'Mira Kaplan', because: 'Elena Brandt is on leave' },
  })
  expect((await last(id, 'mira')).mine).toEqual({ for: { id: world.people.elena, name: 'Elena Brandt' } })
  expect((await approve('mira', id)).votes[0]).toMatchObject({ decidedBy: { name: 'Mira Kaplan' } })
  expect((await told(id, 'approval.approved'))[0]!.content).toMatchObject({ for: 'Elena Brandt', by: 'Mira Kaplan' })

  const own = await opened(await typeWith({ approvers: [elena] }))
  await move(own, 'finance_review', 'mira')
  expect((await last(own)).votes[0]!.standIn?.name).not.toBe('Mira Kaplan')
  expect((await refusal(approve('mira', own))).code).toBe('own_request')
  await world.as('admin').people.setAvailability({ params: { id: world.people.elena }, body: { status: 'online' } })
})

test('who is asked about a restricted case sees it from then on, and nobody else does', async () => {
  const id = await inReview({ approvers: [tom()] }, { restricted: true })
  expect((await told(id, 'case.person_involved'))[0]!.content).toMatchObject({
    person: 'Tom Okafor',
    because: 'asked to approve “Credit over 500 EUR”',
  })
  expect((await last(id, 'tom')).mine).toEqual({ for: null })
  expect((await refusal(list(id, 'helen'))).code).toBe('not_found')
  const { id: approval } = await last(id)
  const stranger = world
    .as('luca')
    .approvals.decideApproval({ params: { id: approval }, body: { decision: 'approved' } })
  expect((await refusal(stranger)).code).toBe('not_found')
})

test('asking in own words lets nobody into a restricted case, unless whoever asks may restrict it', async () => {
  const id = await opened('general_question')
  const { version } = await world.as('mira').cases.getCase({ params: { id } })
  await world.as('mira').cases.changeCase({ params: { id }, body: { version, restricted: true } })
  const ask = (who: Who, ...approvers: ReturnType<typeof tom>[]) =>
    world
      .as(who)
      .approvals.askApproval({ params: { id }, body: { title: 'Look', asks: 'At this', approvers, holds: false } })
  const refused = await refusal(ask('ana', tom()))
  expect(refused).toMatchObject({ code: 'not_allowed', detail: { because: expect.stringContaining('may see') } })
  expect((await refusal(world.as('tom').cases.getCase({ params: { id } }))).code).toBe('not_found')
  expect(await list(id)).toEqual([])
  await ask('mira', tom())
  expect((await world.as('tom').cases.getCase({ params: { id } })).id).toBe(id)
  await ask('ana', tom())
  expect(await list(id)).toHaveLength(2)
})

test('anybody who works a case asks in their own words, and takes it back', async () => {
  const id = await opened('general_question')
  const asks = {
    title: 'Quote in writing',
    asks: 'May we promise this date?',
    approvers: [tom(), sofia()],
    mode: 'all' as const,
  }
  const ask = (who: Who, body: typeof asks & { dueAt?: string; rejectTo?: string }) =>
    world.as(who).approvals.askApproval({ params: { id }, body })
  expect((await refusal(ask('tom', asks))).code).toBe('not_allowed')
  expect((await refusal(ask('ana', { ...asks, dueAt: '2020-01-01T00:00:00Z' }))).code).toBe('malformed')
  expect((await refusal(ask('ana', { ...asks, rejectTo: 'closed' }))).code).toBe('malformed')
  const nobody = [{ who: 'person' as const, personId: world.teams.accounts }]
  expect((await refusal(ask('ana', { ...asks, approvers: nobody as never }))).code).toBe('not_found')
  const asked = await ask('ana', asks)
  expect(asked).toMatchObject({ key: null, state: 'waiting', canWithdraw: true })
  const { items } = await world.as('admin').types.listTypes({})
  const stages = items.find(({ key }) => key === 'general_question')!.definition.stages.map(({ key }) => key)
  const refused = await refusal(move(id, stages[1]!))
  expect(missing(refused.detail)).toContain(`approval:${asked.id}`)
  const withdraw = (who: Who) =>
    world.as(who).approvals.withdrawApproval({ params: { id: asked.id }, body: { reason: 'Not needed' } })
  expect((await refusal(withdraw('elena'))).code).toBe('not_allowed')
  expect(await withdraw('ana')).toMatchObject({ state: 'void', because: ['taken back by Ana Ferreira: Not needed'] })
  expect((await refusal(withdraw('ana'))).code).toBe('approval_settled')
  expect((await move(id, stages[1]!)).stage.key).toBe(stages[1])
})

test('what is decided is not taken back by whoever asked: who may override gates ends it, and that is listed', async () => {
  const id = await opened('general_question')
  const body = { title: 'Half price', asks: 'Once.', approvers: [tom(), sofia()], mode: 'all' as const }
  const asked = await world.as('ana').approvals.askApproval({ params: { id }, body })
  const withdraw = (who: Who) =>
    world.as(who).approvals.withdrawApproval({ params: { id: asked.id }, body: { reason: 'Agreed by phone' } })
  expect(await approve('sofia', id)).toMatchObject({ state: 'waiting' })
  expect((await refusal(withdraw('ana'))).detail).toMatchObject({ right: 'cases.override' })
  await reject('tom', id, 'No')
  expect(await last(id)).toMatchObject({ state: 'rejected', canWithdraw: false })
  expect((await refusal(withdraw('ana'))).code).toBe('not_allowed')
  const gate = () => world.as('ana').cases.resolveCase({ params: { id }, body: { summary: 'Done.' } })
  expect(missing((await refusal(gate())).detail)).toContain(`approval:${asked.id}`)
  const again = (who: Who, more: object) => {
    const body = {
      title: 'A third',
      asks: 'Once.',
      approvers: [tom(), sofia()],
      again: asked.id,
      holds: false,
      ...more,
    }
    return world.as(who).approvals.askApproval({ params: { id }, body })
  }
  expect((await refusal(again('mira', { again: world.people.tom }))).code).toBe('not_found')
  expect(await withdraw('mira')).toMatchObject({ state: 'void', because: ['ended by Mira Kaplan: Agreed by phone'] })
  const { items } = await world.as('mira').governance.listOverrides({ query: { limit: 1 } })
  expect(items).toMatchObject([
    {
      case: { id },
      by: { name: 'Mira Kaplan' },
      reason: 'Agreed by phone',
      unmet: ['Approved: Half price (rejected by Tom Okafor)'],
    },
  ])
  expect((await refusal(again('mira', {}))).code).toBe('approval_settled')
})

test('a rejected one asked again takes its place at the gate, and is no way around it', async () => {
  const id = await opened('general_question')
  const ask = (who: Who, more: { again?: string; holds?: boolean } = {}) => {
    const ana = { who: 'person' as const, personId: world.people.ana }
    const body = { title: 'Half price', asks: 'Once.', approvers: [tom(), ana], ...more }
    return world.as(who).approvals.askApproval({ params: { id }, body })
  }
  const first = await ask('ana')
  expect((await refusal(ask('ana', { again: first.id }))).code).toBe('approval_settled')
  await reject('tom', id, 'No')
  const second = await ask('mira', { again: first.id, holds: false })
  expect(second).toMatchObject({ state: 'waiting', round: 2, holds: true })
  expect(second.leftOut).toEqual([{ name: 'Ana Ferreira', because: 'asked for it before' }])
  expect((await list(id)).find((each) => each.id === first.id)).toMatchObject({
    state: 'void',
    because: ['asked again by Mira Kaplan'],
  })
  await reject('tom', id, 'Still no')
  const third = await ask('ana', { again: second.id })
  const back = world.as('ana').approvals.withdrawApproval({ params: { id: third.id }, body: { reason: 'X' } })
  expect((await refusal(back)).code).toBe('not_allowed')
  const gate = () => refusal(world.as('ana').cases.resolveCase({ params: { id }, body: { summary: 'Done.' } }))
  expect(missing((await gate()).detail).filter((key) => key.startsWith('approval:'))).toEqual([`approval:${third.id}`])
  await world.as('tom').approvals.decideApproval({ params: { id: third.id }, body: { decision: 'approved' } })
  expect((await list(id)).map(({ state }) => state)).toEqual(['approved', 'void', 'void'])
})

test('what a type asks for is asked again by hand only where it is open', async () => {
  const id = await inReview({ approvers: [tom()], rejectTo: undefined })
  const again = () => world.as('ana').approvals.askApproval({ params: { id }, body: { key: 'credit' } })
  expect((await refusal(again())).code).toBe('already_exists')
  await reject('tom', id, 'No')
  expect((await world.as('ana').cases.getCase({ params: { id } })).stage.key).toBe('finance_review')
  expect(await again()).toMatchObject({ state: 'waiting', round: 2 })
  expect((await refusal(world.as('ana').approvals.askApproval({ params: { id }, body: { key: 'gone' } }))).code).toBe(
    'not_found',
  )
})

test('whoever is asked is told in the bell, whoever asked is told what came of it', async () => {
  const id = await inReview({ approvers: [tom()] })
  const first = async (who: Who) =>
    (await world.as(who).notifications.listNotifications({ query: {} })).items.find((each) => each.case?.id === id)
  expect(await first('tom')).toMatchObject({
    kind: 'approval_asked',
    clock: null,
    said: 'Credit over 500 EUR',
  })
  await approve('tom', id)
  expect(await first('ana')).toMatchObject({ kind: 'approval_approved', said: 'Credit over 500 EUR' })
})

test('it stands in My next of whoever is next, also for whom one stands in', async () => {
  const id = await inReview({ approvers: [tom(), sofia()], mode: 'all', inOrder: true, dueHours: 4 })
  const waiting = async (who: Who) =>
    (await world.as(who).cases.myNext({})).items
      .filter((item) => item.id === id)
      .flatMap(({ matters }) => matters.filter(({ kind }) => kind === 'approval'))
  expect(await waiting('tom')).toMatchObject([
    { reason: 'Approve: Credit over 500 EUR', approval: { requestedBy: 'Ana Ferreira', for: null } },
  ])
  expect(await waiting('sofia')).toEqual([])
  await approve('tom', id)
  expect(await waiting('tom')).toEqual([])
  expect((await waiting('sofia')).length).toBe(1)
})

test('another type asks for its own approvals, and the old ones count no more', async () => {
  const id = await inReview({ approvers: [tom()] })
  await approve('tom', id)
  const other = await typeWith({ key: 'second', title: 'Second look', approvers: [sofia()], when: undefined })
  const { items } = await world.as('admin').types.listTypes({})
  const { version } = await world.as('ana').cases.getCase({ params: { id } })
  const typeId = items.find(({ key }) => key === other)!.id
  await world.as('ana').cases.changeCase({ params: { id }, body: { version, typeId } })
  const [anew, before] = await list(id)
  expect(anew).toMatchObject({ key: 'second', title: 'Second look', state: 'waiting' })
  expect(before).toMatchObject({ key: 'credit', state: 'void', because: ['its type no longer asks for it'] })
})

test('a case that is merged into another asks nobody; taken apart again, it asks anew', async () => {
  const id = await inReview({ approvers: [tom()] })
  const into = await opened('general_question')
  const versionOf = async (of: string) => (await world.as('mira').cases.getCase({ params: { id: of } })).version
  const body = { into, version: await versionOf(id), intoVersion: await versionOf(into) }
  await world.as('mira').families.mergeCase({ params: { id }, body })
  const [merge] = (await world.as('mira').families.listMerges({ params: { id: into } })).items
  expect(await last(id)).toMatchObject({ state: 'void', because: ['the case is over'] })
  await world.as('mira').families.undoMerge({ params: { id: merge!.id } })
  expect(await last(id)).toMatchObject({ state: 'waiting', round: 2 })
})

test('what was asked in own words waits again after a merge is undone, with the votes that were cast', async () => {
  const id = await opened('general_question')
  const into = await opened('general_question')
  const dueAt = new Date(world.now.getTime() + 86_400_000).toISOString()
  const approvers = [tom(), sofia()]
  const body = { title: 'Quote', asks: 'This date?', approvers, mode: 'all' as const, dueAt }
  await world.as('ana').approvals.askApproval({ params: { id }, body })
  await approve('tom', id)
  const versionOf = async (of: string) => (await world.as('mira').cases.getCase({ params: { id: of } })).version
  const both = { into, version: await versionOf(id), intoVersion: await versionOf(into) }
  await world.as('mira').families.mergeCase({ params: { id }, body: both })
  expect(await last(id)).toMatchObject({ state: 'void', because: ['the case is over'] })
  const [merge] = (await world.as('mira').families.listMerges({ params: { id: into } })).items
  world.advance({ minutes: 5 })
  await world.as('mira').families.undoMerge({ params: { id: merge!.id } })
  const [own, ...more] = await list(id)
  expect([own, more]).toMatchObject([{ state: 'waiting', round: 1, dueAt }, []])
  expect(own!.votes.map(({ decision }) => decision)).toEqual(['approved', null])
  expect(waits(own!.votes)).toEqual(['Sofia Reyes'])
  const gate = await refusal(world.as('ana').cases.resolveCase({ params: { id }, body: { summary: 'Done.' } }))
  expect(missing(gate.detail)).toContain(`approval:${own!.id}`)
  const { wake_at } = await world.runtime.db
    .selectFrom('approval')
    .select('wake_at')
    .where('id', '=', own!.id)
    .executeTakeFirstOrThrow()
  expect(wake_at?.toISOString()).toBe(dueAt)
})

test('a resolved case that a merge opens again asks, and asks nobody once that is undone', async () => {
  const type = await typeWith({ approvers: [tom()], stage: 'verification' })
  const into = await opened(type)
  await move(into, 'verification')
  expect(await last(into)).toMatchObject({ state: 'waiting', round: 1 })
  const body = { summary: 'Done.', code: 'no_error', override: { reason: 'a test' } }
  await world.as('mira').cases.resolveCase({ params: { id: into }, body })
  expect(await last(into)).toMatchObject({ state: 'void', because: ['the case is over'] })
  const id = await opened('general_question')
  const versionOf = async (of: string) => (await world.as('mira').cases.getCase({ params: { id: of } })).version
  const both = { into, version: await versionOf(id), intoVersion: await versionOf(into) }
  await world.as('mira').families.mergeCase({ params: { id }, body: both })
  expect((await world.as('ana').cases.getCase({ params: { id: into } })).status).toBe('open')
  expect(await last(into)).toMatchObject({ state: 'waiting', round: 2 })
  const [merge] = (await world.as('mira').families.listMerges({ params: { id: into } })).items
  await world.as('mira').families.undoMerge({ params: { id: merge!.id } })
  expect((await world.as('ana').cases.getCase({ params: { id: into } })).status).toBe('resolved')
  expect(await last(into)).toMatchObject({ state: 'void', round: 2 })
})

test('a value that only leads read lies before leads only', async () => {
  const type = await typeWith({ approvers: [tom(), sofia()], mode: 'all', fields: ['disputed_amount', 'invoice'] })
  const { items } = await world.as('admin').types.listTypes({})
  const found = items.find(({ key }) => key === type)!
  const fields = found.definition.fields.map((field) =>
    field.key === 'invoice' ? { ...field, seenBy: 'leads' as const } : field,
  )
  await world.as('admin').types.changeType({
    params: { id: found.id },
    body: { version: found.version, definition: { ...found.definition, fields } },
  })
  const id = await opened(type)
  await move(id, 'finance_review')
  const labels = async (who: Who) => (await last(id, who)).values.map(({ label }) => label)
  expect(await labels('tom')).toEqual(['Disputed amount'])
  expect(await labels('ana')).toEqual(['Disputed amount'])
  expect((await labels('sofia')).toSorted()).toEqual(['Disputed amount', 'Invoice'])
})

test('keys of the API ask, and never decide', async () => {
  const { key } = await world.as('admin').people.createKey({ body: { name: 'Shop', role: 'admin' } })
  const id = await opened('general_question')
  const asks = { title: 'Voucher', asks: 'Ten euros', approvers: [tom()], mode: 'any' as const }
  const asked = await world.as({ key }).approvals.askApproval({ params: { id }, body: asks })
  expect(asked).toMatchObject({ requestedBy: { name: 'Ana Ferreira' }, mine: null })
  const decided = world
    .as({ key })
    .approvals.decideApproval({ params: { id: asked.id }, body: { decision: 'approved' } })
  expect((await refusal(decided)).code).toBe('not_asked_to_approve')
})

test('a resolved case asks nobody any more', async () => {
  const type = await typeWith({ approvers: [tom()], codes: ['credited'] })
  const id = await opened(type)
  await move(id, 'finance_review')
  await world.as('ana').cases.resolveCase({
    params: { id },
    body: { summary: 'Withdrawn', code: 'withdrawn', tellCustomer: false },
  })
  expect(await last(id)).toMatchObject({ state: 'void', because: ['the case is over'], mine: null })
})
