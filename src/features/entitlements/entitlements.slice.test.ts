import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
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

const entitlement = (more: object = {}) => ({
  id: idAt(world.now),
  name: 'Support hours',
  kind: 'hours' as const,
  amount: 600,
  ...more,
})
const agree = (entitlements: ReturnType<typeof entitlement>[], more: object = {}) =>
  mira().createContract({
    body: {
      accountId: account,
      name: 'Care',
      startsOn: '2026-11-01',
      endsOn: '2027-10-31',
      timeZone: 'UTC',
      entitlements,
      ...more,
    },
  })
const openCase = (type = 'technical_issue') =>
  ana().cases.createCase({
    body: { subject: 'The laser drifts', message: 'It drifts again', contactId: contact, type },
  })
const coverageOf = async (id: string) => (await ana().entitlements.caseCoverage({ params: { id } })).coverage
const ledgerOf = async (id: string) => (await mira().listContractLedger({ params: { id }, query: {} })).items
const everHour: [string, string][] = [['00:00', '24:00']]
const allDay = {
  mon: everHour,
  tue: everHour,
  wed: everHour,
  thu: everHour,
  fri: everHour,
  sat: everHour,
  sun: everHour,
}
const settleAll = () => settleDue(world.runtime)

test('a house without contracts is asked for no approval of what none covers, and still charges what is charged by the case', async () => {
  expect(await coverageOf((await openCase('warranty_claim')).id)).toMatchObject({
    verdict: 'no_contract',
    consequence: 'billable',
  })
  expect(await coverageOf((await openCase('replacement_request')).id)).toBeNull()
  // Those of the demo company are no contracts of the house.
  const made = await agree([entitlement()])
  const { db } = world.runtime
  const contract = db.updateTable('service_contract').where('id', '=', made.id)
  await contract.set({ demo: true }).execute()
  expect(await coverageOf((await openCase('replacement_request')).id)).toMatchObject({ verdict: 'covered' })
  await db
    .updateTable('service_contract')
    .set({ account_id: world.accounts.kestrel })
    .where('id', '=', made.id)
    .execute()
  expect(await coverageOf((await openCase('replacement_request')).id)).toBeNull()
})

