import { afterAll, beforeAll, expect, test } from 'vitest'
import { privateCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

let count = 0
const mail = async (subject: string) =>
  (await deliver(world, mailOf({ Subject: subject, 'Message-ID': `<survivor${++count}@x.example>` }))).caseId!
const the = (id: string) => world.as('sofia').cases.getCase({ params: { id } })
const merge = async (id: string, into: string) => {
  const [{ version }, { version: intoVersion }] = [await the(id), await the(into)]
  return world.as('sofia').families.mergeCase({ params: { id }, body: { into, version, intoVersion } })
}
const undo = async (id: string) => {
  const [latest] = (await world.as('sofia').families.listMerges({ params: { id } })).items
  return world.as('sofia').families.undoMerge({ params: { id: latest!.id } })
}
const clean = async () => expect((await verifyClocks(world.runtime.db, 1000)).differences).toEqual([])
const link = (id: string, kind: 'child' | 'incident' | 'related', other: string) =>
  world.as('sofia').relations.linkCase({ params: { id }, body: { kind, case: other } })
const kinOf = async (id: string) =>
  (await world.as('sofia').relations.getFamily({ params: { id } })).kin.flatMap(({ kind, items }) =>
    items.map((each) => `${kind} ${each.id}`),
  )
const waitsFor = async (id: string) => {
  const { type } = await the(id)
  const codes = (await world.as('mira').types.listTypes({})).items.find((each) => each.id === type.id)!.definition
    .closure.codes
  const refused = await refusal(
    world.as('mira').cases.resolveCase({ params: { id }, body: { summary: 'Done', code: codes[0]!.key } }),
  )
  return (refused.detail.missing as { kind: string; label: string }[])
    .filter(({ kind }) => kind === 'child')
    .map(({ label }) => label)
}
/** A case that waits for its customer, since an answer that reached them. */
const waiting = async (subject: string) => {
  const id = await mail(subject)
  await world.as('ana').cases.assignCase({ params: { id }, body: { ownerId: world.people.ana } })
  world.advance({ minutes: 10 })
  await world.as('ana').conversations.sendReply({
    params: { id },
    body: { kind: 'call', text: 'Which serial?', direction: 'out', outcome: 'answered', reached: true },
  })
  const { type } = await the(id)
  const { definition } = (await world.as('mira').types.listTypes({})).items.find((each) => each.id === type.id)!
  const stage = definition.stages.find(({ status }) => status === 'pending')!.key
  const followUpAt = new Date(world.now.getTime() + 9 * 86_400_000).toISOString()
  await world.as('ana').cases.transitionCase({ params: { id }, body: { stage, followUpAt } })
  expect(await the(id)).toMatchObject({ status: 'pending', nextStep: { whose: 'customer' } })
  world.advance({ hours: 1 })
  return id
}

test('a survivor that waits for its customer goes on when the merge brings their answer, and waits again after the undo', async () => {
  const survivor = await waiting('The pump stands')
  const stood = await the(survivor)
  const source = await mail('The serial is 77')
  const asked = world.now.toISOString()
  const preview = await world.as('ana').families.previewMerge({ params: { id: source }, query: { into: survivor } })
  expect(preview.happens.join(' ')).toContain('it goes on')
  await merge(source, survivor)
  expect(await the(survivor)).toMatchObject({
    status: 'open',
    customerRepliedAt: asked,
    nextStep: { text: 'Answer the customer', whose: 'us' },
  })
  await clean()
  await undo(survivor)
  expect(await the(survivor)).toMatchObject({ status: 'pending', stage: stood.stage, nextStep: stood.nextStep })
  await clean()
})

test('a merge that brings nothing newer leaves it waiting', async () => {
  const source = await mail('Older')
  world.advance({ minutes: 5 })
  const survivor = await waiting('Younger, and answered')
  await merge(source, survivor)
  expect((await the(survivor)).status).toBe('pending')
  await clean()
})

test('a message moved to a case that waits for it lets that go on', async () => {
  const target = await waiting('Waits for the serial')
  const from = await mail('The serial is 78')
  const { items } = await world.as('ana').conversations.listMessages({ params: { id: from }, query: {} })
  const { id } = items.find(({ direction }) => direction === 'in')!
  const [{ version }, { version: toVersion }] = [await the(from), await the(target)]
  await world.as('ana').families.moveMessage({ params: { id }, body: { to: target, version, toVersion } })
  expect(await the(target)).toMatchObject({ status: 'open', nextStep: { text: 'Answer the customer', whose: 'us' } })
  await clean()
})

test('no merge closes a circle in a family; a parent that goes into its child hands on its place', async () => {
  const [a, x, b] = [await openCase(world), await openCase(world), await openCase(world)]
  await link(a, 'child', x)
  await link(x, 'child', b)
  for (const [from, into] of [
    [a, b],
    [b, a],
  ] as const)
    expect(((await refusal(merge(from, into))).detail.because as string[])[0]).toContain('stand above each other')
  await merge(x, b)
  expect((await kinOf(b)).filter((each) => !each.startsWith('merged'))).toEqual([`parent ${a}`])
  await undo(b)
  expect(await kinOf(b)).toContain(`parent ${x}`)
})

test('a problem that goes into its incident leaves no incident that is a problem', async () => {
  const [problem, i, j, other] = [
    await openCase(world),
    await openCase(world),
    await openCase(world),
    await openCase(world),
  ]
  await link(problem, 'incident', i)
  await link(problem, 'incident', j)
  await merge(problem, i)
  const kin = await kinOf(i)
  expect(kin).toContain(`incident ${j}`)
  expect(kin.filter((each) => each.startsWith('problem'))).toEqual([])
  await undo(i)
  expect(await kinOf(i)).toContain(`problem ${problem}`)
  await link(await openCase(world), 'incident', other)
  expect(((await refusal(merge(problem, other))).detail.because as string[])[0]).toContain('is itself an incident')
})

test('a parent waits for the case that its child went into, until the undo it waits for the child', async () => {
  const [parent, child, elsewhere] = [await openCase(world), await openCase(world), await openCase(world)]
  await link(parent, 'child', child)
  await merge(child, elsewhere)
  expect(await waitsFor(parent)).toEqual([expect.stringContaining((await the(elsewhere)).number)])
  await link(elsewhere, 'child', parent)
  expect(await waitsFor(parent)).toEqual([])
  expect(await waitsFor(elsewhere)).toEqual([expect.stringContaining((await the(parent)).number)])
  await world.as('sofia').relations.unlinkCase({ params: { id: elsewhere, kind: 'child', other: parent } })
  await undo(elsewhere)
  expect(await waitsFor(parent)).toEqual([expect.stringContaining((await the(child)).number)])
  await merge(child, parent)
  expect(await kinOf(parent)).not.toContain(`child ${elsewhere}`)
})

test('a timeline names no case that its reader may not see, also after a merge was undone', async () => {
  const secret = await privateCase(world, { tags: ['dismissal'] })
  const open = await mail('Open to all')
  const from = await mail('Goes there')
  const told = async (id: string, who: 'priya' | 'ana') =>
    JSON.stringify((await world.as(who).cases.getTimeline({ params: { id }, query: {} })).items)
  await merge(secret.id, open)
  await undo(open)
  const [said] = (await world.as('ana').conversations.listMessages({ params: { id: from }, query: {} })).items
  const [{ version }, { version: toVersion }] = [await the(from), await the(secret.id)]
  await world
    .as('sofia')
    .families.moveMessage({ params: { id: said!.id }, body: { to: secret.id, version, toVersion } })
  expect((await refusal(world.as('priya').cases.getCase({ params: { id: secret.id } }))).code).toBe('not_found')
  for (const id of [open, from]) {
    const [hers, anas] = [await told(id, 'priya'), await told(id, 'ana')]
    expect(hers).toContain('"restricted":true')
    for (const word of [secret.id, secret.number, 'dismissal']) expect(hers).not.toContain(word)
    expect(anas).toContain(secret.id)
    expect(anas).toContain(secret.number)
  }
  await clean()
})

test('relations and follow-ups of the source show on the survivor, and the undo takes them back', async () => {
  const [source, survivor, related, both] = [
    await openCase(world),
    await openCase(world),
    await openCase(world),
    await openCase(world),
  ]
  await link(source, 'related', related)
  await link(source, 'related', both)
  await link(survivor, 'related', both)
  const later = await openCase(world)
  await world.runtime.db.updateTable('cases').set({ follow_up_of_id: source }).where('id', '=', later).execute()
  const stood = [await kinOf(source), await kinOf(survivor)]
  await merge(source, survivor)
  const kin = await kinOf(survivor)
  expect(kin).toEqual(expect.arrayContaining([`related ${related}`, `related ${both}`, `follow_up ${later}`]))
  await undo(survivor)
  expect([await kinOf(source), await kinOf(survivor)]).toEqual(stood)
  await merge(source, later)
  expect(await kinOf(later)).not.toContain(`follow_up_of ${source}`)
  await undo(later)
  expect(await kinOf(later)).toContain(`follow_up_of ${source}`)
})

test('who may not see a restricted case keeps a message of it from going where they read it', async () => {
  const restricted = (subject: string) => privateCase(world, { subject })
  const [from, to] = [await restricted('Here'), await restricted('There')]
  const [said] = (await world.as('ana').conversations.listMessages({ params: { id: from.id }, query: {} })).items
  const move = async () => {
    const [{ version }, { version: toVersion }] = [await the(from.id), await the(to.id)]
    return world.as('ana').families.moveMessage({ params: { id: said!.id }, body: { to: to.id, version, toVersion } })
  }
  await world.runtime.db
    .insertInto('watcher')
    .values({ case_id: to.id, person_id: world.people.priya, since: world.now })
    .execute()
  const preview = await world.as('ana').families.previewMove({ params: { id: said!.id }, query: { to: to.id } })
  expect(preview.warnings.join(' ')).toContain('Priya Nair will see')
  expect((await refusal(move())).code).toBe('message_cannot_be_moved')
  await world.runtime.db.deleteFrom('watcher').where('case_id', '=', to.id).execute()
  expect(await move()).toMatchObject({ to: { id: to.id } })
})

test('what was escalated by hand goes along, comes back with the undo, and ends with the case', async () => {
  const [source, survivor] = [await mail('Escalated'), await mail('Quiet')]
  for (const id of [source, survivor])
    await world.as('ana').cases.assignCase({ params: { id }, body: { ownerId: world.people.ana } })
  const escalate = (id: string, level: number) =>
    world.as('ana').escalations.escalateCase({
      params: { id },
      body: { level, reason: `Level ${level}`, how: 'help', toPersonId: world.people.mira },
    })
  const levels = async () => [(await the(source)).escalationLevel, (await the(survivor)).escalationLevel]
  const reasons = async (id: string) =>
    (await world.as('ana').escalations.listEscalations({ params: { id } })).items.map(
      ({ reason, endedBecause }) => `${reason}: ${endedBecause}`,
    )
  await escalate(source, 3)
  await escalate(survivor, 1)
  expect(await levels()).toEqual([3, 1])
  await merge(source, survivor)
  expect(await levels()).toEqual([0, 3])
  expect((await reasons(survivor)).toSorted()).toEqual(['Level 1: null', 'Level 3: null'])
  const listed = (await world.as('luca').escalations.listEscalated({})).items
  expect(listed.find((each) => each.case.id === survivor)).toMatchObject({
    level: 3,
    escalation: { reason: 'Level 3' },
  })
  await undo(survivor)
  expect(await levels()).toEqual([3, 1])
  expect(await reasons(source)).toEqual(['Level 3: null'])
  const { closeCase } = await import('../cases/actions/resolve-case.ts')
  const { inTransaction, systemActor } = await import('../../platform/runtime.ts')
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'resolved', stage: 'resolved', resolved_at: world.now })
    .where('id', '=', source)
    .execute()
  await inTransaction(world.runtime, systemActor, (ctx) => closeCase(ctx, source, 'time is over', false))
  expect(await levels()).toEqual([0, 1])
  expect(await reasons(source)).toEqual(['Level 3: it was closed'])
})

test('whoever had a draft on both cases keeps both: one on the survivor, and after the undo each on its own', async () => {
  const [one, two] = [await mail('Seal leaks'), await mail('Seal leaks still')]
  const write = (id: string, text: string) =>
    world.as('elena').conversations.saveDraft({ params: { id, kind: 'reply' }, body: { content: { text } } })
  const draftOf = async (id: string) =>
    (await world.as('elena').conversations.listDrafts({ params: { id } })).items.map(({ content }) => content)
  await write(one, 'To the first')
  await write(two, 'To the second')
  await merge(two, one)
  expect(await draftOf(one)).toEqual([{ text: 'To the first' }])
  await write(one, 'To the first, and more')
  await undo(one)
  expect(await draftOf(one)).toEqual([{ text: 'To the first, and more' }])
  expect(await draftOf(two)).toEqual([{ text: 'To the second' }])
})
