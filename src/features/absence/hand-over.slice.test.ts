import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { handOverSome } from './actions/hand-over.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const inDays = (days: number) => new Date(world.now.getTime() + days * 86_400_000).toISOString()
const ana = () => world.as('ana')
const follow = () => workOnce(world, 'follow-leaves', {})
const caseOf = (id: string) => ana().cases.getCase({ params: { id } })
const ownerOf = async (id: string) => (await caseOf(id)).owner?.name ?? null

/** A case of Ana's, with a next step in so many days; its own clock, if any, set aside. */
async function anasCase(subject: string, days: number | null, more: object = {}): Promise<string> {
  const { id, version } = await ana().cases.createCase({
    body: { subject, ownerId: world.people.ana, contactId: world.contacts.ingrid, ...more },
  })
  if (days === null)
    await world.runtime.db.updateTable('cases').set({ next_step_due_at: null }).where('id', '=', id).execute()
  else
    await ana().cases.changeCase({
      params: { id },
      body: { version, nextStep: { text: `Ask about ${subject}`, whose: 'us', dueAt: inDays(days) } },
    })
  await world.runtime.db.updateTable('cases').set({ due_at: null, due_metric: null }).where('id', '=', id).execute()
  return id
}

test('what is due meanwhile goes to the deputy with a brief; the rest waits, and what was chosen is kept', async () => {
  const soon = await anasCase('Soon', 3, { message: 'Hello,\nthe pump of line 2 stops after an hour. Please help.' })
  const late = await anasCase('Late', 30)
  const mine = await anasCase('Mine', 3)
  const free = await anasCase('Free', 30)
  const task = await ana().tasks.addTask({
    params: { id: late },
    body: { title: 'Look it up', ownerId: world.people.ana, dueAt: inDays(40) },
  })
  const wish = {
    personId: world.people.ana,
    from: inDays(2),
    until: inDays(10),
    rule: 'what_moves' as const,
    deputyId: world.people.elena,
  }
  expect((await refusal(world.as('elena').absence.previewHandOver({ body: wish }))).code).toBe('not_allowed')
  const { items } = await ana().absence.previewHandOver({ body: wish })
  const fate = (id: string, taskId: string | null = null) =>
    items.find((item) => item.case.id === id && (item.task?.id ?? null) === taskId)
  expect(fate(soon)).toMatchObject({ goes: 'deputy', because: 'the next step is due meanwhile' })
  expect(fate(soon)!.brief).toContain('“The pump of line 2 stops after an hour. Please help.”'.replace('The', 'the'))
  expect(fate(late)).toMatchObject({ goes: 'stay', because: 'nothing on it is due before they are back' })
  expect(fate(late, task.id)).toMatchObject({ goes: 'stay', brief: null })

  const leave = await ana().absence.planLeave({
    body: {
      ...wish,
      work: [
        { caseId: soon, brief: 'Ring Ingrid before noon.' },
        { caseId: mine, goes: 'stay' },
        { caseId: free, goes: 'queue' },
      ],
    },
  })
  const params = { id: leave.id }
  const strange = await world
    .as('elena')
    .cases.createCase({ body: { subject: 'Not hers', ownerId: world.people.elena } })
  const wrong = { version: leave.version, items: [{ caseId: strange.id, goes: 'deputy' as const }] }
  expect((await refusal(ana().absence.chooseLeaveWork({ params, body: wrong }))).code).toBe('not_found')
  await ana().absence.chooseLeaveWork({
    params,
    body: { version: leave.version, items: [{ caseId: late, goes: 'deputy' }] },
  })
  await ana().absence.chooseLeaveWork({
    params,
    body: { version: leave.version, items: [{ caseId: late, goes: null }] },
  })

  expect(await ownerOf(soon)).toBe('Ana Ferreira')
  world.advance({ days: 2 })
  await Promise.all([follow(), follow()])
  expect(await ownerOf(soon)).toBe('Elena Brandt')
  for (const id of [late, mine]) expect(await ownerOf(id)).toBe('Ana Ferreira')
  expect(await ownerOf(free)).not.toBe('Ana Ferreira')
  expect((await caseOf(late)).watchers).toMatchObject([{ name: 'Elena Brandt' }])

  const { items: told } = await ana().cases.getTimeline({ params: { id: soon }, query: {} })
  const assigned = told.filter(({ name }) => name === 'case.assigned').at(-1)!
  expect(assigned.content).toMatchObject({ leaveId: leave.id, because: ['Ana Ferreira is on leave until 29 Nov'] })
  const { items: messages } = await ana().conversations.listMessages({ params: { id: soon }, query: {} })
  expect(messages.filter(({ kind }) => kind === 'note')).toMatchObject([
    { text: 'Ring Ingrid before noon.', author: { name: 'Ana Ferreira' } },
  ])
  const { items: done } = await ana().absence.getLeaveWork({ params })
  expect(done.find((item) => item.case.id === soon)).toMatchObject({
    goes: 'deputy',
    movedTo: { name: 'Elena Brandt' },
  })
  expect(await ana().absence.getLeave({ params })).toMatchObject({
    state: 'away',
    handedOverAt: world.now.toISOString(),
  })
})

