import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { withdrawCase } from '../cases/actions/settle-proposal.ts'
import { settleDue } from './actions/settle-due.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const mira = () => world.as('mira').entitlements
const ana = () => world.as('ana')

let account: string
let contact: string
beforeEach(async () => {
  world.now = new Date('2026-11-19T12:00:00.000Z')
  account = (await ana().customers.createAccount({ body: { name: 'Halden Optics' } })).id
  contact = (await ana().customers.createContact({ body: { name: 'Greta Lund', accountId: account } })).id
})

const incidents = (amount: number, more: object = {}) => ({
  id: idAt(world.now),
  name: 'Incidents',
  kind: 'incidents' as const,
  amount,
  ...more,
})
const agree = (entitlement: ReturnType<typeof incidents>, more: object = {}) =>
  mira().createContract({
    body: {
      accountId: account,
      name: 'Care',
      startsOn: '2026-11-01',
      endsOn: '2027-10-31',
      timeZone: 'UTC',
      entitlements: [entitlement],
      ...more,
    },
  })
const openCase = () =>
  ana().cases.createCase({
    body: { subject: 'The laser drifts', message: 'It drifts again', contactId: contact, type: 'technical_issue' },
  })
const withdraw = (id: string) =>
  inTransaction(world.runtime, systemActor, (ctx) => withdrawCase(ctx, id, { because: 'spam', into: null }))
const standingOf = async (id: string) => (await mira().getContract({ params: { id } })).standings[0]
const change = (id: string, version: number, terms: object) =>
  mira().changeContract({ params: { id }, body: { version, ...terms } })

describe('what a case took comes back when it is withdrawn', () => {
  test('also what went beyond the balance', async () => {
    const made = await agree(incidents(1))
    const entitlementId = made.terms.entitlements[0]!.id
    await openCase()
    const beyond = await openCase()
    const body = { version: 1, entitlementId, reason: 'Agreed by phone' }
    await ana().entitlements.chooseCoverage({ params: { id: beyond.id }, body })
    expect(await standingOf(made.id)).toMatchObject({ balance: 0, overage: 1 })
    await withdraw(beyond.id)
    expect(await standingOf(made.id)).toMatchObject({ balance: 0, overage: 0 })
  })

  test('but not what was corrected with the case as its reason', async () => {
    const made = await agree(incidents(5))
    const opened = await openCase()
    const correction = { kind: 'adjust' as const, amount: -2, note: 'Counted twice', case: opened.number }
    await mira().addEntry({ params: { id: made.terms.entitlements[0]!.id }, body: correction })
    await withdraw(opened.id)
    expect(await standingOf(made.id)).toMatchObject({ balance: 3 })
  })

  test('to the period that it was taken from', async () => {
    const made = await agree(incidents(2, { per: 'month' }))
    const opened = await openCase()
    world.now = new Date('2026-12-05T12:00:00.000Z')
    await settleDue(world.runtime)
    await withdraw(opened.id)
    expect(await standingOf(made.id)).toMatchObject({ balance: 2, granted: 2, usedPercent: 0 })
    const { items } = await mira().listContractLedger({ params: { id: made.id }, query: {} })
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'expire', amount: -1 },
      { kind: 'give_back', amount: 1, expiresAt: '2026-12-01T00:00:00.000Z' },
    ])
  })
})

describe('a contract', () => {
  test('cancelled today was in force this morning', async () => {
    const made = await agree(incidents(2))
    world.advance({ hours: 3 })
    const body = { version: 1, on: '2026-11-19', reason: 'Moved to another supplier' }
    await mira().cancelContract({ params: { id: made.id }, body })
    world.advance({ hours: 1 })
    const asOf = async (at: string) => mira().accountCoverage({ params: { id: account }, query: { at } })
    expect(await asOf('2026-11-19T13:00:00Z')).toMatchObject({ verdict: 'covered' })
    expect(await asOf('2026-11-19T15:30:00Z')).toMatchObject({ verdict: 'expired' })
  })

  test('is changed although somebody it names has moved to another account; a stranger is still refused', async () => {
    const made = await agree(incidents(2), { contactIds: [contact] })
    const { version } = await ana().customers.getContact({ params: { id: contact } })
    await ana().customers.changeContact({
      params: { id: contact },
      body: { version, accountId: world.accounts.meridian },
    })
    expect(await change(made.id, 1, { name: 'Care plus' })).toMatchObject({ terms: { name: 'Care plus' } })
    const contactIds = [contact, world.contacts.ingrid]
    expect(await refusal(change(made.id, 2, { contactIds }))).toMatchObject({ code: 'not_found' })
  })

  test('is renewed by hand onto no calendar that went away; one that renews itself goes on in the hours of the team', async () => {
    const sofia = world.as('sofia')
    const { id: calendarId } = await sofia.calendars.createCalendar({
      body: { name: 'Nights', timeZone: 'UTC', weekly: { mon: [['20:00', '23:00']] }, holidays: [], overrides: {} },
    })
    const ends = { endsOn: '2026-11-30', calendarId }
    const byHand = await agree(incidents(2), ends)
    const byItself = await agree(incidents(2), { ...ends, renewal: 'automatic' })
    world.now = new Date('2026-12-02T12:00:00.000Z')
    await sofia.calendars.removeCalendar({ params: { id: calendarId } })
    const renew = mira().renewContract({ params: { id: byHand.id }, body: { endsOn: '2026-12-31' } })
    expect(await refusal(renew)).toMatchObject({ code: 'not_found', detail: { what: 'calendar' } })
    await settleDue(world.runtime)
    const { renewedBy } = await mira().getContract({ params: { id: byItself.id } })
    expect((await mira().getContract({ params: { id: renewedBy!.id } })).terms.calendarId).toBeNull()
  })
})
