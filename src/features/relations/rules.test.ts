import { expect, test } from 'vitest'
import { canLink, type EndFacts, groupKin, type KinFacts } from './rules.ts'

const end = (id: string, more: Partial<EndFacts> = {}): EndFacts => ({
  id,
  number: `C-${id}`,
  parentId: null,
  problemId: null,
  merged: false,
  incidents: 0,
  ancestors: [],
  levelsBelow: 0,
  ...more,
})

test.each([
  ['two that have nothing to do with each other', 'related', end('1'), end('2'), true],
  ['a case with itself', 'related', end('1'), end('1'), 'not linked with itself'],
  ['a merged case', 'related', end('1'), end('2', { merged: true }), 'C-2 was merged'],
  ['a parent', 'parent', end('1'), end('2'), true],
  ['a second parent', 'parent', end('1', { parentId: '9' }), end('2'), 'C-1 is a child of another'],
  ['the same parent twice', 'parent', end('1', { parentId: '2' }), end('2'), 'C-1 is a child of C-2 already'],
  ['a child of one’s own grandchild', 'parent', end('1'), end('3', { ancestors: ['2', '1'] }), 'C-3 stands below C-1'],
  ['a third level', 'child', end('2', { ancestors: ['1'] }), end('3'), true],
  ['a fourth level', 'child', end('3', { ancestors: ['2', '1'] }), end('4'), '3 levels deep at most'],
  ['a family below another', 'child', end('2', { ancestors: ['1'] }), end('3', { levelsBelow: 1 }), 'would make 4'],
  ['an incident', 'incident', end('1', { incidents: 4 }), end('2'), true],
  ['an incident of an incident', 'incident', end('1', { problemId: '9' }), end('2'), 'C-1 is itself an incident'],
  ['a problem as an incident', 'problem', end('1', { incidents: 1 }), end('2'), 'C-1 is a problem with incidents'],
  ['a second problem', 'problem', end('1', { problemId: '9' }), end('2'), 'an incident of another problem'],
] as const)('%s', (_, kind, one, other, answer) => {
  const decision = canLink(kind, one, other, false)
  if (answer === true) expect(decision).toEqual({ ok: true })
  else expect(decision).toEqual({ ok: false, because: expect.stringContaining(answer) })
})

test('two that are related are so once', () => {
  expect(canLink('related', end('1'), end('2'), true)).toMatchObject({ ok: false })
})

test('a family shows what is open first, and counts what is hidden without saying more', () => {
  const kin = (id: string, more: Partial<KinFacts>): KinFacts => ({
    kind: 'child',
    id,
    open: true,
    seen: true,
    ...more,
  })
  const groups = groupKin(
    [kin('1', { open: false }), kin('2', {}), kin('3', { seen: false }), kin('4', { kind: 'problem', seen: false })],
    1,
  )
  expect(groups).toEqual([
    { kind: 'problem', ids: [], more: 0, hidden: 1 },
    { kind: 'child', ids: ['2'], more: 1, hidden: 1 },
  ])
})