test('what falls due later while somebody is away moves then, and what is opened again does too', async () => {
  const late = await world.runtime.db
    .selectFrom('cases')
    .selectAll()
    .where('subject', '=', 'Late')
    .executeTakeFirstOrThrow()
  await world.as('mira').cases.changeCase({
    params: { id: late.id },
    body: { version: late.version, nextStep: { text: 'Sooner', whose: 'us', dueAt: inDays(2) } },
  })
  await follow()
  expect(await ownerOf(late.id)).toBe('Elena Brandt')
})

test('at the end what is still open and with the deputy comes back, with a word of what happened', async () => {
  const find = (subject: string) =>
    world.runtime.db.selectFrom('cases').select('id').where('subject', '=', subject).executeTakeFirstOrThrow()
  const [soon, late] = [(await find('Soon')).id, (await find('Late')).id]
  world.advance({ hours: 1 })
  await world.as('elena').conversations.sendReply({
    params: { id: soon },
    body: { kind: 'reply', text: 'A technician comes on Friday.', undoSeconds: 0 },
  })
  await world.as('mira').cases.assignCase({ params: { id: late }, body: { ownerId: world.people.mira } })
  world.advance({ days: 9 })
  await Promise.all([follow(), follow()])
  expect(await ownerOf(soon)).toBe('Ana Ferreira')
  expect(await ownerOf(late)).toBe('Mira Kaplan')
  const { items: leaves } = await ana().absence.listLeaves({
    query: { from: inDays(-12), until: inDays(0), personId: world.people.ana },
  })
  expect(leaves).toMatchObject([{ state: 'ended' }])
  const { items } = await ana().absence.getLeaveWork({ params: { id: leaves[0]!.id } })
  const of = (id: string) => items.find((item) => item.case.id === id && item.task === null)
  expect(of(soon)).toMatchObject({ meanwhile: 'Meanwhile we answered once.' })
  expect(of(soon)!.returnedAt).not.toBeNull()
  expect(of(late)).toMatchObject({ returnedAt: null, keptBecause: 'Mira Kaplan has it' })
  const { items: messages } = await ana().conversations.listMessages({ params: { id: soon }, query: {} })
  expect(messages.filter(({ kind }) => kind === 'note').map(({ text }) => text)).toEqual([
    'Ring Ingrid before noon.',
    'While Ana Ferreira was away. Meanwhile we answered once.',
  ])
  expect((await caseOf(soon)).watchers).toEqual([])
})

