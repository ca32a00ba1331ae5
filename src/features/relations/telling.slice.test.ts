import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { eventually, workFor, workOff, workOnce } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
})
beforeEach(() => {
  relay.mails.length = 0
})
afterAll(() => close())

const text = 'The gateway is back since noon. Please try again.'
const preview = (id: string, who: 'ana' | 'priya' = 'ana') => world.as(who).relations.previewUpdate({ params: { id } })
const tell = (id: string, recipients: number, more: object = {}) =>
  world.as('ana').relations.tellIncidents({ params: { id }, body: { text, recipients, undoSeconds: 0, ...more } })
const repliesOf = async (id: string) =>
  (await world.as('mira').conversations.listMessages({ params: { id }, query: {} })).items.filter(
    ({ direction }) => direction === 'out',
  )

/** A problem that no customer reported, with these as its incidents. */
async function problemOf(...incidents: string[]): Promise<string> {
  const { id } = await world.as('ana').cases.createCase({
    body: { subject: 'Payment gateway answers nobody', note: 'Seen by monitoring.', ownerId: world.people.ana },
  })
  await world.as('ana').relations.linkIncidents({ params: { id }, body: { cases: incidents } })
  return id
}
/** A case of somebody new. */
async function caseOf(name: string, more: object = {}): Promise<string> {
  const email = `${name}@customers.example`
  const { id } = await world.as('ana').cases.createCase({
    body: {
      subject: 'Card refused',
      message: 'It is refused.',
      contact: { name, email },
      ownerId: world.people.ana,
      ...more,
    },
  })
  return id
}

test('each customer gets one message, on the case where they wait; who is left out is told why', async () => {
  const [first, second, other] = [await openCase(world), await openCase(world), await caseOf('olga')]
  await world
    .as('ana')
    .conversations.sendReply({ params: { id: second }, body: { kind: 'reply', text: 'Seen.', undoSeconds: 0 } })
  const bounced = await caseOf('bounced')
  const nobody = await placeCase(world, { contact_id: null })
  const hidden = await placeCase(world, { restricted: true })
  const done = await placeCase(world, { status: 'closed', stage: 'closed', closed_at: world.now })
  const { db } = world.runtime
  await db
    .updateTable('contact_email')
    .set({ undeliverable_at: world.now })
    .where('email', '=', 'bounced@customers.example')
    .execute()
  const problem = await problemOf(first, second, other, bounced, nobody, hidden, done)
  const seen = await preview(problem, 'priya')
  expect(seen.recipients.map(({ email, case: { id }, also }) => [email, id, also.length])).toEqual([
    ['ingrid.sollberg@meridianlabs.example', first, 1],
    ['olga@customers.example', other, 0],
  ])
  expect(seen.leftOut.map(({ because }) => because).sort()).toEqual([
    'mail to bounced@customers.example comes back',
    'no address is known',
  ])
  expect(seen.hidden).toBe(1)
  expect((await preview(problem)).hidden).toBe(0)

  const changed = await refusal(tell(problem, 9))
  expect(changed).toMatchObject({ code: 'recipients_changed', detail: { recipients: 2 } })
  await tell(problem, 2)
  await workOff(world, ['tell-incidents'])
  const [written] = await repliesOf(first)
  expect(written).toMatchObject({ text, author: { id: world.people.ana }, automatic: false, public: true, cc: [] })
  expect(await repliesOf(other)).toHaveLength(1)
  expect(await repliesOf(second)).toHaveLength(1)
  for (const id of [bounced, nobody, hidden]) expect(await repliesOf(id)).toEqual([])
  const [update] = (await world.as('ana').relations.listUpdates({ params: { id: problem } })).items
  expect(update).toMatchObject({ total: 2, written: 2, left: [], finishedAt: expect.any(String) })
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: first }, query: {} })
  const { number } = await world.as('ana').cases.getCase({ params: { id: problem } })
  expect(items).toContainEqual(
    expect.objectContaining({ name: 'case.told_by_problem', content: expect.objectContaining({ number }) }),
  )
  expect(
    JSON.stringify(await world.as('ana').conversations.listMessages({ params: { id: problem }, query: {} })),
  ).toContain(text)
})

test('nobody is written to from internal work, though their name stands on it', async () => {
  const parent = await caseOf('inner')
  const child = await world.as('ana').relations.openChild({
    params: { id: parent },
    body: { subject: 'Swap the controller', ownerId: world.people.ana },
  })
  const other = await caseOf('outer')
  const problem = await problemOf(child.id, other)
  const seen = await preview(problem)
  expect(seen.recipients.map(({ email }) => email)).toEqual(['outer@customers.example'])
  expect(seen.leftOut).toEqual([{ case: { id: child.id, number: child.number }, because: 'internal work' }])
  await tell(problem, 1)
  await workOff(world, ['tell-incidents'])
  expect(await repliesOf(child.id)).toEqual([])
})

test('it counts as the answer of whoever wrote it', async () => {
  const id = await caseOf('clock')
  const problem = await problemOf(id)
  expect((await world.as('ana').cases.getCase({ params: { id } })).firstResponseAt).toBeNull()
  await tell(problem, 1)
  await workOff(world, ['tell-incidents'])
  expect((await world.as('ana').cases.getCase({ params: { id } })).firstResponseAt).not.toBeNull()
  const clocks = (await world.as('ana').sla.listClocks({ params: { id } })).items
  expect(clocks.find(({ metric }) => metric === 'first_response')).toMatchObject({ state: 'met' })
})

