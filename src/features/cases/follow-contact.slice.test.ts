import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type Who, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

let newcomers = 0
/** Somebody of no account, with a case. */
async function newcomer(more: object = {}) {
  const contact = { name: 'Ola Nordmann', email: `ola${++newcomers}@newcomer.example` }
  const open = (besides: object = {}) =>
    world.as('sofia').cases.createCase({
      body: { subject: 'The pump is loud', message: 'It is loud.', contact, ...more, ...besides },
    })
  const first = await open()
  expect(first.account).toBeNull()
  const account = await world.as('ana').customers.createAccount({ body: { name: `Newcomer ${newcomers}` } })
  return { contactId: first.contact!.id, first, account, open }
}

const contactOf = (id: string) => world.as('ana').customers.getContact({ params: { id } })
async function link(contactId: string, accountId: string | null, who: Who = 'ana') {
  const { version } = await contactOf(contactId)
  return world.as(who).customers.changeContact({ params: { id: contactId }, body: { version, accountId } })
}
const follow = () => workOff(world, ['follow-contact'])
const caseOf = (id: string) => world.as('sofia').cases.getCase({ params: { id } })
const changesOf = async (id: string) => {
  const { items } = await world.as('sofia').cases.getTimeline({ params: { id }, query: {} })
  return items.filter(({ name }) => name === 'case.changed')
}

test('whoever comes to belong to an account brings their open cases along, and nothing that belongs elsewhere', async () => {
  const { contactId, first, account, open } = await newcomer()
  const elsewhere = await open({ accountId: world.accounts.meridian })
  const known = await contactOf(contactId)
  expect(await link(contactId, account.id)).toMatchObject({ account: { name: account.name }, accountVerified: true })
  const again = world
    .as('ana')
    .customers.changeContact({ params: { id: contactId }, body: { version: known.version, accountId: account.id } })
  expect((await refusal(again)).code).toBe('changed_meanwhile')
  await follow()
  expect((await caseOf(first.id)).account).toMatchObject({ id: account.id })
  expect((await caseOf(elsewhere.id)).account).toMatchObject({ id: world.accounts.meridian })
  expect(await changesOf(first.id)).toMatchObject([
    { actor: { name: 'Ana Ferreira' }, content: { fields: { account: { from: null, to: account.id } } } },
  ])
})

test('only cases that whoever links them works on, and may see', async () => {
  const { contactId, first, account, open } = await newcomer()
  const hidden = await open({ restricted: true, teamId: world.teams.technical })
  expect((await refusal(world.as('ana').cases.getCase({ params: { id: hidden.id } }))).code).toBe('not_found')
  await link(contactId, account.id, 'helen')
  await follow()
  for (const { id } of [first, hidden]) expect((await caseOf(id)).account).toBeNull()
  await link(contactId, null)
  await link(contactId, account.id)
  await follow()
  expect((await caseOf(first.id)).account).toMatchObject({ id: account.id })
  expect(await caseOf(hidden.id)).toMatchObject({ account: null, version: hidden.version })
})

test('nothing follows where the account was the same before', async () => {
  const { contactId, first, account } = await newcomer()
  await link(contactId, account.id)
  await follow()
  await world.as('sofia').cases.changeCase({
    params: { id: first.id },
    body: { version: (await caseOf(first.id)).version, accountId: null },
  })
  await link(contactId, account.id)
  await follow()
  expect((await caseOf(first.id)).account).toBeNull()
})

test('a case that went elsewhere meanwhile stays there, and so does every case of a contact who moved on', async () => {
  const { contactId, first, account, open } = await newcomer()
  const second = await open()
  await link(contactId, account.id)
  const other = await world.as('ana').customers.createAccount({ body: { name: 'Elsewhere AS' } })
  await world
    .as('sofia')
    .cases.changeCase({ params: { id: second.id }, body: { version: second.version, accountId: other.id } })
  await link(contactId, null)
  await follow()
  expect((await caseOf(first.id)).account).toBeNull()
  expect((await caseOf(second.id)).account).toMatchObject({ id: other.id })
})

test('all cases follow, however many; one that fails keeps none behind and follows when it can', async () => {
  const { contactId, first, account, open } = await newcomer()
  for (let count = 0; count < 54; count++) await open()
  const { db } = world.runtime
  await sql
    .raw(`
      create function stay() returns trigger language plpgsql as $$ begin raise exception 'it stays'; end $$;
      create trigger stay before update on cases for each row when (old.id = '${first.id}') execute function stay()`)
    .execute(db)
  await link(contactId, account.id)
  await follow()
  expect(await without(contactId)).toEqual([first.id])
  await sql.raw('drop trigger stay on cases').execute(db)
  await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
    where task_identifier = 'follow-contact'), now())`.execute(db)
  await follow()
  expect(await without(contactId)).toEqual([])
  expect(await changesOf(first.id)).toHaveLength(1)
})

const without = async (contactId: string) => {
  const cases = world.runtime.db.selectFrom('cases').select('id').where('contact_id', '=', contactId)
  return (await cases.where('account_id', 'is', null).execute()).map(({ id }) => id)
}
