import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { workOff, workOnce } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'
import { readMail } from '../mailboxes/reading/read-mail.ts'
import { closeTransports } from '../mailboxes/sending/transport.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
})
afterAll(async () => {
  closeTransports()
  await close()
})

const ana = () => world.as('ana')
let people = 0
/** A case of somebody new, resolved: nobody was asked anything yet. */
async function resolved(more: object = {}, resolution: object = {}) {
  people += 1
  const { cases, customers } = ana()
  const name = `Kari ${people}`
  const contact = await customers.createContact({
    body: { name, emails: [`kari${people}@meridian.example`], accountId: world.accounts.meridian },
  })
  const made = await cases.createCase({
    body: {
      ...{ subject: 'Which oil?', message: 'Which?', contactId: contact.id, type: 'general_question' },
      ownerId: world.people.ana,
      ...more,
    },
  })
  await cases.resolveCase({ params: { id: made.id }, body: { summary: 'VG 46.', code: 'answered', ...resolution } })
  return { id: made.id, number: made.number, name, contactId: contact.id }
}
const look = async () => {
  relay.mails.length = 0
  await workOnce(world, 'ask-surveys', {})
  await workOff(world, ['send-message'])
}
const aDay = () => world.advance({ hours: 24 })
const surveysOf = async (id: string) => (await ana().surveys.listSurveys({ query: { case: id } })).items
const eventsOf = async (id: string, name: string) =>
  (await ana().cases.getTimeline({ params: { id }, query: {} })).items.filter((each) => each.name === name)

/** Asked, with the link of the letter. */
async function asked(more: object = {}) {
  const made = await resolved(more)
  aDay()
  await look()
  const mail = relay.mails.find(({ raw }) => raw.includes(made.number) && raw.includes('/survey/'))!
  const letter = readMail(Buffer.from(mail.raw, 'latin1'), { ownAddresses: [], trustedHosts: [] })
  return { ...made, mail, letter, link: /\/survey\/[^\s]+/.exec(letter.text)![0] }
}
const open = (url: string) => world.app.inject({ method: 'GET', url })
const answer = (url: string, fields: string, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: fields,
  })

test('a customer is asked once, when it is due, by the name of the owner, and the link rests here without its secret', async () => {
  const early = await resolved()
  await look()
  expect(await surveysOf(early.id)).toMatchObject([{ askedAt: null, notAskedBecause: null, kind: 'ces' }])
  const { id, mail, letter, link } = await asked()
  expect(mail.header('from')).toBe('Ana Ferreira <support@norrvik.example>')
  expect(mail.header('auto-submitted')).toBe('auto-generated')
  expect(letter.text).toContain('How was it for you?')
  expect(link).toMatch(/^\/survey\/[\w-]{43}$/)
  await look()
  expect(relay.mails).toEqual([])
  expect(await eventsOf(id, 'survey.asked')).toHaveLength(1)
  const token = link.slice('/survey/'.length)
  const rows = await world.runtime.db.selectFrom('link_token').selectAll().execute()
  const { items } = await ana().conversations.listMessages({ params: { id }, query: {} })
  expect(JSON.stringify([rows, items])).not.toContain(token)
})

test.each<[string, (made: { id: string }) => Promise<unknown>]>([
  ['reopened', ({ id }) => ana().cases.reopenCase({ params: { id }, body: { reason: 'One thing was forgotten' } })],
  [
    'mail_comes_back',
    ({ id }) =>
      world.runtime.db
        .updateTable('contact_email')
        .set({ undeliverable_at: world.now })
        .where('contact_id', '=', (eb) => eb.selectFrom('cases').select('contact_id').where('id', '=', id))
        .execute(),
  ],
  ['too_late', async () => world.advance({ days: 8 })],
])('not asked: %s', async (because, happens) => {
  const made = await resolved()
  await happens(made)
  aDay()
  await look()
  expect(await surveysOf(made.id)).toMatchObject([{ askedAt: null, notAskedBecause: because }])
  expect(relay.mails.filter(({ raw }) => raw.includes('/survey/'))).toEqual([])
})

test('not asked: who was asked lately about another case, whom nobody told, and what needed no answer', async () => {
  const first = await asked()
  const again = await resolved({ contactId: first.contactId })
  const untold = await resolved({}, { tellCustomer: false })
  const early = await resolved({}, { code: 'no_answer_needed' })
  aDay()
  await look()
  expect(await surveysOf(again.id)).toMatchObject([{ notAskedBecause: 'asked_lately' }])
  expect(await surveysOf(early.id)).toMatchObject([{ notAskedBecause: 'ended_early' }])
  expect(await surveysOf(untold.id)).toEqual([])
})