test('who speaks another language reads it in that, where it was written', async () => {
  const [german, english] = [await caseOf('greta', { language: 'de-AT' }), await caseOf('edith', { language: 'en' })]
  await tell(await problemOf(german, english), 2, { inLanguages: { de: 'Das Gateway ist wieder da.' } })
  await workOff(world, ['tell-incidents'])
  expect((await repliesOf(german))[0]!.text).toBe('Das Gateway ist wieder da.')
  expect((await repliesOf(english))[0]!.text).toBe(text)
})

test('two workers, a retried job and a repeated request write to everybody once', async () => {
  const cases = await Promise.all(Array.from({ length: 24 }, (_, place) => caseOf(`many-${place}`)))
  const problem = await problemOf(...cases)
  const headers = { ...world.headersOf('ana'), 'idempotency-key': 'tell them once' }
  const ask = () =>
    world.app.inject({
      method: 'POST',
      url: `/api/v1/cases/${problem}/updates`,
      headers,
      payload: { text, recipients: 24, undoSeconds: 0 },
    })
  const answers = await Promise.all([ask(), ask()])
  expect(answers[0]!.json()).toEqual(answers[1]!.json())
  const payload = { updateId: answers[0]!.json().id }
  const works = [await workFor(world), await workFor(world)]
  await Promise.all([workOnce(world, 'tell-incidents', payload), workOnce(world, 'tell-incidents', payload)])
  const sent = () => relay.mails.filter(({ to }) => to.some((each) => each.startsWith('many-'))).length
  await eventually(() => sent() === 24)
  await workOnce(world, 'tell-incidents', payload)
  await Promise.all(works.map(({ stop }) => stop()))
  for (const id of cases) expect(await repliesOf(id)).toHaveLength(1)
  expect(sent()).toBe(24)
  expect((await world.as('ana').relations.listUpdates({ params: { id: problem } })).items).toMatchObject([
    { total: 24, written: 24 },
  ])
})

test('an end in the middle of one loses and doubles nothing', async () => {
  const cases = [await caseOf('before'), await caseOf('within'), await caseOf('after')]
  const problem = await problemOf(...cases)
  const { id: updateId } = await tell(problem, 3)
  const { db } = world.runtime
  // The connection is lost within the last of them, when all of it stands and nothing is committed.
  await sql`create function lose() returns trigger language plpgsql as
    $$ begin raise exception 'gone' using errcode = '57P01'; end $$`.execute(db)
  await sql`create constraint trigger lose after update on problem_update_recipient deferrable initially deferred
    for each row when (new.email like 'within@%') execute function lose()`.execute(db)
  await expect(workOnce(world, 'tell-incidents', { updateId })).rejects.toThrow()
  await sql`drop trigger lose on problem_update_recipient`.execute(db)
  expect(await repliesOf(cases[1]!)).toEqual([])
  await workOnce(world, 'tell-incidents', { updateId })
  for (const id of cases) expect(await repliesOf(id)).toHaveLength(1)
})

test('within the undo window all of it is taken back, and nothing has left', async () => {
  const id = await caseOf('undone')
  const problem = await problemOf(id)
  const update = await tell(problem, 1, { undoSeconds: 30 })
  await world.as('ana').relations.stopUpdate({ params: { id: update.id } })
  world.advance({ minutes: 1 })
  await workOnce(world, 'tell-incidents', { updateId: update.id })
  expect(await repliesOf(id)).toEqual([])
  expect((await world.as('ana').relations.listUpdates({ params: { id: problem } })).items).toMatchObject([
    { written: 0, stoppedAt: expect.any(String) },
  ])
})

test('whoever may no longer write there writes to nobody, and it is told', async () => {
  const id = await caseOf('later')
  const problem = await problemOf(id)
  const update = await world
    .as('priya')
    .relations.tellIncidents({ params: { id: problem }, body: { text, recipients: 1, undoSeconds: 0 } })
  const { version } = await world.as('mira').cases.getCase({ params: { id } })
  await world.as('mira').cases.changeCase({ params: { id }, body: { version, restricted: true } })
  await workOnce(world, 'tell-incidents', { updateId: update.id })
  expect(await repliesOf(id)).toEqual([])
  const [forAna] = (await world.as('ana').relations.listUpdates({ params: { id: problem } })).items
  expect(forAna).toMatchObject({ written: 0, left: [{ email: 'later@customers.example' }] })
  const [forPriya] = (await world.as('priya').relations.listUpdates({ params: { id: problem } })).items
  expect(forPriya!.left).toEqual([])
})

test('a case that was merged is left out: its customer is told where it went', async () => {
  const [source, survivor] = [await openCase(world), await openCase(world)]
  const problem = await problemOf(source, survivor)
  const [one, other] = [
    await world.as('ana').cases.getCase({ params: { id: source } }),
    await world.as('ana').cases.getCase({ params: { id: survivor } }),
  ]
  await world.as('ana').families.mergeCase({
    params: { id: source },
    body: { into: survivor, version: one.version, intoVersion: other.version },
  })
  const { recipients, leftOut } = await preview(problem)
  expect(recipients).toMatchObject([{ case: { id: survivor }, also: [] }])
  expect(leftOut).toEqual([{ case: { id: source, number: one.number }, because: `merged into ${other.number}` }])
})
