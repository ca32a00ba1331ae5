import { describe, expect, test } from 'vitest'
import { absenceOf, fixedRights, isAssignable, lessenedBy, rights, rightsAsShipped, rightsOf } from '../rules.ts'
import { maySetAvailability, nextAvailability } from './availability.ts'
import { leavesAnAdmin, nextLead } from './leaving.ts'
import { beyondOwn, chosenRights, lacking, withNeeds, withoutRight, withRight } from './roles.ts'
import { networkOf, signInAllowed } from './sign-in.ts'

const now = new Date('2026-11-19T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

const kinds = ['admin', 'manager', 'agent', 'light', 'sales', 'editor'] as const

describe('rights', () => {
  test.each([
    ['light', 'cases.work', false],
    ['light', 'cases.note', true],
    ['agent', 'cases.resolve', true],
    ['agent', 'cases.override', false],
    ['sales', 'cases.work', false],
    ['sales', 'customers.edit', true],
    ['editor', 'cases.read', false],
    ['manager', 'audit.read', true],
    ['manager', 'people.edit', false],
    ['admin', 'keys.edit', true],
  ] as const)('%s %s: %s', (role, right, held) => expect(rightsOf(role).has(right)).toBe(held))

  test('a role holds what was chosen for it, and what its kind cannot be without', () => {
    expect([...rightsOf('agent', ['cases.merge', 'no such right'])]).toEqual([...fixedRights('agent'), 'cases.merge'])
    expect([...rightsOf('light', [])]).toEqual(['people.read'])
    expect(rightsOf('admin', [])).toEqual(rightsOf('admin'))
    expect(rightsOf('admin', ['cases.see_restricted']).has('cases.see_restricted')).toBe(true)
  })

  test.each([
    ['agent', 'light', ['work']],
    ['agent', 'editor', ['work', 'sight']],
    ['light', 'sales', []],
    ['sales', 'editor', ['sight']],
    ['editor', 'agent', []],
  ] as const)('%s to %s takes %j', (from, to, takes) => {
    const loses = lessenedBy({ kind: from, rights: null }, { kind: to, rights: null })
    expect(Object.entries(loses).flatMap(([what, lost]) => (lost ? [what] : []))).toEqual(takes)
  })

  test('an own role of the same kind takes no work, and sight only with the right to read', () => {
    const light = { kind: 'light' as const, rights: null }
    expect(lessenedBy(light, { kind: 'light', rights: ['cases.read'] })).toEqual({ work: false, sight: false })
    expect(lessenedBy(light, { kind: 'light', rights: ['people.read'] })).toEqual({ work: false, sight: true })
  })

  test('every shipped set is whole, and chosen again it is the shipped one', () => {
    for (const role of kinds) {
      expect(lacking(role, rightsAsShipped(role))).toEqual([])
      expect(chosenRights(role, rightsAsShipped(role))).toBeNull()
    }
    expect(lacking('light', ['cases.merge_across'])).toEqual([{ right: 'cases.merge_across', needs: 'cases.merge' }])
    for (const right of rights) expect(lacking('editor', withNeeds(right))).toEqual([])
  })

  test('ticking a right takes along what it needs, unticking what it leaves idle, and the set stays whole', () => {
    expect(withRight(['cases.read'], 'cases.merge_across')).toEqual([
      ...['cases.read', 'cases.merge_across', 'cases.merge', 'cases.work', 'cases.note', 'customers.read'],
    ])
    expect(withoutRight('agent', rightsAsShipped('agent'), 'cases.read')).toEqual(rightsAsShipped('agent'))
    expect(withoutRight('light', rightsAsShipped('light'), 'customers.read')).toEqual(['people.read', 'reports.read'])
    for (const kind of kinds)
      for (const right of rights) {
        expect(lacking(kind, withRight(rightsAsShipped(kind), right))).toEqual([])
        expect(lacking(kind, withoutRight(kind, rightsAsShipped(kind), right))).toEqual([])
      }
  })

  test('nobody gives what they have not', () => {
    expect(beyondOwn(rightsOf('manager'), rightsOf('agent'))).toEqual([])
    expect(beyondOwn(rightsOf('agent'), ['cases.merge', 'keys.edit'])).toEqual(['keys.edit'])
    expect(beyondOwn(new Set(['*']), ['keys.edit'])).toEqual([])
  })

  test('no shipped role brings sight of restricted cases', () => {
    for (const role of kinds) expect([...rightsOf(role)]).not.toContain('cases.see_restricted')
  })

  test('who may own a case', () => {
    expect(
      ['admin', 'manager', 'agent', 'light', 'sales', 'editor'].filter((role) => isAssignable(role as 'admin')),
    ).toEqual(['admin', 'manager', 'agent'])
  })
})

describe('absence', () => {
  const present = { status: 'online', statusSince: hoursAgo(100), awayUntil: null, deactivatedAt: null } as const
  test.each([
    ['online', present, false],
    ['away for lunch', { ...present, status: 'away' }, false],
    ['off for exactly a day', { ...present, status: 'off', statusSince: hoursAgo(24) }, false],
    ['off for longer', { ...present, status: 'off', statusSince: hoursAgo(25) }, 'off_too_long'],
    ['on leave', { ...present, awayUntil: hoursAgo(-1) }, 'on_leave'],
    ['back from leave this instant', { ...present, awayUntil: now }, false],
    ['deactivated', { ...present, deactivatedAt: hoursAgo(1) }, 'deactivated'],
  ] as const)('%s', (_, person, expected) => {
    const absence = absenceOf(person, now)
    expect(absence.absent ? absence.because : false).toBe(expected)
  })
})

describe('sign-in limits', () => {
  const calm = { ofPair: 0, fromAddress: 0, forEmail: 0, familiar: false }
  test.each([
    ['a first try', calm, true],
    ['the fifth try', { ...calm, ofPair: 4 }, true],
    ['the sixth try', { ...calm, ofPair: 5 }, false],
    ['many names from one address', { ...calm, fromAddress: 30 }, false],
    ['one name from many addresses', { ...calm, forEmail: 50 }, false],
    ['the owner at home while others attack', { ...calm, forEmail: 5000, familiar: true }, true],
    ['the owner behind a shared address', { ...calm, fromAddress: 500, familiar: true }, true],
    ["guessing from the owner's own address", { ...calm, ofPair: 5, familiar: true }, false],
  ] as const)('%s', (_, failures, allowed) => expect(signInAllowed(failures).allowed).toBe(allowed))

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s belongs to %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('leaving', () => {
  const someone = (
    id: string,
    role: 'admin' | 'manager' | 'agent',
    deactivated = false,
    chosen: readonly string[] | null = null,
  ) => ({ id, role, deactivated, chosen })
  test.each([
    ['another admin stays', [someone('a', 'admin'), someone('b', 'admin')], true],
    ['only a deactivated one stays', [someone('a', 'admin'), someone('b', 'admin', true)], false],
    ['only agents stay', [someone('a', 'admin'), someone('c', 'agent')], false],
  ] as const)('%s', (_, everyone, stays) => expect(leavesAnAdmin(everyone, 'a')).toBe(stays))

  const everyone = [
    someone('a', 'admin'),
    someone('m', 'manager'),
    someone('g', 'agent'),
    someone('x', 'manager', true),
    someone('w', 'manager', false, ['cases.read']),
    someone('l', 'agent', false, ['cases.assign', 'teams.lead']),
  ]
  test.each([
    ['the successor', ['m', 'g'], 'g', 'g'],
    ['a manager of the team', ['m', 'g'], null, 'm'],
    ['not a departed one', ['x', 'g'], null, 'a'],
    ['nobody whose role may not lead', ['w', 'g'], null, 'a'],
    ['who may lead by a role of their own', ['g', 'l'], null, 'l'],
    ['not a departed successor', ['g'], 'x', 'a'],
    ['the administrator', ['g'], null, 'a'],
  ] as const)('the duty holder becomes %s', (_, members, successor, expected) =>
    expect(nextLead(everyone, members, 'lead', successor)).toBe(expected),
  )
})

describe('availability', () => {
  const leave = { status: 'off', awayUntil: hoursAgo(-48), awayReason: 'Holiday', statusUntil: null } as const
  test.each([
    ['coming online ends a leave', { status: 'online' }, { status: 'online', awayUntil: null, awayReason: null }],
    ['another status keeps it', { status: 'away' }, { ...leave, status: 'away' }],
    [
      'a named leave stands',
      { status: 'online', awayUntil: hoursAgo(-2) },
      { status: 'online', awayUntil: hoursAgo(-2), awayReason: 'Holiday' },
    ],
    ['an ended leave has no reason', { awayUntil: null }, { status: 'off', awayUntil: null, awayReason: null }],
  ] as const)('%s', (_, wish, next) =>
    expect(nextAvailability(leave, wish, now)).toEqual({ ok: true, next: { statusUntil: null, ...next } }),
  )

  test('a leave that is over cannot begin', () =>
    expect(nextAvailability(leave, { awayUntil: now }, now)).toEqual({ ok: false, field: 'awayUntil' }))

  test.each([
    ['oneself', 'p', [], true],
    ['the lead', 'l', [], true],
    ['an administrator', 'z', ['people.edit'], true],
    ['a colleague', 'z', ['people.read'], false],
    ['nobody', null, [], false],
  ] as const)('is set by %s: %s', (_, id, rights, may) =>
    expect(maySetAvailability({ id, rights: new Set<string>(rights) }, { id: 'p', leadIds: ['l'] })).toBe(may),
  )
})
