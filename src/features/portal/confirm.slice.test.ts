import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'
import { readMail } from '../mailboxes/reading/read-mail.ts'
import { findConfirmLink } from './store.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
let work: { stop: () => Promise<void> }

beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
})
beforeEach(async () => {
  relay.mails.length = 0
  relay.answer = {}
  work = await workFor(world)
})
afterEach(() => work.stop())
afterAll(() => close())

const ana = () => world.as('ana')
const caseOf = (id: string) => ana().cases.getCase({ params: { id } })
const summary = 'The second payment of €2,318.40 is credited in full <b>with</b> CN-0412.'

/** A case resolved by Ana, and the link in the letter that the customer got. */
async function resolved(more: object = {}, resolution: object = {}) {
  const made = await ana().cases.createCase({
    body: {
      subject: 'Invoice 3381 <script>alert(1)</script>',
      message: 'Charged twice.',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      type: 'general_question',
      ...more,
    },
  })
  await ana().conversations.sendReply({
    params: { id: made.id },
    body: { kind: 'note', text: 'Internal: our shop is broken.' },
  })
  return { id: made.id, number: made.number, ...(await resolveAgain(made.id, resolution)) }
}

async function resolveAgain(id: string, resolution: object = {}) {
  relay.mails.length = 0
  const { closure } = await caseOf(id)
  await ana().cases.resolveCase({ params: { id }, body: { summary, code: closure.codes[0]!.key, ...resolution } })
  const [mail] = await eventually(() => relay.mails.length > 0 && relay.mails)
  const letter = readMail(Buffer.from(mail!.raw, 'latin1'), { ownAddresses: [], trustedHosts: [] })
  return { mail: mail!, letter, link: /\/confirm\/[^\s]+/.exec(letter.text)?.[0] ?? '' }
}

const look = (url: string) => world.app.inject({ method: 'GET', url })
const answer = (url: string, fields: string, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: fields,
  })

test('the letter says what was done, in the resolver’s name, and rests here without its secret', async () => {
  const { id, mail, letter, link, number } = await resolved()
  expect(mail.header('from')).toBe('Ana Ferreira <support@norrvik.example>')
  expect(mail.header('auto-submitted')).toBe('auto-generated')
  expect(letter.text).toContain(summary)
  expect(letter.text).toContain(number)
  expect(link).toMatch(/^\/confirm\/[\w-]{43}$/)
  const { items } = await ana().conversations.listMessages({ params: { id }, query: {} })
  const kept = items.at(-1)!
  expect(kept).toMatchObject({ automatic: true, public: true, author: { name: 'Ana Ferreira' } })
  const token = link.slice('/confirm/'.length)
  expect(JSON.stringify(items)).not.toContain(token)
  const rows = await world.runtime.db.selectFrom('link_token').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(token)
  expect((await caseOf(id)).firstResponseAt).toBeNull()
})

test('opening the page changes nothing and shows nothing internal', async () => {
  const { id, link } = await resolved()
  const before = await caseOf(id)
  for (let i = 0; i < 3; i++) {
    const page = await look(link)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Is it solved?')
    expect(page.body).toContain('&lt;b&gt;with&lt;/b&gt;')
    expect(page.body).not.toContain('<script')
    expect(page.body).not.toContain('our shop is broken')
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/,
    )
  }
  await world.app.inject({ method: 'HEAD', url: link })
  const after = await caseOf(id)
  expect(after.status).toBe('resolved')
  expect(after.version).toBe(before.version)
  const { items } = await ana().cases.getTimeline({ params: { id }, query: {} })
  expect(items.map(({ name }) => name)).not.toContain('case.confirmed')
})

test('yes closes the case, once', async () => {
  const { id, link } = await resolved()
  const page = await answer(link, 'answer=yes')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Thank you')
  expect(await caseOf(id)).toMatchObject({ status: 'closed' })
  const { items } = await ana().cases.getTimeline({ params: { id }, query: {} })
  expect(items.find(({ name }) => name === 'case.confirmed')?.actor).toMatchObject({
    kind: 'contact',
    name: 'Ingrid Sollberg',
  })
  expect(items.find(({ name }) => name === 'case.closed')?.content).toMatchObject({ confirmed: true })
  const again = await answer(link, 'answer=no&text=changed+my+mind')
  expect(again.statusCode).toBe(409)
  expect(again.body).toContain('You have already answered')
  expect((await caseOf(id)).status).toBe('closed')
})

