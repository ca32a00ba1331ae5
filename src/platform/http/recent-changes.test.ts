import { expect, test } from 'vitest'
import { rememberChanges } from './recent-changes.ts'

const begun = Date.parse('2026-11-19T12:00:00Z')
const at = (second: number) => new Date(begun + second * 1000)
function remembering(keptSeconds: number, most: number) {
  let second = 0
  const recent = rememberChanges(() => at(second), keptSeconds * 1000, most)
  return {
    note: (when: number, id: string) => {
      second = when
      recent.note({ kind: 'case', id })
    },
    since: (when: number) => {
      const heard = recent.since(at(when))
      return heard === 'unknown' ? heard : heard.map(({ id }) => id).join('')
    },
  }
}

test('what was heard since an instant, each once, in the order it was last heard', () => {
  const { note, since } = remembering(30, 100)
  expect(since(0)).toBe('')
  note(1, 'a')
  note(2, 'b')
  note(3, 'a')
  expect([since(0), since(2), since(3), since(4)]).toEqual(['ba', 'ba', 'a', ''])
})

test('what was before its beginning, or is let go by age or by number, is unknown', () => {
  const { note, since } = remembering(30, 3)
  expect(since(-1)).toBe('unknown')
  note(1, 'a')
  note(40, 'b')
  expect([since(1), since(2)]).toEqual(['unknown', 'b'])
  for (const id of ['c', 'd', 'e']) note(50, id)
  expect([since(40), since(50)]).toEqual(['unknown', 'cde'])
})
