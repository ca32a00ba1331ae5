import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseInReview, typeWithApproval } from '../../../tests/world/approvals.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { workOff, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type Who, type World } from '../../../tests/world/world.ts'
import { dueApprovals } from './store/due.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

type Asked = Parameters<typeof typeWithApproval>[1]
const inReview = async (asked: Asked) => caseInReview(world, await typeWithApproval(world, asked))
const tom = () => ({ who: 'person' as const, personId: world.people.tom })
const elena = () => ({ who: 'person' as const, personId: world.people.elena })
const last = async (id: string, who: Who = 'ana') =>
  (await world.as(who).approvals.listApprovals({ params: { id } })).items[0]!
const told = async (id: string, name: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.filter((entry) => entry.name === name)
const watch = () => workOnce(world, 'watch-approvals', {})
const kindsOf = async (who: Who, id: string) =>
  (await world.as(who).notifications.listNotifications({ query: {} })).items
    .filter((each) => each.case?.id === id)
    .map(({ kind }) => kind)
    .toReversed()
const away = (who: 'elena' | 'mira', awayUntil: string | null) =>
  world.as('admin').people.setAvailability({
    params: { id: world.people[who] },
    body: awayUntil ? { status: 'off', awayUntil } : { status: 'online' },
  })

test('a reminder, then the duty holder: each once, by any number of workers, in the hours of the team', async () => {
  const id = await inReview({ approvers: [tom()], dueHours: 4, remindHours: [2] })
  const { dueAt } = await last(id)
  const due = new Date(dueAt!)
  expect(due.getTime()).toBeGreaterThanOrEqual(world.now.getTime() + 4 * 3_600_000)
  await watch()
  expect(await told(id, 'approval.reminded')).toEqual([])

  world.now = new Date(due.getTime() - 60_000)
  await Promise.all([watch(), watch(), watch()])
  await watch()
  expect((await told(id, 'approval.reminded')).length).toBe(1)
  expect(await kindsOf('tom', id)).toEqual(['approval_asked', 'approval_reminded'])

  world.now = due
  await watch()
  expect(await told(id, 'approval.overdue')).toEqual([])
  expect((await last(id)).overdue).toBe(false)

  world.now = new Date(due.getTime() + 1000)
  await Promise.all([watch(), watch(), watch()])
  await watch()
  const [overdue, ...more] = await told(id, 'approval.overdue')
  expect([overdue!.content, more]).toEqual([
    expect.objectContaining({ to: [{ id: world.people.mira, name: 'Mira Kaplan' }], waitsFor: ['Tom Okafor'] }),
    [],
  ])
  expect(await kindsOf('mira', id)).toEqual(['approval_overdue'])
  expect(await last(id)).toMatchObject({ overdue: true, escalatedAt: world.now.toISOString() })
})

test('after an outage what was missed is told once: overdue, without the reminders before it', async () => {
  const id = await inReview({ approvers: [tom()], dueHours: 4, remindHours: [1, 2, 3] })
  world.advance({ days: 30 })
  await watch()
  await watch()
  expect((await told(id, 'approval.overdue')).length).toBe(1)
  expect(await told(id, 'approval.reminded')).toEqual([])
})

test('what is decided in time tells nobody later', async () => {
  const id = await inReview({ approvers: [tom()], dueHours: 4, remindHours: [2] })
  const { id: approval } = await last(id)
  await world.as('tom').approvals.decideApproval({ params: { id: approval }, body: { decision: 'approved' } })
  world.advance({ days: 30 })
  await watch()
  expect((await told(id, 'approval.overdue')).length + (await told(id, 'approval.reminded')).length).toBe(0)
})

test('whoever goes on leave while asked is stood in for, and decides again when back', async () => {
  const id = await inReview({ approvers: [elena()] })
  expect((await last(id)).votes[0]!.standIn).toBeNull()
  await away('elena', '2027-02-01T00:00:00Z')
  await Promise.all([watch(), watch()])
  await watch()
  expect((await last(id)).votes[0]!.standIn).toMatchObject({ name: 'Mira Kaplan', because: 'Elena Brandt is on leave' })
  expect((await told(id, 'approval.delegated')).map(({ content }) => [content!.for, content!.standIn])).toEqual([
    ['Elena Brandt', 'Mira Kaplan'],
  ])
  expect(await kindsOf('mira', id)).toEqual(['approval_asked'])

  await away('mira', '2027-02-01T00:00:00Z')
  await watch()
  expect((await last(id)).votes[0]!.standIn?.name).toBe('Luca Berti')
  await away('elena', null)
  await away('mira', null)
  await watch()
  expect((await last(id)).votes[0]!.standIn).toBeNull()
  expect((await last(id, 'elena')).mine).toEqual({ for: null })
})

test('where nobody is there to stand in it is looked at again later, and holds up no other', async () => {
  const id = await inReview({ approvers: [elena()] })
  const { id: approval } = await last(id)
  const here = await world.runtime.db
    .selectFrom('person')
    .select(['id', 'away_until'])
    .where('id', '!=', world.people.ana)
    .execute()
  const allAway = (until: (was: Date | null) => Date | null) =>
    Promise.all(
      here.map((person) =>
        world.runtime.db
          .updateTable('person')
          .set({ away_until: until(person.away_until) })
          .where('id', '=', person.id)
          .execute(),
      ),
    )
  await allAway(() => new Date(world.now.getTime() + 90 * 86_400_000))
  const due = async (limit = 500) => dueApprovals(world.runtime.db, world.now, limit)
  const writes = async () =>
    (await sql<{ xmin: string }>`select xmin::text from approval where id = ${approval}`.execute(world.runtime.db))
      .rows[0]!.xmin
  expect(await due()).toContain(approval)
  await watch()
  expect(await due()).not.toContain(approval)
  const written = await writes()
  world.advance({ minutes: 1 })
  await watch()
  expect(await writes()).toBe(written)
  world.advance({ minutes: 10 })
  expect(await due()).toContain(approval)
  await allAway((was) => was)
  await watch()
  expect((await last(id)).votes[0]!.standIn).toBeNull()
  expect(await due()).not.toContain(approval)
})

test('the deputy whom somebody named for their leave decides for them', async () => {
  await world.as('elena').absence.planLeave({
    body: {
      personId: world.people.elena,
      from: world.now.toISOString(),
      until: new Date(world.now.getTime() + 5 * 86_400_000).toISOString(),
      deputyId: world.people.priya,
    },
  })
  const id = await inReview({ approvers: [elena()] })
  expect((await last(id)).votes[0]!.standIn?.name).toBe('Priya Nair')
  const { id: approval } = await last(id)
  const decided = await world.as('priya').approvals.decideApproval({
    params: { id: approval },
    body: { decision: 'approved' },
  })
  expect(decided.votes[0]).toMatchObject({ person: { name: 'Elena Brandt' }, decidedBy: { name: 'Priya Nair' } })
})

test('whoever reads no cases any more is stood in for, sees none that they watch, and decides again with the right', async () => {
  const id = await inReview({ approvers: [tom()] })
  await world.as('tom').cases.watchCase({ params: { id }, body: { watch: true } })
  const rights = async (chosen: string[] | null) => {
    const role = (await world.as('admin').people.listRoles({})).items.find(
      ({ kind, shipped }) => shipped && kind === 'light',
    )!
    await world
      .as('admin')
      .people.changeRole({ params: { id: role.id }, body: { version: role.version, rights: chosen } })
    await workOff(world, ['watch-approvals'])
  }
  await rights(['people.read'])
  expect((await last(id)).votes).toMatchObject([
    { person: { name: 'Tom Okafor' }, standIn: { name: 'Mira Kaplan', because: 'Tom Okafor reads no cases any more' } },
  ])
  const asTom = () => world.as('tom').cases.getCase({ params: { id } })
  expect((await refusal(asTom())).code).toBe('not_allowed')
  await rights(null)
  expect((await asTom()).watchers.map(({ name }) => name)).toEqual(['Tom Okafor'])
  await watch()
  expect((await last(id)).votes).toMatchObject([{ person: { name: 'Tom Okafor' }, standIn: null }])
})

test('an approval of a type may ask whoever holds a role of one’s own; while it does, the role stays', async () => {
  const body = { name: 'Credit desk', kind: 'light' as const, rights: ['cases.read', 'customers.read', 'people.read'] }
  const role = await world.as('admin').people.createRole({ body: { ...body, said: null } })
  const { version } = (await world.as('admin').people.listPeople({ query: { q: 'Nadia' } })).items[0]!
  const params = { id: world.people.nadia }
  await world.as('admin').people.changePerson({ params, body: { version, role: role.id } })
  const type = await typeWithApproval(world, { approvers: [{ who: 'own_role', roleId: role.id }] })
  const { votes } = await last(await caseInReview(world, type))
  expect(votes).toMatchObject([{ person: { name: 'Nadia Haas' }, because: 'Credit desk' }])
  const gone = await refusal(world.as('admin').people.removeRole({ params: { id: role.id }, body: { version: 1 } }))
  expect(gone.detail.because).toContain('ask whoever holds it')
  // A version that open cases follow asks them still, whatever the type says by now.
  const published = (await world.as('admin').types.listTypes({})).items.find(({ key }) => key === type)!
  const change = { version: published.version, definition: { ...published.definition, approvals: [] } }
  await world.as('admin').types.changeType({ params: { id: published.id }, body: change })
  const still = await refusal(world.as('admin').people.removeRole({ params: { id: role.id }, body: { version: 1 } }))
  expect(still.detail.because).toContain('ask whoever holds it')
  const unknown = typeWithApproval(world, { approvers: [{ who: 'own_role', roleId: world.people.tom }] })
  expect((await refusal(unknown)).detail).toMatchObject({ what: 'role' })
})

test('whoever leaves for good is shown what waits for their word, and it passes on in the same minute', async () => {
  const id = await inReview({ approvers: [{ who: 'person', personId: world.people.jonas }] })
  const params = { id: world.people.jonas }
  const { number } = await world.as('ana').cases.getCase({ params: { id } })
  expect((await world.as('admin').people.leaving({ params })).approvals).toContainEqual(
    expect.objectContaining({ title: 'Credit over 500 EUR', number }),
  )
  await world.as('admin').people.deactivatePerson({ params, body: {} })
  await workOff(world, ['watch-approvals'])
  expect((await last(id)).votes).toMatchObject([
    { person: { name: 'Jonas Lind' }, standIn: { name: 'Luca Berti', because: 'Jonas Lind has left' } },
  ])
})

test('what is asked in own words on a restricted case passes to nobody who may not see it', async () => {
  const type = await typeWithApproval(world, { approvers: [tom()] })
  const id = await caseInReview(world, type, { restricted: true, amount: '1.00' })
  await world.as('mira').approvals.askApproval({
    params: { id },
    body: { title: 'Pay at once', asks: 'Please.', approvers: [tom()] },
  })
  const awayUntil = new Date(world.now.getTime() + 5 * 86_400_000).toISOString()
  await world
    .as('admin')
    .people.setAvailability({ params: { id: world.people.tom }, body: { status: 'off', awayUntil } })
  await watch()
  const { votes } = await last(id, 'sofia')
  expect(votes).toMatchObject([{ person: { name: 'Tom Okafor' }, standIn: { name: 'Sofia Reyes' } }])
  expect((await refusal(world.as('luca').cases.getCase({ params: { id } }))).code).toBe('not_found')
})