test('many cases move in batches, once each, whoever works and whoever is killed amid it', async () => {
  const ids: string[] = []
  for (let at = 0; at < 25; at++) ids.push(await anasCase(`Many ${at}`, 1))
  const body = { personId: world.people.ana, from: inDays(0), until: inDays(9), rule: 'all' as const }
  const leave = await world.as('mira').absence.planLeave({ body: { ...body, deputyId: world.people.elena } })
  const some = (fail = false) =>
    inTransaction(world.runtime, systemActor, async (ctx) => {
      const more = await handOverSome(ctx, leave.id)
      if (fail) throw new Error('killed')
      return more
    })
  await expect(some(true)).rejects.toThrow('killed')
  const moved = async () =>
    (
      await world.runtime.db
        .selectFrom('cases')
        .select('id')
        .where('owner_id', '=', world.people.elena)
        .where('id', 'in', ids)
        .execute()
    ).length
  expect(await moved()).toBe(0)
  expect(await some()).toBe(true)
  expect(await moved()).toBeLessThanOrEqual(10)
  await Promise.all([
    follow(),
    workOnce(world, 'hand-over', { id: leave.id }),
    workOnce(world, 'hand-over', { id: leave.id }),
  ])
  await follow()
  expect(await moved()).toBe(25)
  const events = await world.runtime.db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('name', '=', 'case.assigned')
    .where('case_id', 'in', ids)
    .where('content', '@>', JSON.stringify({ leaveId: leave.id }) as never)
    .executeTakeFirstOrThrow()
  expect(Number(events.count)).toBe(25)
  const briefs = await world.runtime.db
    .selectFrom('message')
    .select('id')
    .where('case_id', 'in', ids)
    .where('kind', '=', 'note')
    .execute()
  expect(briefs).toHaveLength(25)

  await world.as('ana').people.changeMe({ body: { status: 'online' } })
  await Promise.all([follow(), workOnce(world, 'give-back', { id: leave.id })])
  await follow()
  expect(await moved()).toBe(0)
})

test('a deputy who is not there when it begins leaves the cases to the queue; what still waits there comes back', async () => {
  const id = await anasCase('Nobody there', 1)
  const body = { personId: world.people.ana, from: inDays(1), until: inDays(9), rule: 'all' as const }
  await ana().absence.planLeave({ body: { ...body, deputyId: world.people.elena } })
  await world.as('elena').people.changeMe({ body: { status: 'off', awayUntil: inDays(5) } })
  world.advance({ days: 1, minutes: 1 })
  await follow()
  expect(await ownerOf(id)).toBeNull()
  await world.as('elena').people.changeMe({ body: { status: 'online' } })
  await world.as('ana').people.changeMe({ body: { status: 'online' } })
  await follow()
  expect(await ownerOf(id)).toBe('Ana Ferreira')
})

test('a lead who may not see a case neither reads nor chooses of it; it follows the rule', async () => {
  await world.as('sofia').people.changeTeam({
    params: { id: world.teams.technical },
    body: {
      version: 1,
      memberIds: [world.people.luca, world.people.priya, world.people.jonas, world.people.ana],
    },
  })
  const { id: secret } = await world.as('mira').cases.createCase({
    body: { subject: 'Zephyr', ownerId: world.people.ana, restricted: true, teamId: world.teams.accounts },
  })
  const body = { personId: world.people.ana, from: inDays(0), until: inDays(2), rule: 'all' as const }
  const { items } = await world.as('luca').absence.previewHandOver({ body })
  expect(JSON.stringify(items)).not.toContain('Zephyr')
  const work = [{ caseId: secret, brief: 'mine now' }]
  expect((await refusal(world.as('luca').absence.planLeave({ body: { ...body, work } }))).code).toBe('not_found')
  const leave = await world.as('luca').absence.planLeave({ body: { ...body, deputyId: world.people.elena } })
  await follow()
  expect((await world.as('sofia').cases.getCase({ params: { id: secret } })).owner?.name).toBe('Elena Brandt')
  const told = await world.as('luca').absence.getLeaveWork({ params: { id: leave.id } })
  expect(JSON.stringify(told)).not.toContain('Zephyr')
})

