import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type Who, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const admin = () => world.as('admin')
const inHours = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000).toISOString()
const opened = (subject: string) =>
  world.as('ana').cases.createCase({ body: { subject, contactId: world.contacts.ingrid, ownerId: world.people.ana } })
const start = (who: Who, caseId: string, subject: string, more: { ownerId?: string; dueAt?: string } = {}) =>
  world.as(who).sideconversations.startSideConversation({
    params: { id: caseId },
    body: { kind: 'mail', subject, text: 'When?', to: [{ email: 'orders@helvar.example' }], party: 'Helvar', ...more },
  })
const theSide = (id: string) => admin().sideconversations.getSideConversation({ params: { id } })
const told = async (who: Who) =>
  (await world.as(who).notifications.listNotifications({ query: {} })).items.map(({ said }) => said)
const follow = () => workOnce(world, 'follow-side-conversations', {})

test('one that fails holds back no other', async () => {
  const { db } = world.runtime
  const { id } = await opened('Poison')
  const [poison, good] = [
    await start('ana', id, 'Poison', { dueAt: inHours(1) }),
    await start('ana', id, 'Good', { dueAt: inHours(2) }),
  ]
  await sql`create function refuse_poison() returns trigger language plpgsql as $$
    begin raise exception 'poison'; end $$`.execute(db)
  await sql`create trigger poison before update on side_conversation for each row
    when (old.id = ${sql.lit(poison.id)}) execute function refuse_poison()`.execute(db)
  world.advance({ hours: 3 })
  await follow()
  expect(await told('ana')).toContain('Helvar has not answered: Good')
  expect(await told('ana')).not.toContain('Helvar has not answered: Poison')
  await sql`drop trigger poison on side_conversation`.execute(db)
  await follow()
  expect(await told('ana')).toContain('Helvar has not answered: Poison')
  expect((await theSide(good.id)).overdue).toBe(true)
})

test('contacts of merged cases, and whom we wrote to in the thread of the customer, are no third party', async () => {
  const [source, survivor] = [await opened('Merged'), await opened('Survivor')]
  const version = async (id: string) => (await world.as('mira').cases.getCase({ params: { id } })).version
  const write = (to: string) => start('ana', survivor.id, `To ${to}`, {}).then(() => to)
  await write('nobody')
  await world.runtime.db
    .updateTable('cases')
    .set({ contact_id: world.contacts.ingrid })
    .where('id', '=', source.id)
    .execute()
  await world.runtime.db
    .updateTable('cases')
    .set({ contact_id: null, account_id: null })
    .where('id', '=', survivor.id)
    .execute()
  const ask = (email: string) =>
    world.as('ana').sideconversations.startSideConversation({
      params: { id: survivor.id },
      body: { kind: 'mail', subject: 'X', text: 'X', to: [{ email }] },
    })
  const ingrid = 'ingrid.sollberg@meridianlabs.example'
  expect((await ask(ingrid)).party).toBe(ingrid)
  await world.as('mira').families.mergeCase({
    params: { id: source.id },
    body: { into: survivor.number, version: await version(source.id), intoVersion: await version(survivor.id) },
  })
  expect((await refusal(ask(ingrid))).code).toBe('not_for_this_recipient')
  const copied = 'works@meridianlabs.example'
  expect((await ask(copied)).party).toBe(copied)
  await world.as('ana').conversations.sendReply({
    params: { id: survivor.id },
    body: {
      kind: 'reply',
      text: 'For both of you.',
      to: [{ name: '', email: ingrid }],
      cc: [{ name: '', email: copied }],
      undoSeconds: 0,
    },
  })
  expect((await refusal(ask(copied))).code).toBe('not_for_this_recipient')
})

