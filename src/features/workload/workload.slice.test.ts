import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { readingContext, systemActor } from '../../platform/runtime.ts'
import { historiesOf } from '../routing/store/decisions.ts'
import { workloadOf } from './actions.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
  const hour = 3_600_000
  const at = (hours: number) => new Date(world.now.getTime() + hours * hour)
  const { ana, elena } = world.people
  await placeCase(world, {
    subject: 'Late',
    owner_id: ana,
    weight: 5,
    due_at: at(-1),
    breached_at: at(-1),
    owner_since: at(-80),
    created_at: at(-90),
  })
  await placeCase(world, { subject: 'Pressing', owner_id: ana, weight: 5, due_at: at(1), at_risk_at: at(-1) })
  await placeCase(world, {
    subject: 'Waits',
    owner_id: ana,
    weight: 5,
    status: 'pending',
    next_step: 'An answer',
    next_step_whose: 'customer',
    next_step_due_at: at(50),
  })
  await placeCase(world, {
    subject: 'Done',
    owner_id: ana,
    weight: 5,
    status: 'resolved',
    resolved_at: at(-2),
    imported: true,
  })
  await placeCase(world, {
    subject: 'Between us',
    owner_id: ana,
    weight: 5,
    restricted: true,
    team_id: world.teams.technical,
  })
  await placeCase(world, { subject: 'New', owner_id: elena, weight: 1, status: 'new' })
  await placeCase(world, {
    subject: 'For whoever is free',
    owner_id: null,
    owner_since: null,
    queue_id: world.queues.accounts,
    queued_at: at(-1),
    routing_due_at: at(2),
    status: 'new',
  })
  await world.runtime.db
    .updateTable('person')
    .set({ status: 'online', capacity: 16 })
    .where('id', 'in', [ana, elena])
    .execute()
  await world.as('mira').people.setAvailability({ params: { id: world.people.mira }, body: { status: 'busy' } })
})
afterAll(() => world.close())

const room = (who: 'mira' | 'luca' | 'ana' | 'sofia' = 'mira') =>
  world.as(who).workload.getWorkload({ params: { id: world.teams.accounts } })

test('a team at this moment: who carries what, and what waits', async () => {
  const { people, queues, lead } = await room()
  expect(lead.name).toBe('Mira Kaplan')
  const ana = people.find(({ person }) => person.name === 'Ana Ferreira')!
  // The load counts all that takes room; the columns count what the reader may see.
  expect(ana).toMatchObject({ load: 15, capacity: 16, open: 3, waiting: 1, late: 1, atRisk: 1, absent: null })
  expect(ana.oldestAt).toBe('2026-11-15T18:00:00.000Z')
  expect(ana.cases.map((each) => [each.case.subject, each.weight])).toEqual([
    ['Late', 5],
    ['Pressing', 5],
    ['Waits', 5],
  ])
  expect(queues).toHaveLength(1)
  expect(queues[0]).toMatchObject({ open: 1, calledAt: '2026-11-19T14:00:00.000Z' })
  expect(queues[0]!.cases[0]!.case.subject).toBe('For whoever is free')
})

test('an administrator sees the restricted one as well; nobody else learns that it is there', async () => {
  const ofAna = ({ people }: Awaited<ReturnType<typeof room>>) =>
    people.find(({ person }) => person.name === 'Ana Ferreira')!
  expect(ofAna(await room('sofia'))).toMatchObject({ open: 4, load: 15 })
  expect(JSON.stringify(await room())).not.toContain('Between us')
})

test('only its lead and who leads all teams look after a team', async () => {
  expect((await room('luca')).team.name).toBe('Customer accounts')
  await expect(room('ana')).rejects.toMatchObject({ status: 403 })
})

test('seven statements, however much a team carries', async () => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  const reading = readingContext({ ...world.runtime, db: recording.db }, systemActor)
  await workloadOf(reading, world.teams.accounts)
  const cold = recording.statements.length
  await workloadOf(reading, world.teams.accounts)
  await recording.close()
  expect(recording.statements.length - cold).toBe(7)
})

