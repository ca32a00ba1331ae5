import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ContractTerms, type EntitlementTerms } from './contract/terms.ts'
import { heldBy } from './rules/given-back.ts'
import { dueEntries, dueWarnings, type Entry, split, standingOf } from './rules/ledger.ts'
import { endOf, nextEnd, periodsUntil } from './rules/periods.ts'
import { nextSettling, standingsOf } from './rules/standings.ts'

const id = '0195b0c0-0000-7000-8000-000000000001'
const berlin = (text: string) => Date.parse(text)
const hours = (more: Partial<EntitlementTerms> = {}): EntitlementTerms => ({
  id,
  name: 'Support hours',
  kind: 'hours',
  amount: 600,
  per: 'month',
  rollOver: null,
  channels: [],
  types: [],
  since: null,
  ...more,
})
const termsOf = (entitlement: EntitlementTerms, dates: Partial<ContractTerms> = {}): ContractTerms =>
  ContractTerms.parse({
    name: 'Care',
    startsOn: '2026-01-31',
    endsOn: '2026-12-31',
    timeZone: 'Europe/Berlin',
    entitlements: [entitlement],
    ...dates,
  })

/** Writes what is due by `until` behind what is there, as the program does. */
function settled(
  terms: ContractTerms,
  ledger: readonly Entry[],
  until: number,
  cancelledOn: string | null = null,
): Entry[] {
  const [entitlement] = terms.entitlements
  return [...ledger, ...dueEntries({ terms: entitlement!, dates: terms, cancelledOn }, ledger, until, (key) => key)]
}
const used = (at: number, amount: number): Entry => ({
  id: `use ${at}`,
  at,
  kind: 'consume',
  amount: -amount,
  overage: 0,
  lotId: null,
  expiresAt: null,
  key: null,
})
const told = (ledger: readonly Entry[]) =>
  ledger.map(({ at, kind, amount }) => [new Date(at).toISOString().slice(0, 16), kind, amount])

describe('periods', () => {
  test('begin on the day of the month that the contract began, or on its last', () => {
    const terms = termsOf(hours(), { endsOn: null })
    const days = periodsUntil(terms, 'month', null, berlin('2026-05-01T00:00:00Z')).map(({ day }) => day)
    expect(days).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
  })

  test('end with the contract, at midnight of its zone', () => {
    const terms = termsOf(hours(), { startsOn: '2026-11-15', endsOn: '2026-12-31' })
    const end = endOf(terms, null)
    expect(new Date(end!).toISOString()).toBe('2026-12-31T23:00:00.000Z')
    expect(periodsUntil(terms, 'month', end, berlin('2027-05-01T00:00:00Z')).map(({ to }) => to)).toEqual([
      berlin('2026-12-14T23:00:00Z'),
      end,
    ])
  })

  test.each([
    ['2026-01-01', '2026-12-31', '2027-12-31'],
    ['2026-02-01', '2026-02-28', '2026-03-31'],
    ['2026-01-10', '2026-02-19', '2026-03-29'],
  ])('a contract from %s to %s is followed by one to %s', (startsOn, endsOn, next) =>
    expect(nextEnd({ startsOn, endsOn })).toBe(next),
  )
})