test('who watches in the place of somebody is said with the reason, and a leave lets nobody into a restricted case', async () => {
  const { id: secret } = await world.as('mira').cases.createCase({
    body: { subject: 'Not for Priya', ownerId: world.people.elena, restricted: true, teamId: world.teams.accounts },
  })
  const { id } = await world.as('elena').cases.createCase({
    body: { subject: 'For all', ownerId: world.people.elena },
  })
  const body = { personId: world.people.elena, from: inDays(0), until: inDays(2), rule: 'watch' as const }
  const leave = await world.as('elena').absence.planLeave({ body: { ...body, deputyId: world.people.priya } })
  await follow()
  expect((await refusal(world.as('priya').cases.getCase({ params: { id: secret } }))).code).toBe('not_found')
  const timeline = async (of: string) => (await ana().cases.getTimeline({ params: { id: of }, query: {} })).items
  const watching = (items: { name: string }[]) => items.filter(({ name }) => name.endsWith('watched'))
  expect(watching(await timeline(secret))).toEqual([])
  expect(watching(await timeline(id))).toMatchObject([
    { name: 'case.watched', content: { watcher: 'Priya Nair', because: expect.stringContaining('is on leave until') } },
  ])
  await world.as('elena').absence.endLeave({ params: { id: leave.id } })
  await follow()
  expect((await caseOf(id)).watchers).toEqual([])
  expect(watching(await timeline(id)).at(-1)).toMatchObject({
    name: 'case.unwatched',
    content: { watcher: 'Priya Nair', because: 'Elena Brandt is back' },
  })
  const { id: task } = await world.as('elena').tasks.addTask({
    params: { id: secret },
    body: { title: 'Ask the lawyer', ownerId: world.people.elena },
  })
  const again = { ...body, rule: 'all' as const, deputyId: world.people.priya }
  const { id: leaveOfAll } = await world.as('elena').absence.planLeave({ body: again })
  await follow()
  expect((await refusal(world.as('priya').cases.getCase({ params: { id: secret } }))).code).toBe('not_found')
  expect(await ownerOf(id), 'what she may see is hers').toBe('Priya Nair')
  const tasks = world.runtime.db.selectFrom('task').select('owner_id')
  expect(await tasks.where('id', '=', task).executeTakeFirst()).toEqual({ owner_id: null })
  await world.as('elena').absence.endLeave({ params: { id: leaveOfAll } })
  await follow()
})

test('one case that cannot move holds back no other, and says so', async () => {
  world.advance({ days: 5 })
  await follow()
  const ids: string[] = []
  for (let at = 0; at < 4; at++) ids.push(await anasCase(`Neighbour ${at}`, 1))
  const { db } = world.runtime
  const body = { personId: world.people.ana, from: inDays(0), until: inDays(3), rule: 'all' as const }
  const stuck = ids[1]!
  await sql`alter table cases add constraint stuck check (id <> ${sql.lit(stuck)} or owner_id = ${sql.lit(world.people.ana)})
    not valid`.execute(db)
  const leave = await ana().absence.planLeave({ body: { ...body, deputyId: world.people.elena } })
  await follow()
  for (const id of ids) expect(await ownerOf(id)).toBe(id === stuck ? 'Ana Ferreira' : 'Elena Brandt')
  const rows = await db.selectFrom('hand_over').selectAll().where('leave_id', '=', leave.id).execute()
  expect(rows.filter(({ problem }) => problem !== null)).toMatchObject([{ case_id: stuck, moved_at: null }])
  expect((await ana().absence.getLeave({ params: { id: leave.id } })).handedOverAt).not.toBeNull()
  await sql`alter table cases drop constraint stuck`.execute(db)
  await ana().absence.endLeave({ params: { id: leave.id } })
  await follow()
  expect(await ownerOf(ids[0]!)).toBe('Ana Ferreira')
})