test('what a move would mean is said before it happens, and changes nothing', async () => {
  const mira = world.as('mira')
  const { people } = await room()
  const late = people.find(({ person }) => person.name === 'Ana Ferreira')!.cases[0]!.case
  const moves = [
    { caseId: late.id, toId: world.people.elena },
    { caseId: late.id, toId: world.people.tom },
  ]
  const plan = await mira.workload.previewMoves({ body: { moves } })
  expect(plan.moves.map(({ refused, notes }) => refused ?? notes)).toEqual([
    [],
    'the role of Tom Okafor takes no cases',
  ])
  expect(plan.people).toEqual([
    { person: { id: world.people.ana, name: 'Ana Ferreira' }, before: 15, after: 10, capacity: 16 },
    { person: { id: world.people.elena, name: 'Elena Brandt' }, before: 1, after: 6, capacity: 16 },
  ])
  expect(await room()).toMatchObject({ people: people.map(({ load }) => ({ load })) })
})

test('all of somebody at once: only what the mover may see', async () => {
  const plan = await world.as('mira').workload.previewMoves({ body: { allOf: world.people.ana, toId: null } })
  expect(plan.moves.map(({ case: { subject }, notes }) => [subject, notes])).toEqual([
    ['Late', ['routing decides at once who gets it']],
    ['Pressing', ['routing decides at once who gets it']],
    ['Waits', ['routing decides at once who gets it']],
  ])
  expect(plan.because).toEqual([])
  const { db } = world.runtime
  const before = await db.selectFrom('person').select(['id', 'status', 'capacity']).execute()
  await db.updateTable('person').set({ status: 'busy' }).where('id', '<>', world.people.elena).execute()
  await db.updateTable('person').set({ capacity: 4 }).where('id', '=', world.people.elena).execute()
  const full = await world.as('mira').workload.previewMoves({ body: { allOf: world.people.ana, toId: null } })
  expect(full.because).toEqual([
    'Whoever else of Customer accounts is here has room for 3 of 10: what does not fit waits in its queue.',
  ])
  for (const { id, ...as } of before) await db.updateTable('person').set(as).where('id', '=', id).execute()
})

test('a proposal evens the team out, and done as proposed nothing is left to propose', async () => {
  const mira = world.as('mira')
  const proposal = await mira.workload.proposeRebalance({ params: { id: world.teams.accounts } })
  expect(proposal.moves.map(({ case: { subject }, to, notes }) => [subject, to?.name, notes[0]])).toEqual([
    ['Pressing', 'Elena Brandt', 'Ana Ferreira carries 15 of 16; Elena Brandt has room for 15 more'],
  ])
  for (const { case: row, to } of proposal.moves)
    await mira.cases.assignCase({ params: { id: row.id }, body: { version: row.version, ownerId: to!.id } })
  const after = await mira.workload.proposeRebalance({ params: { id: world.teams.accounts } })
  expect(after).toMatchObject({ moves: [], because: ['The load is even: no move would bring anybody closer.'] })
})

test('what a lead puts back was taken, and what somebody gives back was declined', async () => {
  const { people } = await room()
  const [first, second] = people.find(({ person }) => person.id === world.people.ana)!.cases
  for (const [who, row] of [
    ['mira', first!.case],
    ['ana', second!.case],
  ] as const)
    await world.as(who).cases.assignCase({ params: { id: row.id }, body: { ownerId: null } })
  const told = await world.runtime.db
    .selectFrom('event')
    .select(['name', 'case_id'])
    .where('name', 'in', ['case.declined', 'case.returned'])
    .orderBy('name')
    .execute()
  expect(told).toEqual([
    { name: 'case.declined', case_id: second!.case.id },
    { name: 'case.returned', case_id: first!.case.id },
  ])
})