test('of two answers at the same time, one counts', async () => {
  const { id, link } = await resolved()
  const pages = await Promise.all([
    answer(link, 'answer=yes'),
    answer(link, 'answer=no&text=no'),
    answer(link, 'answer=yes'),
  ])
  expect(pages.map((page) => page.statusCode).sort()).toEqual([200, 409, 409])
  const { items } = await ana().cases.getTimeline({ params: { id }, query: {} })
  expect(items.filter(({ name }) => name === 'case.closed' || name === 'case.reopened')).toHaveLength(1)
})

test('“not yet” needs words, puts them on the thread and opens the case again', async () => {
  const { id, link } = await resolved()
  const empty = await answer(link, 'answer=no&text=+%0A')
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('Please write a few words')
  expect((await caseOf(id)).status).toBe('resolved')
  const page = await answer(link, `answer=no&text=${encodeURIComponent('The credit is <not> there yet.')}`)
  expect(page.statusCode).toBe(200)
  expect(await caseOf(id)).toMatchObject({ status: 'open', reopenedCount: 1 })
  const { items } = await ana().conversations.listMessages({ params: { id }, query: {} })
  expect(items.at(-1)).toMatchObject({
    kind: 'portal',
    direction: 'in',
    text: 'The credit is <not> there yet.',
    contact: { name: 'Ingrid Sollberg' },
  })
  // Resolved once more: the new letter's link counts, the old one is done with.
  const second = await resolveAgain(id)
  expect(second.link).not.toBe(link)
  expect((await look(link)).body).toContain('You have already answered')
  expect((await look(second.link)).body).toContain('Is it solved?')
})

test('a newer letter replaces an unused link', async () => {
  const { id, link } = await resolved()
  await ana().cases.reopenCase({ params: { id }, body: { reason: 'One thing was forgotten' } })
  expect((await look(link)).body).toContain('We are working on it')
  expect((await answer(link, 'answer=yes')).statusCode).toBe(409)
  await resolveAgain(id)
  expect((await look(link)).statusCode).toBe(410)
})

/** A case of Ingrid's into which those of the others went. */
async function askedBy(contactIds: readonly string[]) {
  const asked = async (contactId: string, subject: string) => {
    const body = { subject, message: 'Twice.', contactId, type: 'general_question', ownerId: world.people.ana }
    return ana().cases.createCase({ body })
  }
  const made = await asked(world.contacts.ingrid!, 'Charged twice')
  const merged = []
  for (const contactId of contactIds) {
    const { id, version, number } = await asked(contactId, 'Money is missing')
    const intoVersion = (await caseOf(made.id)).version
    await world.as('sofia').families.mergeCase({ params: { id }, body: { into: made.id, version, intoVersion } })
    merged.push({ id, number })
  }
  return { id: made.id, number: made.number, merged }
}

const colleague = (name: string, ...emails: string[]) =>
  ana().customers.createContact({ body: { name, emails, accountId: world.accounts.meridian } })
const writtenTo = async (id: string) => {
  const { items } = await ana().conversations.listMessages({ params: { id }, query: {} })
  const letters = items.filter(({ automatic, direction }) => automatic && direction === 'out')
  return letters.flatMap(({ to }) => to.map(({ email }) => email))
}
const ingrid = 'ingrid.sollberg@meridianlabs.example'

async function twoLetters() {
  const mails = await eventually(() => relay.mails.length > 1 && [...relay.mails])
  const read = mails.map(({ raw }) => readMail(Buffer.from(raw, 'latin1'), { ownAddresses: [], trustedHosts: [] }))
  return { mails, read, links: read.map(({ text }) => /\/confirm\/[^\s]+/.exec(text)![0]) }
}

test('whoever asked the same for the same account is told too, of their own case, and may confirm; nobody else is', async () => {
  const lena = await colleague('Lena Roth', 'lena@meridian.example', 'roth@meridian.example')
  const nils = await colleague('Nils Aune', 'nils@meridian.example')
  const { id, number, merged } = await askedBy([lena.id, nils.id, world.contacts.owen!])
  const { db } = world.runtime
  await db
    .updateTable('message')
    .set({ from_email: 'Roth@meridian.example', received_at: world.now })
    .where('contact_id', '=', lena.id)
    .execute()
  await ana().customers.changeContact({
    params: { id: nils.id },
    body: { version: nils.version, accountId: world.accounts.kestrel! },
  })
  const { readers } = (await caseOf(id)).closure
  expect(readers).toEqual([
    { name: 'Ingrid Sollberg', email: ingrid },
    { name: 'Lena Roth', email: 'roth@meridian.example' },
  ])
  await resolveAgain(id)
  expect(await writtenTo(id)).toEqual(readers.map(({ email }) => email))
  const { mails, read, links } = await twoLetters()
  expect(new Set(links).size).toBe(2)
  const at = read.findIndex(({ text }) => text.includes('Lena Roth'))
  expect(read[at]!.subject).toContain(merged[0]!.number)
  const hers = links[at]!
  for (const text of [read[at]!.text, mails[at]!.raw, (await look(hers)).body]) {
    expect(text).not.toContain(number)
    expect(text).not.toContain('Charged twice')
  }
  expect((await look(hers)).body).toContain('Money is missing')
  expect((await answer(hers, 'answer=yes')).statusCode).toBe(200)
  expect((await caseOf(id)).status).toBe('closed')
  const theirs = await look(links.find((each) => each !== hers)!)
  expect(theirs.body).toContain('This case is closed')
})