describe('the ledger by itself', () => {
  test('grants each period and loses what was left of the one before', () => {
    const terms = termsOf(hours(), { startsOn: '2026-09-01' })
    const early = settled(terms, [], berlin('2026-09-10T00:00:00Z'))
    const ledger = settled(terms, [...early, used(berlin('2026-09-11T08:00:00Z'), 90)], berlin('2026-10-01T00:00:00Z'))
    expect(told(ledger)).toEqual([
      ['2026-08-31T22:00', 'grant', 600],
      ['2026-09-11T08:00', 'consume', -90],
      ['2026-09-30T22:00', 'expire', -510],
      ['2026-09-30T22:00', 'grant', 600],
    ])
    expect(standingOf(ledger).balance).toBe(600)
  })

  test('carries over up to the cap, and uses first what is lost first', () => {
    const terms = termsOf(hours({ rollOver: { cap: 200, periods: 1 } }), { startsOn: '2026-09-01' })
    const october = settled(terms, settled(terms, [], berlin('2026-09-10T00:00:00Z')), berlin('2026-10-02T00:00:00Z'))
    expect(told(october).slice(1)).toEqual([
      ['2026-09-30T22:00', 'roll_over', -200],
      ['2026-09-30T22:00', 'roll_over', 200],
      ['2026-09-30T22:00', 'expire', -400],
      ['2026-09-30T22:00', 'grant', 600],
    ])
    const worked = [...october, used(berlin('2026-10-03T08:00:00Z'), 250)]
    expect(standingOf(worked).lots.map(({ left }) => left)).toEqual([550])
    const november = settled(terms, worked, berlin('2026-11-01T12:00:00Z'))
    expect(standingOf(november).balance).toBe(800)
  })

  test('loses everything at the end, also when it is cancelled, and grants nothing after', () => {
    const terms = termsOf(hours(), { startsOn: '2026-09-01' })
    const ledger = settled(terms, [], berlin('2027-06-01T00:00:00Z'), '2026-10-15')
    expect(told(ledger)).toEqual([
      ['2026-08-31T22:00', 'grant', 600],
      ['2026-09-30T22:00', 'expire', -600],
      ['2026-09-30T22:00', 'grant', 600],
      ['2026-10-14T22:00', 'expire', -600],
    ])
  })

  test('an entitlement added later is granted from the period that runs', () => {
    const terms = termsOf(hours({ since: '2026-10-15' }), { startsOn: '2026-09-01' })
    expect(told(settled(terms, [], berlin('2026-10-20T00:00:00Z')))).toEqual([['2026-10-14T22:00', 'grant', 600]])
  })

  test('settled late or often, it says the same', () => {
    const rollOver = fc.option(
      fc.record({ cap: fc.integer({ min: 1, max: 900 }), periods: fc.integer({ min: 1, max: 3 }) }),
    )
    const days = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 })
    fc.assert(
      fc.property(rollOver, days, (over, visits) => {
        const terms = termsOf(hours({ rollOver: over }))
        const until = berlin('2027-03-01T00:00:00Z')
        const often = visits
          .map((day) => berlin('2026-01-31T05:00:00Z') + day * 86_400_000)
          .sort((a, b) => a - b)
          .reduce<Entry[]>((ledger, at) => settled(terms, ledger, Math.min(at, until)), [])
        const late = settled(terms, [], until)
        expect(told(settled(terms, often, until))).toEqual(told(late))
        expect(standingOf(late).balance).toBe(0)
      }),
    )
  })

  test('never holds more than was granted, and never less than nothing', () => {
    const uses = fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 330 }), amount: fc.integer({ min: 1, max: 900 }) }),
    )
    fc.assert(
      fc.property(uses, (list) => {
        const terms = termsOf(hours({ rollOver: { cap: 300, periods: 2 } }))
        let ledger: Entry[] = []
        for (const { day, amount } of [...list].sort((a, b) => a.day - b.day)) {
          const at = berlin('2026-01-31T05:00:00Z') + day * 86_400_000
          ledger = settled(terms, ledger, at)
          const { covered, overage } = split(standingOf(ledger).balance, amount)
          expect(covered + overage).toBe(amount)
          ledger.push({ ...used(at, covered), overage, id: `use ${ledger.length}` })
          const { balance, lots } = standingOf(ledger)
          expect(balance).toBe(ledger.reduce((sum, entry) => sum + entry.amount, 0))
          expect(balance).toBeGreaterThanOrEqual(0)
          expect(balance).toBeLessThanOrEqual(900)
          expect(lots.every(({ left, granted }) => left > 0 && left <= granted)).toBe(true)
        }
      }),
    )
  })
})