describe('a contract', () => {
  test('grants its first period at once, and stands in the list with its light', async () => {
    const made = await agree([entitlement()])
    expect(made).toMatchObject({ number: expect.stringMatching(/^SC-\d+$/), light: { colour: 'green' } })
    expect(made.standings).toMatchObject([{ balance: 600, granted: 600, usedPercent: 0 }])
    expect(await ledgerOf(made.id)).toMatchObject([{ kind: 'grant', amount: 600, balance: 600 }])
    const { items } = await mira().listContracts({ query: { account } })
    expect(items.map(({ id }) => id)).toEqual([made.id])
  })

  test('a stale change is a conflict; a sound one is a version of its own, and its grants stay', async () => {
    const made = await agree([entitlement()])
    const name = 'Care plus'
    expect(await refusal(mira().changeContract({ params: { id: made.id }, body: { version: 9, name } }))).toMatchObject(
      { code: 'changed_meanwhile' },
    )
    const changed = await mira().changeContract({ params: { id: made.id }, body: { version: 1, name } })
    expect(changed).toMatchObject({ version: 2, standings: [{ balance: 600 }] })
    const { versions } = await mira().getContract({ params: { id: made.id } })
    expect(versions.map((each) => each.terms.name)).toEqual(['Care plus', 'Care'])
  })

  test.each([
    ['ends before it begins', { endsOn: '2026-10-01' }, 'malformed'],
    ['a calendar that is not there', { calendarId: '00000000-0000-7000-8000-00000000dead' }, 'not_found'],
    ['a policy that is not there', { policyId: '00000000-0000-7000-8000-00000000dead' }, 'not_found'],
    ['a contact of somebody else', { contactIds: ['00000000-0000-7000-8000-00000000dead'] }, 'not_found'],
    ['renews itself without an end', { endsOn: null, renewal: 'automatic' }, 'malformed'],
  ] as const)('is refused: %s', async (_, more, code) => {
    expect(await refusal(agree([entitlement()], more))).toMatchObject({ code: code })
  })

  test('an entitlement is not taken away, nor changed in what it granted', async () => {
    const made = await agree([entitlement()])
    const change = (terms: object) => mira().changeContract({ params: { id: made.id }, body: { version: 1, ...terms } })
    expect(await refusal(change({ entitlements: [entitlement()] }))).toMatchObject({ code: 'malformed' })
    expect(await refusal(change({ entitlements: [{ ...made.terms.entitlements[0]!, per: 'month' }] }))).toMatchObject({
      code: 'malformed',
    })
    expect(await refusal(change({ startsOn: '2026-10-01' }))).toMatchObject({ code: 'malformed' })
  })

  test('renews itself on the day after it ends, once', async () => {
    const made = await agree([entitlement()], { endsOn: '2026-11-30', renewal: 'automatic' })
    world.now = new Date('2026-12-01T00:00:30.000Z')
    await settleAll()
    await settleAll()
    const { items } = await mira().listContracts({ query: { account, state: 'all' } })
    expect(items.map(({ terms }) => [terms.startsOn, terms.endsOn])).toEqual([
      ['2026-11-01', '2026-11-30'],
      ['2026-12-01', '2026-12-31'],
    ])
    expect(items[1]).toMatchObject({ renewedFrom: { id: made.id }, standings: [{ balance: 600 }] })
    expect(items[0]).toMatchObject({ light: { colour: 'red' }, standings: [{ balance: 0 }] })
  })

  test('is renewed up to the present after a long standstill', async () => {
    await agree([entitlement()], { endsOn: '2026-11-30', renewal: 'automatic' })
    world.now = new Date('2027-02-10T00:00:30.000Z')
    for (let minute = 0; minute < 6; minute++) await settleAll()
    const { items } = await mira().listContracts({ query: { account, state: 'all' } })
    expect(items.map(({ terms }) => terms.endsOn)).toEqual(['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28'])
    expect(await coverageOf((await openCase()).id)).toMatchObject({ verdict: 'covered' })
  })

  test('shares no entitlement with another one: neither when it is made nor later', async () => {
    const stolen = entitlement()
    const made = await agree([stolen])
    expect(await refusal(agree([stolen]))).toMatchObject({ code: 'already_exists' })
    const other = await agree([entitlement()])
    const entitlements = [...other.terms.entitlements, stolen]
    const change = mira().changeContract({ params: { id: other.id }, body: { version: 1, entitlements } })
    expect(await refusal(change)).toMatchObject({ code: 'already_exists' })
    expect(await ledgerOf(made.id)).toHaveLength(1)
  })

  test('is cancelled from a day on, with its reason', async () => {
    const made = await agree([entitlement()])
    const body = { version: 1, on: '2026-11-30', reason: 'Moved to another supplier' }
    expect(await mira().cancelContract({ params: { id: made.id }, body })).toMatchObject({
      light: { colour: 'yellow' },
    })
    world.now = new Date('2026-11-30T08:00:00.000Z')
    await settleAll()
    expect((await ledgerOf(made.id))[0]).toMatchObject({ kind: 'expire', amount: -600, at: '2026-11-30T00:00:00.000Z' })
    expect(await coverageOf((await openCase()).id)).toMatchObject({ verdict: 'expired' })
  })
})

test('a contract that cannot be settled does not hold up the others', async () => {
  const { db } = world.runtime
  const [broken, sound] = [await agree([entitlement({ per: 'month' })]), await agree([entitlement({ per: 'month' })])]
  await db.updateTable('service_contract_version').set({ terms: '{}' }).where('contract_id', '=', broken.id).execute()
  world.now = new Date('2026-12-01T00:00:30.000Z')
  expect(await settleAll()).toBeGreaterThanOrEqual(2)
  expect((await ledgerOf(sound.id))[0]).toMatchObject({ kind: 'grant', at: '2026-12-01T00:00:00.000Z' })
  const { settle_at } = await db
    .selectFrom('service_contract')
    .select('settle_at')
    .where('id', '=', broken.id)
    .executeTakeFirstOrThrow()
  expect(settle_at).toEqual(new Date('2026-12-01T01:00:30.000Z'))
  await db.deleteFrom('service_contract_version').where('contract_id', '=', broken.id).execute()
})