test('how a restricted case ended is told to nobody who asked in the open, nor to whoever wrote last and has moved', async () => {
  const [mona, jon] = [
    await colleague('Mona Lie', 'mona@meridian.example'),
    await colleague('Jon Vik', 'jon@x.example'),
  ]
  const { id, merged } = await askedBy([mona.id, jon.id])
  const { db } = world.runtime
  await db
    .updateTable('message')
    .set({ from_email: 'mona@meridian.example' })
    .where('contact_id', '=', mona.id)
    .execute()
  await db.updateTable('cases').set({ restricted: true }).where('id', '=', id).execute()
  await db.updateTable('cases').set({ restricted: true }).where('id', '=', merged[1]!.id).execute()
  expect((await caseOf(id)).closure.readers.map(({ email }) => email)).toEqual([ingrid, 'jon@x.example'])
  await db.updateTable('contact').set({ account_id: world.accounts.kestrel! }).where('id', '=', jon.id).execute()
  const now = await caseOf(id)
  expect([now.closure.readers, now.replyTo].map((each) => each.map(({ email }) => email))).toEqual([[ingrid], [ingrid]])
  await resolveAgain(id)
  expect(await writtenTo(id)).toEqual([ingrid])
})

test('a link leads to the ending that its letter told of, while the merge stands, and to no later one', async () => {
  const vera = await colleague('Vera Moe', 'vera@meridian.example')
  const { id } = await askedBy([vera.id])
  await resolveAgain(id)
  const { read, links } = await twoLetters()
  const hers = links[read.findIndex(({ text }) => text.includes('Vera Moe'))]!
  const [own] = links.filter((each) => each !== hers)
  const [merge] = (await ana().families.listMerges({ params: { id } })).items
  await world.as('sofia').families.undoMerge({ params: { id: merge!.id } })
  for (const page of [await look(hers), await answer(hers, 'answer=yes')]) expect(page.statusCode).toBe(410)
  expect((await look(own!)).body).toContain('Is it solved?')
  await ana().cases.reopenCase({ params: { id }, body: { reason: 'One thing was forgotten' } })
  expect((await look(own!)).body).toContain('We are working on it')
  world.advance({ seconds: 1 })
  const { closure } = await caseOf(id)
  const body = { summary: 'SECRET: fraud by one of them', code: closure.codes[0]!.key, tellCustomer: false }
  await ana().cases.resolveCase({ params: { id }, body })
  for (const page of [await look(own!), await answer(own!, 'answer=yes')]) {
    expect(page.statusCode).toBe(410)
    expect(page.body).not.toContain('SECRET')
  }
  expect(await caseOf(id)).toMatchObject({ status: 'resolved' })
})

test('the page behind a link reads a few rows by their keys', async () => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  await findConfirmLink(recording.db, Buffer.alloc(32))
  const { text, values } = recording.statements.pop()!
  await sql`set enable_seqscan = off`.execute(recording.db)
  const { rows } = await recording.pool.query({ text: `explain ${text}`, values })
  await recording.close()
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Index Scan using cases_pkey on cases asked/)
  expect(plan).toMatch(/Index Scan using contact_pkey on contact/)
})

test('of letters to several, only that to the case’s own customer holds it or brings it back', async () => {
  const tor = await colleague('Tor Dahl', 'tor@meridian.example')
  const { id } = await askedBy([tor.id])
  const gone = new Set(['tor@meridian.example'])
  relay.answer.recipient = (email) => (gone.has(email) ? 550 : undefined)
  const delivered = async () => {
    const { items } = await ana().conversations.listMessages({ params: { id }, query: {} })
    const letters = items.filter(({ automatic }) => automatic)
    const over = letters.every(({ delivery }) => delivery === 'sent' || delivery === 'failed')
    return over && letters.map(({ to, delivery }) => `${to[0]!.email} ${delivery}`).toSorted()
  }
  await resolveAgain(id)
  expect(await eventually(delivered)).toEqual([`${ingrid} sent`, 'tor@meridian.example failed'])
  const stays = await caseOf(id)
  expect(stays).toMatchObject({ status: 'resolved', nextStep: { whose: 'customer' } })
  expect(stays.closesAt).not.toBeNull()
  const { items } = await ana().cases.getTimeline({ params: { id }, query: {} })
  expect(items.filter(({ name }) => name === 'message.failed')).toHaveLength(1)
  gone.add(ingrid)
  await ana().cases.reopenCase({ params: { id }, body: { reason: 'One thing was forgotten' } })
  await ana().cases.resolveCase({ params: { id }, body: { summary, code: stays.closure.codes[0]!.key } })
  await eventually(delivered)
  expect((await caseOf(id)).status).toBe('open')
})