test('a move that is taken back leaves the case as it lay, for the reason of then, and counts as little as its return', async () => {
  const mira = world.as('mira')
  const span = {
    from: new Date(world.now.getTime() - 30 * 86_400_000).toISOString(),
    to: new Date(world.now.getTime() + 60_000).toISOString(),
  }
  const counted = async () =>
    (await mira.routing.fairness({ query: span })).people.map(({ person, routed, byHand }) => [
      person.name,
      routed,
      byHand,
    ])
  const made = await mira.cases.createCase({
    body: { subject: 'There and back', note: 'A note', teamId: world.teams.accounts },
  })
  await mira.cases.assignCase({ params: { id: made.id }, body: { ownerId: world.people.elena } })
  await mira.cases.assignCase({
    params: { id: made.id },
    body: { ownerId: world.people.ana, reason: 'Elena Brandt is on leave' },
  })
  const before = await mira.cases.getCase({ params: { id: made.id } })
  const was = await counted()
  const give = (ownerId: string | null) => mira.cases.assignCase({ params: { id: made.id }, body: { ownerId } })
  const undo = (version: number, who: 'mira' | 'ana' = 'mira') =>
    world.as(who).cases.undoAssign({ params: { id: made.id }, body: { version } })
  const moved = await give(world.people.elena)
  await expect(undo(moved.version, 'ana')).rejects.toMatchObject({ status: 403 })
  await expect(undo(moved.version - 1)).rejects.toMatchObject({ status: 409 })
  await undo(moved.version)
  const back = await mira.cases.getCase({ params: { id: made.id } })
  expect(back).toMatchObject({
    owner: { id: world.people.ana },
    ownerBecause: 'Elena Brandt is on leave',
    ownerSince: before.ownerSince,
    queue: before.queue,
    team: before.team,
    status: before.status,
  })
  expect(await counted()).toEqual(was)
  // Into its queue and back: whoever had it is not passed over from then on, and nobody’s share changed.
  const away = await give(null)
  await undo(away.version)
  expect((await mira.cases.getCase({ params: { id: made.id } })).owner?.id).toBe(world.people.ana)
  expect(await counted()).toEqual(was)
  const history = await historiesOf(world.runtime.db, [made.id])
  expect(history.get(made.id)!.declined).toEqual([])
  const { version } = await mira.cases.getCase({ params: { id: made.id } })
  await expect(undo(version)).rejects.toMatchObject({ code: 'nothing_to_undo' })
  // What somebody has worked on since stays where it is.
  const given = await give(world.people.elena)
  const body = { version: given.version, priority: 'high' as const }
  const worked = await world.as('elena').cases.changeCase({ params: { id: made.id }, body })
  await expect(undo(worked.version)).rejects.toMatchObject({ code: 'nothing_to_undo' })
})

test('who may give nothing to others gives back what is theirs, with a reason, to where it came from, and takes that back', async () => {
  const { items: roles } = await world.as('sofia').people.listRoles({})
  const agent = roles.find(({ kind, shipped }) => kind === 'agent' && shipped)!
  const rights = agent.rights.filter((right) => right !== 'cases.assign')
  const params = { id: agent.id }
  const changed = await world.as('sofia').people.changeRole({ params, body: { version: agent.version, rights } })
  const opened = await world.as('mira').cases.createCase({
    body: { subject: 'Mine to give back', note: 'A note', teamId: world.teams.accounts, ownerId: world.people.ana },
  })
  const act = (body: object, who: 'ana' | 'elena' = 'ana') =>
    world.as(who).cases.assignCase({ params: { id: opened.id }, body: { ownerId: null, ...body } })
  const reason = 'I know nothing of presses'
  await expect(act({})).rejects.toMatchObject({ code: 'malformed' })
  await expect(act({ reason, queueId: world.queues.technical })).rejects.toMatchObject({ status: 403 })
  await expect(act({ reason }, 'elena')).rejects.toMatchObject({ status: 403 })
  await expect(act({ reason, ownerId: world.people.elena })).rejects.toMatchObject({ status: 403 })
  const back = await act({ reason, queueId: opened.queue!.id })
  expect(back.owner?.id).not.toBe(world.people.ana)
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: opened.id }, query: {} })
  expect(JSON.stringify(items)).toContain(reason)
  const undo = (who: 'ana' | 'elena') =>
    world.as(who).cases.undoAssign({ params: { id: opened.id }, body: { version: back.version } })
  await expect(undo('elena')).rejects.toMatchObject({ status: 403 })
  await undo('ana')
  expect((await world.as('ana').cases.getCase({ params: { id: opened.id } })).owner?.id).toBe(world.people.ana)
  await world.as('sofia').people.changeRole({ params, body: { version: changed.version, rights: null } })
})