describe('the ledger', () => {
  test('splits at zero, warns once at 80 and 95 %, and only grows', async () => {
    const made = await agree([entitlement()])
    const id = made.terms.entitlements[0]!.id
    const take = (amount: number) =>
      ana().entitlements.addEntry({ params: { id }, body: { kind: 'consume', amount, note: 'Calibration' } })
    expect(await take(500)).toMatchObject({ balance: 100, usedPercent: 83 })
    expect(await take(160)).toMatchObject({ balance: 0, overage: 60, usedPercent: 100 })
    expect((await ledgerOf(made.id)).map(({ kind, amount, overage }) => [kind, amount, overage]).reverse()).toEqual([
      ['grant', 600, 0],
      ['consume', -500, 0],
      ['warning', 0, 0],
      ['consume', -100, 60],
      ['warning', 0, 0],
    ])
    const said = (await ledgerOf(made.id)).flatMap(({ kind, note }) => (kind === 'warning' ? [note] : []))
    expect(said).toEqual(['95 % is used', '80 % is used'])
    const { rows } = await sql<{ said: string; people: number }>`
      select content->>'said' as said, count(*)::int as people from notification
      where contract_id = ${made.id} and kind = 'contract_short' group by 1 order by 1`.execute(world.runtime.db)
    expect(rows.every(({ people }) => people > 0)).toBe(true)
    expect(rows.map(({ said }) => said)).toEqual([
      expect.stringMatching(/^80 % of .+ is used, 1 h 40 m are left$/),
      expect.stringMatching(/: everything is used$/),
    ])
    await expect(world.runtime.db.updateTable('entitlement_entry').set({ amount: 1 }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(world.runtime.db.deleteFrom('entitlement_entry').execute()).rejects.toThrow('append-only')
  })

  test('is adjusted by whoever edits contracts, with a reason, never below zero', async () => {
    const made = await agree([entitlement()])
    const params = { id: made.terms.entitlements[0]!.id }
    const body = { kind: 'adjust' as const, amount: 60, note: 'Goodwill' }
    expect(await refusal(ana().entitlements.addEntry({ params, body }))).toMatchObject({ code: 'not_allowed' })
    expect(await mira().addEntry({ params, body })).toMatchObject({ balance: 660, granted: 660 })
    expect(await refusal(mira().addEntry({ params, body: { ...body, amount: -700 } }))).toMatchObject({
      code: 'malformed',
    })
  })

  test('several at once take no minute twice', async () => {
    const made = await agree([entitlement()])
    const params = { id: made.terms.entitlements[0]!.id }
    const take = () => ana().entitlements.addEntry({ params, body: { kind: 'consume', amount: 100, note: 'Visit' } })
    await Promise.all(Array.from({ length: 8 }, take))
    const lines = (await ledgerOf(made.id)).filter(({ kind }) => kind === 'consume')
    expect(lines.reduce((sum, { amount }) => sum - amount, 0)).toBe(600)
    expect(lines.reduce((sum, { overage }) => sum + overage, 0)).toBe(200)
  })

  test('does not name a case to those who may not see it', async () => {
    const made = await agree([entitlement()])
    const opened = await openCase()
    const params = { id: made.terms.entitlements[0]!.id }
    await ana().entitlements.addEntry({
      params,
      body: { kind: 'consume', amount: 30, note: 'Call', case: opened.number },
    })
    await world.runtime.db.updateTable('cases').set({ restricted: true }).where('id', '=', opened.id).execute()
    const seen = async (who: 'helen' | 'sofia') =>
      (await world.as(who).entitlements.listContractLedger({ params: { id: made.id }, query: {} })).items[0]
    expect(await seen('sofia')).toMatchObject({ case: { number: opened.number }, note: 'Call' })
    expect(await seen('helen')).toMatchObject({ case: null, person: null, note: null, amount: -30 })
  })
})

describe('a case', () => {
  test('is covered at intake, takes its incident, and gives it back when something else covers it', async () => {
    const incidents = entitlement({ name: 'Incidents', kind: 'incidents', amount: 2 })
    const hours = entitlement()
    const made = await agree([incidents, hours])
    const opened = await openCase()
    const covered = await coverageOf(opened.id)
    expect(covered).toMatchObject({
      verdict: 'covered',
      consequence: 'none',
      by: { entitlement: { name: 'Incidents' } },
    })
    expect(covered?.contract?.standings).toMatchObject([{ balance: 1 }, { balance: 600 }])
    const body = { version: 1, entitlementId: hours.id, reason: 'A visit was agreed' }
    const chosen = await ana().entitlements.chooseCoverage({ params: { id: opened.id }, body })
    expect(chosen).toMatchObject({ by: { entitlement: { name: 'Support hours' } }, chosen: { by: 'Ana Ferreira' } })
    expect(chosen.contract?.standings).toMatchObject([{ balance: 2 }, { balance: 600 }])
    expect((await ledgerOf(made.id)).map(({ kind }) => kind)).toContain('give_back')
    const { items } = await ana().cases.getTimeline({ params: { id: opened.id }, query: {} })
    const names = items.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['case.coverage_decided', 'case.coverage_chosen']))
  })

  test('keeps the service level and the hours that its contract promises, and follows when they change', async () => {
    const sofia = world.as('sofia')
    const { id: calendarId } = await sofia.calendars.createCalendar({
      body: { name: 'Round the clock', timeZone: 'UTC', weekly: allDay, holidays: [], overrides: {} },
    })
    const target = { seconds: 3600, time: 'business' as const }
    const targets = { medium: { resolution: target }, high: { resolution: target } }
    const { id: policyId } = await sofia.sla.createPolicy({
      body: {
        name: 'Care promise',
        position: 900,
        conditions: [{ field: 'vip', is: 'one_of', values: ['yes'] }],
        targets,
      },
    })
    const made = await agree([entitlement()], { calendarId, policyId })
    const opened = await openCase()
    const clockOf = async () => {
      const { items } = await ana().sla.listClocks({ params: { id: opened.id } })
      const clock = items.find(({ metric }) => metric === 'resolution')!
      return ana().sla.explainClock({ params: { id: opened.id, clockId: clock.id } })
    }
    expect(await clockOf()).toMatchObject({
      policy: { id: policyId },
      calendar: { id: calendarId, because: 'contract' },
      dueAt: '2026-11-19T13:00:00.000Z',
    })
    await mira().changeContract({ params: { id: made.id }, body: { version: 1, policyId: null, calendarId: null } })
    const worker = await workFor(world)
    await eventually(async () => (await clockOf()).policy.id !== policyId)
    await worker.stop()
    expect(await clockOf()).toMatchObject({ calendar: { because: 'organisation' } })
  })

  test('takes nothing again when it is reopened', async () => {
    const made = await agree([entitlement({ name: 'Incidents', kind: 'incidents', amount: 2 })])
    const opened = await openCase()
    await world.runtime.db
      .updateTable('cases')
      .set({ status: 'resolved', resolution_summary: 'Done', stage: 'resolved' })
      .where('id', '=', opened.id)
      .execute()
    await ana().cases.reopenCase({ params: { id: opened.id }, body: { reason: 'It drifts again' } })
    expect((await ledgerOf(made.id)).filter(({ kind }) => kind === 'consume')).toHaveLength(1)
  })

  test('without any contract has none to show; of a type that asks for approval it waits for one', async () => {
    expect(await coverageOf((await openCase()).id)).toBeNull()
    const opened = await openCase('replacement_request')
    expect(await coverageOf(opened.id)).toMatchObject({ verdict: 'no_contract', consequence: 'approval' })
    const resolve = () =>
      ana().cases.resolveCase({
        params: { id: opened.id },
        body: { version: 1, summary: 'Replaced', tellCustomer: false },
      })
    const gate = (await refusal(resolve())).detail as { missing: { kind: string }[] }
    expect(gate.missing.map(({ kind }) => kind)).toContain('approval')
    const decide = (who: 'ana' | 'mira', body: { approve: boolean; note?: string }) =>
      world.as(who).entitlements.decideUncovered({ params: { id: opened.id }, body: { version: 1, ...body } })
    expect(await refusal(decide('ana', { approve: true }))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(decide('mira', { approve: false }))).toMatchObject({ code: 'malformed' })
    expect(await decide('mira', { approve: true })).toMatchObject({ decision: { approved: true, by: 'Mira Kaplan' } })
    const after = (await refusal(resolve())).detail as { missing: { kind: string }[] }
    expect(after.missing.map(({ kind }) => kind)).not.toContain('approval')
  })

  test('that waits for an approval is not got through by choosing what does not cover it', async () => {
    const made = await agree([entitlement({ types: ['complaint'] })])
    const opened = await openCase('replacement_request')
    expect(await coverageOf(opened.id)).toMatchObject({ verdict: 'not_covered', consequence: 'approval' })
    const body = { version: 1, entitlementId: made.terms.entitlements[0]!.id, reason: 'It is a complaint really' }
    const choose = (who: 'ana' | 'mira') =>
      world.as(who).entitlements.chooseCoverage({ params: { id: opened.id }, body })
    expect(await refusal(choose('ana'))).toMatchObject({ code: 'not_allowed' })
    expect(await coverageOf(opened.id)).toMatchObject({ version: 1, consequence: 'approval' })
    expect(await choose('mira')).toMatchObject({ verdict: 'covered', consequence: 'none' })
  })

  test('follows its account: another one is asked, and what the first one gave is given back', async () => {
    const made = await agree([entitlement({ name: 'Incidents', kind: 'incidents', amount: 2 })])
    const opened = await openCase()
    const before = await ana().cases.getCase({ params: { id: opened.id } })
    await ana().cases.changeCase({
      params: { id: opened.id },
      body: { version: before.version, accountId: world.accounts.meridian },
    })
    expect(await coverageOf(opened.id)).toMatchObject({ verdict: 'no_contract', by: null })
    const { standings } = await mira().getContract({ params: { id: made.id } })
    expect(standings).toMatchObject([{ balance: 2 }])
  })

  test('holds hours until they are worked', async () => {
    const made = await agree([entitlement()])
    const id = made.terms.entitlements[0]!.id
    const [one, other] = [await openCase(), await openCase()]
    const reserve = (ref: string, minutes: number) =>
      ana().entitlements.reserveHours({ params: { id: ref }, body: { minutes } })
    expect(await reserve(one.id, 400)).toMatchObject({ reservedMinutes: 400 })
    expect(await refusal(reserve(other.id, 300))).toMatchObject({ code: 'malformed' })
    await ana().entitlements.addEntry({
      params: { id },
      body: { kind: 'consume', amount: 250, note: 'On site', case: one.number },
    })
    expect(await coverageOf(one.id)).toMatchObject({
      reservedMinutes: 150,
      contract: { standings: [{ balance: 350, reserved: 150 }] },
    })
    await mira().addEntry({
      params: { id },
      body: { kind: 'adjust', amount: -30, note: 'Miscounted', case: one.number },
    })
    expect(await coverageOf(one.id)).toMatchObject({ reservedMinutes: 150 })
  })

  test('is asked about again when somebody says what product it is about', async () => {
    const sofia = world.as('sofia').products
    const laser = await sofia.createProduct({ body: { name: 'Laser 3' } })
    const lamp = await sofia.createProduct({ body: { name: 'Lamp' } })
    await agree([entitlement()], { productIds: [laser.id] })
    const opened = await openCase()
    const change = async (to: { productId?: string; subject?: string }) => {
      const { version } = await ana().cases.getCase({ params: { id: opened.id } })
      await ana().cases.changeCase({ params: { id: opened.id }, body: { version, ...to } })
      return coverageOf(opened.id)
    }
    expect(await coverageOf(opened.id)).toMatchObject({ verdict: 'not_covered' })
    expect(await change({ subject: 'The laser in Halden' })).toMatchObject({ version: 1 })
    expect((await change({ productId: lamp.id }))?.considered[0]?.unmet).toEqual([
      { code: 'product', saw: 'Lamp', asked: ['Laser 3'] },
    ])
    expect(await change({ productId: laser.id })).toMatchObject({ verdict: 'covered', version: 3 })
  })

  test('that is closed holds no hours any more; one that is withdrawn gets its incident back', async () => {
    const made = await agree([entitlement({ name: 'Incidents', kind: 'incidents', amount: 2 }), entitlement()])
    const opened = await openCase()
    const { standings } = (await coverageOf(opened.id))!.contract!
    expect(standings).toMatchObject([{ balance: 1 }, { balance: 600, reserved: 0 }])
    const entitlementId = made.terms.entitlements[1]!.id
    const held = await openCase()
    await ana().entitlements.chooseCoverage({
      params: { id: held.id },
      body: { version: 1, entitlementId, reason: 'A visit' },
    })
    await ana().entitlements.reserveHours({ params: { id: held.id }, body: { minutes: 60 } })
    const withdraw = (id: string) =>
      inTransaction(world.runtime, systemActor, (ctx) => withdrawCase(ctx, id, { because: 'spam', into: null }))
    await withdraw(opened.id)
    await withdraw(held.id)
    const after = await mira().getContract({ params: { id: made.id } })
    expect(after.standings).toMatchObject([{ balance: 2 }, { balance: 600, reserved: 0 }])
  })

  test('that goes to another account has nothing chosen for it any more', async () => {
    await agree([entitlement()])
    const opened = await openCase()
    await ana().entitlements.chooseCoverage({
      params: { id: opened.id },
      body: { version: 1, entitlementId: null, reason: 'A favour' },
    })
    const { version } = await ana().cases.getCase({ params: { id: opened.id } })
    await ana().cases.changeCase({
      params: { id: opened.id },
      body: { version, accountId: world.accounts.meridian },
    })
    expect(await coverageOf(opened.id)).toMatchObject({ verdict: 'no_contract', chosen: null })
  })

  test('several whose coverage is chosen at once do not wait for each other in a ring', async () => {
    const incidents = () => entitlement({ name: 'Incidents', kind: 'incidents', amount: 50 })
    const [first, second] = [await agree([incidents()]), await agree([incidents()])]
    const [one, other] = [first.terms.entitlements[0]!.id, second.terms.entitlements[0]!.id]
    const choose = async (id: string, entitlementId: string) => {
      const { version } = (await coverageOf(id))!
      const body = { version, entitlementId, reason: 'Agreed by phone' }
      await ana().entitlements.chooseCoverage({ params: { id }, body })
    }
    const [a, b] = [(await openCase()).id, (await openCase()).id]
    await choose(b, other)
    for (let turn = 0; turn < 6; turn++) {
      const [toA, toB] = turn % 2 === 0 ? [other, one] : [one, other]
      await Promise.all([choose(a, toA), choose(b, toB)])
    }
    for (const { id } of [first, second])
      expect((await mira().getContract({ params: { id } })).standings).toMatchObject([{ balance: 49 }])
  })

  test('that moves to another team and account waits for no case that is being opened there', async () => {
    const { technical, accounts } = world.teams
    await agree([entitlement({ name: 'Incidents', kind: 'incidents', amount: 50 })])
    const body = { subject: 'Pump', message: 'It drips.' }
    const made = await ana().cases.createCase({
      body: { ...body, contactId: world.contacts.ingrid, teamId: technical },
    })
    const change = { version: made.version, accountId: account, teamId: accounts }
    await Promise.all([
      ana().cases.changeCase({ params: { id: made.id }, body: change }),
      ...[1, 2, 3].map(() => ana().cases.createCase({ body: { ...body, contactId: contact, teamId: accounts } })),
    ])
    expect(await coverageOf(made.id)).toMatchObject({ verdict: 'covered' })
  })

  test('“was it covered then?” is answered by what was agreed and left at that instant', async () => {
    const made = await agree([entitlement({ name: 'Incidents', kind: 'incidents', amount: 1 })])
    const asOf = async (at: string) => mira().accountCoverage({ params: { id: account }, query: { at } })
    world.advance({ hours: 1 })
    await openCase()
    world.advance({ hours: 1 })
    expect(await asOf('2026-11-19T11:59:00Z')).toMatchObject({ verdict: 'no_contract' })
    expect(await asOf('2026-11-19T12:30:00Z')).toMatchObject({ verdict: 'covered' })
    expect(await asOf('2026-11-19T13:30:00Z')).toMatchObject({ verdict: 'used_up' })
    const entitlements = [{ ...made.terms.entitlements[0]!, channels: ['phone' as const] }]
    await mira().changeContract({ params: { id: made.id }, body: { version: 1, entitlements } })
    expect((await asOf('2026-11-19T12:30:00Z')).considered[0]!.unmet).toEqual([])
    expect((await asOf('2026-11-19T14:00:00Z')).considered[0]!.unmet.map(({ code }) => code)).toEqual([
      'channel',
      'used_up',
    ])
  })
})