test('after silence closed the case, “not yet” opens a follow-up; later the link is over', async () => {
  const { id, link } = await resolved()
  const late = await resolved()
  world.advance({ days: 5 })
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', closed_at: world.now })
    .where('id', 'in', [id, late.id])
    .execute()
  expect((await look(link)).body).toContain('This case is closed')
  expect((await answer(link, 'answer=yes')).statusCode).toBe(409)
  const page = await answer(link, 'answer=no&text=It+is+back')
  expect(page.body).toMatch(/new case, C-\d+/)
  expect((await caseOf(id)).status).toBe('closed')
  world.advance({ days: 60 })
  expect((await answer(late.link, 'answer=no&text=It+is+back')).statusCode).toBe(410)
})

test('guessed, empty, listed and wildcard tokens match nothing', async () => {
  const { id, link } = await resolved()
  const token = link.slice('/confirm/'.length)
  const guesses = [
    'a'.repeat(43),
    '%25',
    '*',
    '%00',
    `${token}x`,
    token.slice(1),
    `${token},${token}`,
    '..%2f',
    'null',
    '%5B%5D',
    token.toUpperCase(),
  ]
  for (const guess of guesses) {
    for (const page of [await look(`/confirm/${guess}`), await answer(`/confirm/${guess}`, 'answer=yes')]) {
      expect(page.statusCode, guess).toBe(410)
      expect(page.body, guess).toContain('This link does not work')
    }
  }
  expect((await answer('/confirm/', 'answer=yes')).statusCode).toBeGreaterThanOrEqual(400)
  expect((await answer(`/confirm/?token[]=${token}`, 'answer=yes')).statusCode).toBeGreaterThanOrEqual(400)
  for (const fields of ['', 'answer=maybe', 'answer=yes&answer=no', 'answer[]=yes']) {
    expect((await answer(link, fields)).statusCode, fields).toBe(422)
  }
  const json = await world.app.inject({ method: 'POST', url: link, payload: { answer: 'yes' } })
  expect(json.statusCode).toBe(415)
  expect((await answer(link, 'answer=yes', { origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await caseOf(id)).status).toBe('resolved')
})

test('customers read it in their language, from right to left where they do', async () => {
  const german = await resolved({ language: 'de-AT' })
  expect(german.letter.text).toContain('Ist es damit für Sie gelöst?')
  expect((await look(german.link)).body).toContain('Ja, es ist gelöst')
  const arabic = await resolved({ language: 'ar' })
  expect((await look(arabic.link)).body).toContain('<html lang="ar" dir="rtl">')
})

test('without the customer being told there is no letter, and machines get none', async () => {
  await world.runtime.db
    .updateTable('contact_email')
    .set({ email: 'no-reply@meridianlabs.example' })
    .where('email', 'like', 'ingrid%')
    .execute()
  const quiet = await ana().cases.createCase({
    body: {
      subject: 'x',
      message: 'x',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      type: 'general_question',
    },
  })
  await ana().cases.resolveCase({
    params: { id: quiet.id },
    body: { summary, code: quiet.closure.codes[0]!.key },
  })
  const told = await ana().cases.createCase({
    body: {
      subject: 'x',
      message: 'x',
      contactId: world.contacts.nils,
      ownerId: world.people.ana,
      type: 'general_question',
    },
  })
  await ana().cases.resolveCase({
    params: { id: told.id },
    body: { summary, code: told.closure.codes[0]!.key, tellCustomer: false },
  })
  const letters = await world.runtime.db
    .selectFrom('message')
    .select('id')
    .where('case_id', 'in', [quiet.id, told.id])
    .where('direction', '=', 'out')
    .execute()
  expect(letters).toEqual([])
  // Whoever else is told, the case waits for nobody: its own customer was not asked.
  const eva = await colleague('Eva Lund', 'eva@meridian.example')
  const { id } = await askedBy([eva.id])
  await resolveAgain(id)
  expect(await writtenTo(id)).toEqual(['eva@meridian.example'])
  expect(await caseOf(id)).toMatchObject({ status: 'resolved', nextStep: null, closure: { asked: false } })
})
