import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { caseInReview, typeWithApproval } from '../../../tests/world/approvals.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'
import { readMail } from '../mailboxes/reading/read-mail.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
let work: { stop: () => Promise<void> }
let type: string
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
  type = await typeWithApproval(world, { approvers: [{ who: 'person', personId: world.people.tom }] })
})
beforeEach(async () => {
  work = await workFor(world)
})
afterEach(() => work.stop())
afterAll(() => close())

const letters = () =>
  relay.mails
    .filter(({ to }) => to.includes('tom.okafor@norrvik.example'))
    .map(({ raw }) => readMail(Buffer.from(raw, 'latin1'), { ownAddresses: [], trustedHosts: [] }))

/** A case that waits for Tom, and the link in the mail that asks him. */
async function asked(more: { restricted?: boolean } = {}) {
  const id = await caseInReview(world, type, more)
  const { number } = await world.as('ana').cases.getCase({ params: { id } })
  const letter = await eventually(() => letters().find(({ text }) => text.includes(`/cases/${number}`)))
  const url = new URL(/http\S+\/approve\/\S+/.exec(letter.text)![0])
  return { id, letter, url, link: url.pathname }
}
const look = (url: string) => world.app.inject({ method: 'GET', url })
const answer = (url: string, fields: string) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: fields,
  })
const last = async (id: string) => (await world.as('ana').approvals.listApprovals({ params: { id } })).items[0]!
const links = () => world.runtime.db.selectFrom('link_token').selectAll().where('purpose', '=', 'approval').execute()

test('the mail leads to a page that says what is approved; looking changes nothing, one click decides', async () => {
  const { id, letter, url, link } = await asked()
  expect(letter.subject).toContain('Please decide')
  expect(url.origin).toBe('http://caseward.example')
  const token = link.slice('/approve/'.length)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(JSON.stringify(await links())).not.toContain(token)
  for (let scanner = 0; scanner < 3; scanner++) await look(link)
  await world.app.inject({ method: 'HEAD', url: link })
  const page = await look(link)
  expect(page.statusCode).toBe(200)
  for (const said of ['Credit over 500 EUR', '€900', 'Meridian Labs', 'Ana Ferreira', 'Charged twice &lt;b&gt;'])
    expect(page.body).toContain(said)
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.headers['referrer-policy']).toBe('strict-origin')
  expect((await last(id)).state).toBe('waiting')

  const done = await answer(link, 'decision=approved&comment=Seen')
  expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('You have approved it')])
  expect(await last(id)).toMatchObject({
    state: 'approved',
    votes: [{ decidedBy: { name: 'Tom Okafor' }, comment: 'Seen', byMail: true }],
  })
  const again = await answer(link, 'decision=rejected&comment=No')
  expect([again.statusCode, again.body]).toEqual([409, expect.stringContaining('You have already decided')])
  expect((await look(link)).body).toContain('You have already decided')
  expect((await last(id)).state).toBe('approved')
})

test('a rejection by mail needs its words, and leads the case back', async () => {
  const { id, link } = await asked()
  const silent = await answer(link, 'decision=rejected&comment=+')
  expect([silent.statusCode, silent.body]).toEqual([422, expect.stringContaining('A rejection says why')])
  expect((await answer(link, 'decision=rejected&comment=The+invoice+is+right')).body).toContain('You have rejected it')
  expect((await world.as('ana').cases.getCase({ params: { id } })).stage.key).toBe('verification')
  const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
  expect(items.find(({ name }) => name === 'approval.rejected')).toMatchObject({
    actor: { kind: 'person', name: 'Tom Okafor' },
    content: { byMail: true, comment: 'The invoice is right' },
  })
})

test('of many clicks at the same moment one decides', async () => {
  const { id, link } = await asked()
  const all = await Promise.all(Array.from({ length: 6 }, () => answer(link, 'decision=approved')))
  expect(all.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409])
  expect((await last(id)).state).toBe('approved')
})

test('what was changed, decided elsewhere or has expired says so, and takes no word', async () => {
  const changed = await asked()
  const { version } = await world.as('ana').cases.getCase({ params: { id: changed.id } })
  await world
    .as('ana')
    .cases.changeCase({ params: { id: changed.id }, body: { version, custom: { disputed_amount: '1000.00' } } })
  expect((await look(changed.link)).body).toContain('Disputed amount was changed')
  expect((await answer(changed.link, 'decision=approved')).statusCode).toBe(409)
  expect(await last(changed.id)).toMatchObject({ state: 'waiting', round: 2 })

  const decided = await asked()
  const { id } = await last(decided.id)
  await world.as('tom').approvals.decideApproval({ params: { id }, body: { decision: 'approved' } })
  expect((await answer(decided.link, 'decision=rejected&comment=No')).body).toContain('It is decided already')
  expect((await last(decided.id)).state).toBe('approved')

  const old = await asked()
  const begun = world.now
  world.advance({ days: 15 })
  const late = await answer(old.link, 'decision=approved')
  expect([late.statusCode, late.body]).toEqual([410, expect.stringContaining('has expired')])
  expect((await last(old.id)).state).toBe('waiting')
  world.now = begun
})

test.each(['', 'x', 'null', '%2A', '..%2F', 'a'.repeat(43), '[]=1'])('the token “%s” leads nowhere', async (token) => {
  const page = await look(`/approve/${token}`)
  expect([404, 410]).toContain(page.statusCode)
  expect(page.body).not.toContain('Credit')
  expect([404, 410]).toContain((await answer(`/approve/${token}`, 'decision=approved')).statusCode)
})

test.each(['decision=approved&decision=rejected', 'decision=maybe', ''])('“%s” is no answer', async (fields) => {
  const { id, link } = await asked()
  expect((await answer(link, fields)).statusCode).toBe(422)
  expect((await last(id)).state).toBe('waiting')
})

test('whoever left, or may not see the restricted case any more, decides nothing and reads nothing', async () => {
  const { id, link } = await asked({ restricted: true })
  expect((await look(link)).body).toContain('Credit over 500 EUR')
  await world.runtime.db.deleteFrom('watcher').where('person_id', '=', world.people.tom).execute()
  const page = await look(link)
  expect([page.statusCode, page.body.includes('Credit'), page.body.includes('Meridian')]).toEqual([410, false, false])
  expect((await answer(link, 'decision=approved')).statusCode).toBe(410)
  expect((await last(id)).state).toBe('waiting')

  const open = await asked()
  const person = (deactivated_at: Date | null) =>
    world.runtime.db.updateTable('person').set({ deactivated_at }).where('id', '=', world.people.tom).execute()
  await person(world.now)
  expect((await answer(open.link, 'decision=approved')).statusCode).toBe(410)
  await person(null)
  expect((await answer(open.link, 'decision=approved')).statusCode).toBe(200)
})
