import { expect, test } from 'vitest'
import { canLink, type EndFacts, inOrder, type KinFacts } from './rules.ts'

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

test('a family is read from what stands above a case to what came of it, and says how many more there are', () => {
  const kin = [
    { kind: 'child', ids: ['2'], seen: 3, hidden: 1 },
    { kind: 'problem', ids: [], seen: 0, hidden: 1 },
  ] satisfies KinFacts[]
  expect(inOrder(kin)).toEqual([
    { kind: 'problem', ids: [], more: 0, hidden: 1 },
    { kind: 'child', ids: ['2'], more: 2, hidden: 1 },
  ])
})
