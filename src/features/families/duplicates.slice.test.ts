import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { systemActor } from '../../platform/runtime.ts'
import { candidates } from './store/duplicates.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

let count = 0
const mail = async (subject: string, text: string, from = 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>') => {
  const headers = { From: from, Subject: subject, 'Message-ID': `<duplicate${++count}@x.example>` }
  const { caseId, caseNumber } = await deliver(world, mailOf(headers, text))
  return { id: caseId!, number: caseNumber! }
}
type Who = Parameters<World['as']>[0]
const likeIt = async (id: string, who: Who = 'ana') =>
  (await world.as(who).families.listDuplicates({ params: { id } })).items
const leak = 'The vacuum pump VP-40 in hall three loses oil at the flange.'

test('a mail about the same thing names the older case, with a score and reasons; the older one names none', async () => {
  const older = await mail('Oil leak at VP-40', leak)
  world.advance({ days: 2 })
  const newer = await mail(
    'VP-40 loses oil',
    'Hello, our vacuum pump VP-40 still loses oil at the flange in hall three.',
  )
  const [found, ...rest] = await likeIt(newer.id)
  expect(rest).toEqual([])
  expect(found).toMatchObject({ case: { number: older.number, contact: { name: 'Ingrid Sollberg' } } })
  expect(found!.because).toEqual(expect.arrayContaining(['same contact', 'opened 2 days ago']))
  expect(found!.score).toBeGreaterThanOrEqual(60)
  expect(await likeIt(older.id)).toEqual([])
})

test('while a case is being written the same are found, by contact or by account; nobody else’s', async () => {
  const asked = { subject: 'VP-40 loses oil', text: leak }
  const find = async (body: object, who: Who = 'ana') =>
    (await world.as(who).families.findDuplicates({ body: { ...asked, ...body } })).items
  expect((await find({ contactId: world.contacts.ingrid })).length).toBeGreaterThan(0)
  expect((await find({ accountId: world.accounts.meridian })).length).toBeGreaterThan(0)
  expect(await find({ contactId: world.contacts.owen })).toEqual([])
  expect(await find({})).toEqual([])
  expect(await find({ contactId: '00000000-0000-7000-8000-00000000dead' })).toEqual([])
})

test('what is told apart, linked or merged is not offered again', async () => {
  const text = 'The chiller CH-12 shows alarm E14 after every restart of the compressor.'
  const older = await mail('Chiller alarm E14', text)
  const [one, two, three] = [
    await mail('Alarm E14', text),
    await mail('Alarm E14', text),
    await mail('Alarm E14', text),
  ]
  const offers = async (id: string) => (await likeIt(id)).map((each) => each.case.number)
  expect(await offers(one.id)).toContain(older.number)
  await world.as('ana').families.tellApart({ params: { id: one.id, other: older.number } })
  await world.as('ana').families.tellApart({ params: { id: one.id, other: older.id } })
  expect(await offers(one.id)).not.toContain(older.number)
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: older.id }, query: {} })
  expect(items.filter(({ name }) => name === 'case.told_apart')).toHaveLength(1)
  await world.as('ana').relations.linkCase({ params: { id: two.id }, body: { kind: 'related', case: older.id } })
  expect(await offers(two.id)).not.toContain(older.number)
  const versionOf = async ({ id }: { id: string }) => (await world.as('ana').cases.getCase({ params: { id } })).version
  const body = { into: older.id, version: await versionOf(three), intoVersion: await versionOf(older) }
  await world.as('ana').families.mergeCase({ params: { id: three.id }, body })
  const again = await mail('Alarm E14', text)
  expect(await offers(again.id)).not.toContain(three.number)
})

test('resolved within two weeks counts, longer ago does not', async () => {
  const text = 'Certificate of calibration missing for sensor 22-4334 in the delivery.'
  const older = await mail('Calibration certificate', text)
  const mira = world.as('mira')
  await mira.cases.assignCase({ params: older, body: { ownerId: world.people.ana } })
  await mira.cases.resolveCase({ params: older, body: { summary: 'Sent', override: { reason: 'Test' } } })
  world.advance({ days: 13 })
  const newer = await mail('Calibration certificate missing', text)
  expect((await likeIt(newer.id))[0]).toMatchObject({
    case: { number: older.number },
    because: expect.arrayContaining(['resolved since']),
  })
  world.advance({ days: 2 })
  expect(await likeIt(newer.id)).toEqual([])
})

test('a restricted case is offered to nobody outside of it, and cannot be told apart by them', async () => {
  const body = {
    subject: 'Zephyr payments stopped',
    message: 'The Zephyr payments stopped on the northern plant.',
    contactId: world.contacts.ingrid,
    teamId: world.teams.accounts,
    ownerId: world.people.ana,
    restricted: true,
  }
  const hidden = await world.as('mira').cases.createCase({ body })
  const newer = await mail('Zephyr payments stopped', body.message)
  expect((await likeIt(newer.id, 'ana'))[0]?.case.number).toBe(hidden.number)
  expect(JSON.stringify(await likeIt(newer.id, 'priya'))).not.toContain(hidden.number)
  const asked = { contactId: world.contacts.ingrid, subject: body.subject, text: body.message }
  const { items } = await world.as('priya').families.findDuplicates({ body: asked })
  expect(items.map((each) => each.case.number)).not.toContain(hidden.number)
  const told = world.as('priya').families.tellApart({ params: { id: newer.id, other: hidden.id } })
  expect((await refusal(told)).code).toBe('not_found')
})

test('a customer with thousands of cases costs no more: indexes only, and few rows', async () => {
  const { db } = world.runtime
  const one = await mail('Spare parts', 'Spare part list for the discontinued VP-11.')
  const columns = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_name = 'cases' and is_generated = 'NEVER' and column_name not in ('id', 'number', 'updated_at')`.execute(
    db,
  )
  const same = sql.join(columns.rows.map(({ name }) => sql.ref(name)))
  await sql`insert into cases (id, updated_at, ${same})
    select gen_random_uuid(), updated_at - n * interval '1 minute', ${same} from cases, generate_series(1, 5000) n
    where id = ${one.id}`.execute(db)
  await sql`analyze cases`.execute(db)
  const row = await db.selectFrom('cases').selectAll().where('id', '=', one.id).executeTakeFirstOrThrow()
  const asked = candidates(db, systemActor, {
    contactId: row.contact_id,
    accountId: row.account_id,
    caseId: row.id,
    openedBefore: row.created_at,
    resolvedSince: world.now,
  }).compile()
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(
    CompiledQuery.raw(`explain (analyze) ${asked.sql}`, [...asked.parameters]),
  )
  const plan = rows.map((each) => each['QUERY PLAN']).join('\n')
  expect(plan).not.toMatch(/Seq Scan on (cases|message)\b/)
  const read = [...plan.matchAll(/actual time=\S+ rows=([\d.]+)/g)].map(([, each]) => Number(each))
  expect(Math.max(...read)).toBeLessThan(200)
})