test('opening the page records nothing; one answer counts, with its words', async () => {
  const { id, link, name } = await asked({ subject: 'Which <script>alert(1)</script> oil?' })
  for (const method of ['GET', 'HEAD', 'GET'] as const) {
    const page = await world.app.inject({ method, url: `${link}?score=7` })
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('<script')
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*form-action 'self'/)
  }
  expect((await surveysOf(id))[0]!.answeredAt).toBeNull()
  for (const wrong of ['', 'score=0', 'score=8', 'score=five', 'score=5&score=6', 'score[]=5']) {
    const page = await answer(link, `${wrong}&words=Because%20%3Cb%3E`)
    expect([page.statusCode, page.body.includes('Please choose one of the answers.')], wrong).toEqual([422, true])
    expect(page.body).toContain('Because &lt;b&gt;')
  }
  expect((await answer(link, `score=5&words=${'x'.repeat(4001)}`)).body).toContain('This is too long')
  expect((await answer(link, 'score=5', { origin: 'https://evil.example' })).statusCode).toBe(403)
  const pages = await Promise.all([answer(link, 'score=6&words=Quick.'), answer(link, 'score=6&words=Quick.')])
  expect(pages.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
  expect((await answer(link, 'score=1')).body).toContain('You have already answered')
  expect(await surveysOf(id)).toMatchObject([{ score: 6, words: 'Quick.', reading: 'good' }])
  const [told, ...more] = await eventsOf(id, 'survey.answered')
  expect(more).toEqual([])
  expect(told).toMatchObject({ actor: { kind: 'contact', name }, content: { score: 6 } })
  expect(JSON.stringify(told)).not.toContain('Quick.')
  expect((await ana().tasks.listTasks({ params: { id } })).items).toEqual([])
  await expect(
    world.runtime.db.updateTable('survey').set({ score: 7 }).where('case_id', '=', id).execute(),
  ).rejects.toThrow('stands')
})

test('foreign and expired tokens say nothing', async () => {
  const { link } = await asked({ subject: 'A secret subject' })
  const token = link.slice('/survey/'.length)
  const guesses = ['a'.repeat(43), '%25', '*', '%00', `${token}x`, token.slice(1), `${token},${token}`, 'null']
  for (const url of [...guesses.map((guess) => `/survey/${guess}`), `/confirm/${token}`]) {
    for (const page of [await open(url), await answer(url, 'score=5&answer=yes')]) {
      expect([page.statusCode, page.body.includes('A secret subject')], url).toEqual([410, false])
    }
  }
  world.advance({ days: 15 })
  for (const page of [await open(link), await answer(link, 'score=5')]) {
    expect([page.statusCode, page.body.includes('A secret subject')]).toEqual([410, false])
  }
})

test('a low answer is a task of the owner, of the team where the owner is away, and of a closed case word to the lead', async () => {
  const { id, link, name } = await asked()
  await answer(link, 'score=3&words=Slow')
  const tasks = async (of: string) => (await ana().tasks.listTasks({ params: { id: of } })).items
  expect(await tasks(id)).toMatchObject([{ title: `Ask ${name} why: 3 of 7`, owner: { name: 'Ana Ferreira' } }])
  const { items } = await ana().notifications.listNotifications({ query: { which: 'matters' } })
  expect(items).toMatchObject([{ kind: 'survey_low', said: `${name}: 3 of 7`, over: false }])

  const away = await asked()
  await world.runtime.db
    .updateTable('person')
    .set({ away_until: new Date(world.now.getTime() + 86_400_000) })
    .where('id', '=', world.people.ana)
    .execute()
  await answer(away.link, 'score=1')
  expect(await tasks(away.id)).toMatchObject([{ owner: null }])
  await world.runtime.db.updateTable('person').set({ away_until: null }).where('id', '=', world.people.ana).execute()

  const over = await asked()
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', closed_at: world.now, closes_at: null })
    .where('id', '=', over.id)
    .execute()
  expect((await answer(over.link, 'score=2')).statusCode).toBe(200)
  expect(await tasks(over.id)).toEqual([])
  const [told] = await eventsOf(over.id, 'survey.answered')
  expect(told).toMatchObject({ content: { to: [{ name: 'Mira Kaplan' }] } })
})

test('what stood on the case stays with the answer, and a restricted case is in nobody else’s report', async () => {
  const during = { query: { during: '30_days' } } as const
  const rowsOf = async (who: 'luca' | 'ana') => (await world.as(who).surveys.getSurveyReport(during)).rows
  const { id, link } = await asked()
  await answer(link, 'score=7&words=Hidden+words')
  world.advance({ hours: 1 })
  const frozen = async () =>
    world.runtime.db
      .selectFrom('survey')
      .select(['type_version', 'team_id', 'owner_id', 'sla_outcome', 'channel', 'tier'])
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow()
  const stood = await frozen()
  expect(stood).toMatchObject({ type_version: 1, owner_id: world.people.ana, channel: 'agent' })
  await world.runtime.db
    .updateTable('cases')
    .set({ team_id: world.teams.technical!, owner_id: world.people.priya! })
    .where('id', '=', id)
    .execute()
  await world.runtime.db.updateTable('account').set({ tier: 'Gold' }).execute()
  expect(await frozen()).toEqual(stood)
  const count = async (who: 'luca' | 'ana') => (await rowsOf(who)).reduce((sum, row) => sum + row.asked, 0)
  const seen = await count('luca')
  await world.runtime.db
    .updateTable('cases')
    .set({ team_id: world.teams.accounts!, owner_id: world.people.ana!, restricted: true, restricted_itself: true })
    .where('id', '=', id)
    .execute()
  expect(seen).toBeGreaterThan(0)
  expect([await count('luca'), await count('ana')]).toEqual([seen - 1, seen])
  await expect(world.as('luca').surveys.listSurveys({ query: { case: id } })).rejects.toMatchObject({ status: 404 })
  for (const query of [{}, { account: world.accounts.meridian! }])
    expect(JSON.stringify(await world.as('luca').surveys.listSurveys({ query }))).not.toContain('Hidden words')
})
