import { describe, expect, test } from 'vitest'
import type { EntitlementStanding } from './contract/coverage.ts'
import { ContractTerms } from './contract/terms.ts'
import { type AskedFor, type ContractFacts, coverageOf } from './rules/coverage.ts'
import { lightOf } from './rules/light.ts'

const hoursId = '0195b0c0-0000-7000-8000-000000000001'
const incidentsId = '0195b0c0-0000-7000-8000-000000000002'
const ana = { id: '0195b0c0-0000-7000-8000-00000000000a', name: 'Ana' }
const pump = { id: '0195b0c0-0000-7000-8000-0000000000b1', name: 'Pump 4' }
const fan = { id: '0195b0c0-0000-7000-8000-0000000000b2', name: 'Fan' }
const pieceId = '0195b0c0-0000-7000-8000-0000000000b3'
const names = new Map([
  [pump.id, pump.name],
  [pieceId, 'Pump 4, A-17'],
])
const now = Date.parse('2026-11-19T12:00:00Z')

const contract = (
  terms: object = {},
  left: [string, number][] = [[hoursId, 90]],
  more: Partial<ContractFacts> = {},
) => ({
  id: '0195b0c0-0000-7000-8000-0000000000c1',
  number: 'SC-1001',
  cancelledOn: null,
  left: new Map(left),
  names,
  terms: ContractTerms.parse({
    name: 'Care',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    timeZone: 'UTC',
    entitlements: [{ id: hoursId, name: 'Hours', kind: 'hours', amount: 600 }],
    ...terms,
  }),
  ...more,
})
const asked: AskedFor = { contact: ana, channel: 'email', type: 'technical_issue', product: null, asset: null }

const piece = { id: pieceId, serial: 'A-17' }
const other = { id: fan.id, serial: 'B-03' }

describe('coverage', () => {
  test.each<[string, ContractFacts[], Partial<AskedFor>, string, string[]]>([
    ['in force with hours left', [contract()], {}, 'covered', []],
    ['nothing agreed', [], {}, 'no_contract', []],
    ['not begun', [contract({ startsOn: '2026-12-01' })], {}, 'not_covered', ['not_begun']],
    ['ended', [contract({ endsOn: '2026-11-18' })], {}, 'expired', ['ended']],
    ['on its last day', [contract({ endsOn: '2026-11-19' })], {}, 'covered', []],
    ['cancelled', [contract({}, [[hoursId, 90]], { cancelledOn: '2026-11-19' })], {}, 'expired', ['cancelled']],
    ['used up', [contract({}, [[hoursId, 0]])], {}, 'used_up', ['used_up']],
    ['ended and used up', [contract({ endsOn: '2026-11-18' }, [[hoursId, 0]])], {}, 'expired', ['ended', 'used_up']],
    ['a contact who is named', [contract({ contactIds: [ana.id] })], {}, 'covered', []],
    ['a contact who is not', [contract({ contactIds: [] })], {}, 'not_covered', ['contact_not_named']],
    ['nobody known', [contract({ contactIds: [ana.id] })], { contact: null }, 'not_covered', ['contact_unknown']],
    ['the product', [contract({ productIds: [pump.id] })], { product: pump }, 'covered', []],
    ['any piece of it', [contract({ productIds: [pump.id] })], { product: pump, asset: piece }, 'covered', []],
    ['another product', [contract({ productIds: [pump.id] })], { product: fan }, 'not_covered', ['product']],
    ['no product named', [contract({ productIds: [pump.id] })], {}, 'not_covered', ['product_unknown']],
    ['the asset', [contract({ assetIds: [pieceId] })], { product: pump, asset: piece }, 'covered', []],
    ['no asset named', [contract({ assetIds: [pieceId] })], { product: pump }, 'not_covered', ['product']],
    ['another asset', [contract({ assetIds: [pieceId] })], { product: pump, asset: other }, 'not_covered', ['product']],
  ])('%s', (_, contracts, more, verdict, codes) => {
    const decision = coverageOf(contracts, { ...asked, ...more }, now)
    expect(decision.verdict).toBe(verdict)
    expect(decision.considered.flatMap(({ unmet }) => unmet.map(({ code }) => code))).toEqual(codes)
  })

  test('every unmet requirement of every entitlement is named, and the first that has none covers', () => {
    const entitlements = [
      { id: hoursId, name: 'Phone hours', kind: 'hours', amount: 600, channels: ['phone'], types: ['complaint'] },
      { id: incidentsId, name: 'Incidents', kind: 'incidents', amount: 5 },
    ]
    const decision = coverageOf([contract({ entitlements }, [[incidentsId, 2]])], asked, now)
    expect(decision.by?.entitlement.name).toBe('Incidents')
    expect(decision.considered[0]!.unmet).toEqual([
      { code: 'channel', saw: 'email', asked: ['phone'] },
      { code: 'type', saw: 'technical_issue', asked: ['complaint'] },
      { code: 'used_up', saw: '0', asked: [] },
    ])
  })

  test('names what the contract is for, and what the case is about', () => {
    const { considered } = coverageOf(
      [contract({ productIds: [pump.id], assetIds: [pieceId] })],
      { ...asked, product: fan, asset: other },
      now,
    )
    expect(considered[0]!.unmet).toEqual([{ code: 'product', saw: 'Fan, B-03', asked: ['Pump 4', 'Pump 4, A-17'] }])
  })

  test('the contract that ends first is used first', () => {
    const later = {
      ...contract({ endsOn: '2027-12-31' }),
      id: '0195b0c0-0000-7000-8000-0000000000c2',
      number: 'SC-1000',
    }
    expect(coverageOf([later, contract()], asked, now).by?.contract.number).toBe('SC-1001')
  })
})

describe('the light', () => {
  const standing = (balance: number | null, usedPercent: number | null): EntitlementStanding => ({
    id: hoursId,
    name: 'Hours',
    kind: 'hours',
    balance,
    granted: 600,
    reserved: 0,
    usedPercent,
    overage: 0,
    nextGrantAt: null,
    nextExpiry: null,
  })
  test.each([
    ['far from its end', contract(), standing(300, 50), false, 'In force', null],
    ['42 days to go', contract(), standing(300, 50), false, 'In force', null],
    [
      '30 days to go',
      contract({ endsOn: '2026-12-18' }),
      standing(300, 50),
      false,
      'Worth a look',
      'It ends in 29 days.',
    ],
    ['renewed already', contract({ endsOn: '2026-12-18' }), standing(300, 50), true, 'In force', null],
    ['its last day', contract({ endsOn: '2026-11-19' }), standing(300, 50), false, 'Worth a look', 'It ends today.'],
    ['nearly used', contract(), standing(60, 90), false, 'Worth a look', '90 % of Hours is used.'],
    ['used up', contract(), standing(0, 100), false, 'Used up', 'Everything it grants is used up.'],
    ['over', contract({ endsOn: '2026-11-18' }), standing(300, 50), false, 'Ended', 'It ended on 2026-11-18.'],
    [
      'to come',
      contract({ startsOn: '2026-12-01' }),
      standing(0, null),
      false,
      'Not begun',
      'It begins on 2026-12-01.',
    ],
  ] as const)('%s', (_, facts, one, renewed, word, reason) =>
    expect(lightOf(facts, [one], renewed, now)).toMatchObject({ word, reasons: reason === null ? [] : [reason] }),
  )
})