test('of two leaves that follow each other, what the first handed over comes back at the end of the second', async () => {
  const id = await anasCase('Back to back', 1)
  const body = { personId: world.people.ana, rule: 'all' as const, deputyId: world.people.elena }
  const [start, middle, end] = [inDays(0), inDays(1), inDays(2)]
  const first = await ana().absence.planLeave({ body: { ...body, from: start, until: middle } })
  await ana().absence.planLeave({ body: { ...body, from: middle, until: end } })
  await follow()
  expect(await ownerOf(id)).toBe('Elena Brandt')
  world.advance({ days: 1 })
  await follow()
  await follow()
  expect(await ownerOf(id)).toBe('Elena Brandt')
  const refused = await refusal(
    world.as('mira').cases.assignCase({ params: { id }, body: { ownerId: world.people.ana } }),
  )
  expect(refused).toMatchObject({ code: 'cannot_be_assigned', detail: { because: 'they are on leave' } })
  expect((await ana().absence.getLeave({ params: { id: first.id } })).givenBackAt).toBeNull()
  world.advance({ days: 1 })
  await follow()
  await follow()
  expect(await ownerOf(id)).toBe('Ana Ferreira')
  expect((await ana().absence.getLeave({ params: { id: first.id } })).givenBackAt).not.toBeNull()
})

test('a leave is not moved onto days on which its deputy is away', async () => {
  const away = { personId: world.people.elena, from: inDays(20), until: inDays(25), rule: 'watch' as const }
  await world.as('elena').absence.planLeave({ body: away })
  const mine = { personId: world.people.ana, from: inDays(10), until: inDays(12), rule: 'all' as const }
  const leave = await ana().absence.planLeave({ body: { ...mine, deputyId: world.people.elena } })
  const change = (more: object) =>
    ana().absence.changeLeave({ params: { id: leave.id }, body: { version: leave.version, ...more } })
  expect((await refusal(change({ until: inDays(22) }))).code).toBe('cannot_be_deputy')
  expect((await change({ until: inDays(22), deputyId: null })).deputy).toBeNull()
})

test('once a leave has begun that hands over only what moves, nothing of theirs is left to nobody', async () => {
  const { jonas, luca, priya } = world.people
  const type = await storeType(world)
  const inHours = (hours: number | null) => (hours === null ? null : new Date(world.now.getTime() + hours * 3_600_000))
  const all: { id: string; stays: boolean }[] = []
  for (const step of [-30, 2, 300])
    for (const promise of [null, -1, 3, 300])
      for (const task of [null, -1, 300]) {
        const dues = { next_step_due_at: inHours(step), due_at: inHours(promise) }
        const id = await storeCase(world, type, { owner_id: jonas, team_id: world.teams.technical, ...dues })
        if (task !== null) {
          await world
            .as('sofia')
            .tasks.addTask({ params: { id }, body: { title: 'Look', ownerId: priya, dueAt: inDays(100) } })
          const due = { due_at: inHours(task) }
          await world.runtime.db.updateTable('task').set(due).where('case_id', '=', id).execute()
        }
        all.push({ id, stays: [step, promise, task].every((due) => due === null || due === 300) })
      }
  const body = { personId: jonas, from: inDays(0), until: inDays(4), rule: 'what_moves' as const, deputyId: luca }
  await world.as('luca').absence.planLeave({ body })
  await follow()
  const owners = await world.runtime.db.selectFrom('cases').select(['id', 'owner_id']).execute()
  for (const { id, stays } of all) expect(owners.find((each) => each.id === id)?.owner_id).toBe(stays ? jonas : luca)
  const { violations } = await world.as('sofia').governance.getGovernance({})
  const ids = new Set(all.map(({ id }) => id))
  for (const kind of ['absentOwner', 'ownerless'] as const)
    expect(violations[kind].cases.filter(({ id }) => ids.has(id))).toEqual([])
})