describe('what is given back', () => {
  const incidents = (more: Partial<EntitlementTerms> = {}) => hours({ kind: 'incidents', amount: 1, ...more })
  const september = berlin('2026-09-10T00:00:00Z')
  const october = berlin('2026-10-05T00:00:00Z')
  const back = (at: number, lotId: string | null, amount: number, expiresAt: number | null): Entry => ({
    ...used(at, -amount),
    id: `back ${at}`,
    kind: 'give_back',
    lotId,
    expiresAt,
  })

  test('is what the case took, by the grant it came from; corrections that name it took nothing', () => {
    const terms = termsOf(incidents({ amount: 3 }), { startsOn: '2026-09-01' })
    const correction: Entry = { ...used(september + 1, 2), id: 'correction', kind: 'adjust' }
    const beyond: Entry = { ...used(september + 2, 0), overage: 1 }
    const ledger = [...settled(terms, [], september), used(september, 1), correction, beyond]
    const ofCase = new Set([`use ${september}`, 'correction', beyond.id])
    const lot = { lotId: 'grant:2026-09-01', expiresAt: berlin('2026-09-30T22:00:00Z') }
    expect(heldBy(ledger, ofCase)).toEqual({ parts: [{ ...lot, amount: 1 }], overage: 1 })
    const given = back(september + 3, lot.lotId, 1, lot.expiresAt)
    const off: Entry = { ...given, id: 'off', lotId: null, amount: 0, overage: -1 }
    const after = heldBy([...ledger, given, off], new Set([...ofCase, given.id, off.id]))
    expect(after).toEqual({ parts: [], overage: 0 })
  })

  test('after its period ended is lost when it comes back, and does not swell the one that runs', () => {
    const terms = termsOf(incidents(), { startsOn: '2026-09-01' })
    const before = settled(terms, [...settled(terms, [], september), used(september, 1)], october)
    const ofCase = new Set([`use ${september}`])
    const [part] = heldBy(before, ofCase).parts
    const ledger = settled(terms, [...before, back(october, part!.lotId, part!.amount, part!.expiresAt)], october)
    expect(told(ledger).slice(-2)).toEqual([
      ['2026-10-05T00:00', 'give_back', 1],
      ['2026-10-05T00:00', 'expire', -1],
    ])
    expect(standingOf(ledger).balance).toBe(1)
  })

  test('to a grant that carries over is carried over once, and ends when that would have ended', () => {
    const terms = termsOf(incidents({ rollOver: { cap: 5, periods: 1 } }), { startsOn: '2026-09-01' })
    const before = settled(terms, [...settled(terms, [], september), used(september, 1)], october)
    const [part] = heldBy(before, new Set([`use ${september}`])).parts
    const carried = settled(terms, [...before, back(october, part!.lotId, 1, part!.expiresAt)], october)
    expect(standingOf(carried).lots.map(({ left, expiresAt }) => [left, expiresAt])).toEqual([
      [1, berlin('2026-10-31T23:00:00Z')],
      [1, berlin('2026-10-31T23:00:00Z')],
    ])
    const november = settled(terms, carried, berlin('2026-11-05T00:00:00Z'))
    // Of October one is carried over; what came from September is lost.
    expect(standingOf(november).balance).toBe(2)
  })
})

describe('warnings', () => {
  const terms = termsOf(hours({ per: 'contract' }), { startsOn: '2026-09-01' })
  const now = berlin('2026-09-20T00:00:00Z')
  test.each([
    [479, []],
    [480, ['warn:80:grant:2026-09-01']],
    [570, ['warn:80:grant:2026-09-01', 'warn:95:grant:2026-09-01']],
  ])('%d of 600 minutes used', (amount, keys) => {
    const ledger = [...settled(terms, [], now), used(now, amount)]
    expect(dueWarnings(ledger, endOf(terms, null), now).map(({ key }) => key)).toEqual(keys)
  })

  test('stand once for one grant', () => {
    const ledger = [...settled(terms, [], now), used(now, 500)]
    const warned = dueWarnings(ledger, endOf(terms, null), now).map((entry) => ({ ...entry, id: entry.key }))
    expect(dueWarnings([...ledger, ...warned], endOf(terms, null), now)).toEqual([])
  })
})

describe('the standing', () => {
  test('names what is left, what is lost next, and when more comes', () => {
    const terms = termsOf(hours({ rollOver: { cap: 200, periods: 1 } }), { startsOn: '2026-09-01' })
    const now = berlin('2026-10-05T00:00:00Z')
    const ledger = settled(terms, settled(terms, [], berlin('2026-09-10T00:00:00Z')), now)
    const [standing] = standingsOf({ terms, cancelledOn: null }, new Map([[id, ledger]]), new Map([[id, 60]]), now)
    expect(standing).toMatchObject({
      balance: 800,
      granted: 800,
      reserved: 60,
      usedPercent: 0,
      nextGrantAt: '2026-10-31T23:00:00.000Z',
      nextExpiry: { at: '2026-10-31T23:00:00.000Z', amount: 200 },
    })
    expect(nextSettling({ terms, cancelledOn: null }, new Map([[id, ledger]]), now)).toBe(
      berlin('2026-10-31T23:00:00Z'),
    )
  })
})