test('on leave, who stands in is told of answers and reminders, finds the thread, and writes for them', async () => {
  const { id } = await opened('Leave of the owner')
  const side = await world.as('ana').sideconversations.startSideConversation({
    params: { id },
    body: { kind: 'internal', personId: world.people.luca, subject: 'Stands in?', text: 'X', dueAt: inHours(30) },
  })
  const hidden = await opened('Hidden from the deputy')
  const other = await start('ana', hidden.id, 'Hidden', { dueAt: inHours(30) })
  const inDays = (days: number) => inHours(days * 24)
  await world.as('ana').absence.planLeave({
    body: {
      personId: world.people.ana,
      from: inDays(1),
      until: inDays(9),
      rule: 'what_moves',
      deputyId: world.people.priya,
    },
  })
  const mine = async () =>
    (await world.as('priya').sideconversations.listMySideConversations({ query: { of: 'mine', limit: 200 } })).items
  expect((await mine()).map((each) => each.id)).not.toContain(side.id)
  await sql`update cases set restricted = true, team_id = ${world.teams.accounts} where id = ${hidden.id}`.execute(
    world.runtime.db,
  )
  world.advance({ days: 2 })
  await follow()
  expect(await told('priya')).toContain(`${side.party} has not answered: Stands in?`)
  expect(await told('ana')).toContain('Helvar has not answered: Hidden')
  expect(await told('priya')).not.toContain('Helvar has not answered: Hidden')
  expect((await mine()).map((each) => each.id)).toContain(side.id)
  expect((await mine()).map((each) => each.id)).not.toContain(other.id)
  const write = (who: Who, text: string) =>
    world.as(who).sideconversations.writeSideMessage({ params: { id: side.id }, body: { text } })
  await write('luca', 'It does.')
  expect(await told('priya')).toContain(`${side.party} answered: Stands in?`)
  expect((await theSide(side.id)).status).toBe('answered')
  await write('elena', 'Only a remark.')
  expect((await theSide(side.id)).status).toBe('answered')
  await write('priya', 'And then?')
  expect((await theSide(side.id)).status).toBe('open')
})

test('who is asked in a thread within the house leaves: whoever sees to it is told', async () => {
  const { id } = await opened('Asked of a leaver')
  const asked = await world.as('ana').sideconversations.startSideConversation({
    params: { id },
    body: { kind: 'internal', personId: world.people.elena, subject: 'The fee?', text: 'Which?' },
  })
  // What the leaver saw to on a restricted case goes to the first who may see it.
  const hidden = await opened('Restricted')
  const theirs = await start('elena', hidden.id, 'Theirs')
  await sql`update cases set restricted = true, owner_id = null, routing_due_at = now(),
    queue_id = (select id from queue limit 1) where id = ${hidden.id}`.execute(world.runtime.db)
  await admin().people.deactivatePerson({
    params: { id: world.people.elena },
    body: { handOverTo: world.people.priya },
  })
  expect(await told('ana')).toContain('Elena Brandt has left and will not answer: The fee?')
  expect((await theSide(asked.id)).status).toBe('open')
  const heir = (await theSide(theirs.id)).owner
  expect(heir.id).not.toBe(world.people.priya)
  expect(heir.id).not.toBe(world.people.elena)
  const sees = Object.entries(world.people).find(([, personId]) => personId === heir.id)![0] as Who
  expect((await world.as(sees).sideconversations.getSideConversation({ params: { id: theirs.id } })).owner).toEqual(
    heir,
  )
})

test('a thread within the house outlives its team and person, and can be ended', async () => {
  const { id } = await opened('Outlives')
  const ask = (whom: { teamId: string } | { personId: string }) =>
    world.as('ana').sideconversations.startSideConversation({
      params: { id },
      body: { kind: 'internal', subject: 'Kept', text: 'Said', ...whom },
    })
  const teamId = '0192f000-0000-7000-8000-000000000001'
  await sql`insert into team (id, name, lead_id, created_at) values (${teamId}, 'Short-lived', ${world.people.mira}, now())`.execute(
    world.runtime.db,
  )
  const side = await ask({ teamId })
  await world.runtime.db.deleteFrom('team').where('id', '=', teamId).execute()
  expect(await theSide(side.id)).toMatchObject({
    party: 'Short-lived',
    team: null,
    person: null,
    last: { text: 'Said' },
  })
  const { version } = await theSide(side.id)
  await world.as('ana').sideconversations.endSideConversation({ params: { id: side.id }, body: { version } })
  expect((await theSide(side.id)).status).toBe('closed')
  // By mail nobody of ours is asked.
  await expect(
    sql`update side_conversation set kind = 'mail', team_id = ${world.teams.technical} where id = ${side.id}`.execute(
      world.runtime.db,
    ),
  ).rejects.toThrow(/side_conversation_asks_one/)
})
