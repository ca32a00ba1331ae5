import { describe, expect, test } from 'vitest'
import type { PolicyEffect } from '../../../features/sla/contract/policies.ts'
import { effectNotes, effectWords, lookedAt } from './effectWords.ts'
import { added, type Effect } from './useEffectOnOpen.ts'

const part = (more: Partial<PolicyEffect>): PolicyEffect => ({
  cases: 250,
  open: null,
  next: null,
  moved: 0,
  started: 0,
  ended: 0,
  breached: 0,
  warnings: 0,
  escalations: 0,
  rearmed: 0,
  sample: [],
  ...more,
})
const sum = (more: Partial<Effect>): Effect => ({ ...added(null, part({ open: 250 }), 9), state: 'done', ...more })

test.each<[Partial<Effect>, string]>([
  [{ moved: 12, breached: 3 }, '12 clocks move; 3 would be breached.'],
  [{ moved: 1 }, '1 clock moves; none would be breached.'],
  [{ started: 2, ended: 1 }, '2 start, 1 ends; none would be breached.'],
  [
    { moved: 12, breached: 3, warnings: 1, escalations: 2, rearmed: 4 },
    '12 clocks move; 3 would be breached. 1 warning and 2 escalations would go out at once. 4 steps are armed again.',
  ],
  [{ rearmed: 1 }, 'No due date moves; none would be breached. 1 step is armed again.'],
  [{}, 'No clock would change.'],
  [{ state: 'counting' }, 'No clock would change so far.'],
])('%j is told', (more, words) => expect(effectWords(sum(more))).toBe(words))

test('a clock that would be late is breached from now on, never back-dated', () => {
  const fires = [
    { key: 'w', level: 0 },
    { key: 'e', level: 1 },
  ]
  expect(effectNotes({ breached: true, fires, rearmed: [] })).toBe(
    'past by then, so breached from that moment on; warns at once; escalates to level 1 at once',
  )
  expect(effectNotes({ breached: false, fires: [], rearmed: [{ key: 'e', level: 2 }] })).toBe('level 2 is armed again')
})

describe('parts', () => {
  test('add up to what was looked at, and stop where nobody asked for more', () => {
    const first = added(null, part({ open: 700, next: 'x', moved: 3 }), 500)
    expect(first).toMatchObject({ cases: 250, open: 700, state: 'counting' })
    const second = added(first, part({ next: 'y', moved: 1, breached: 1 }), 500)
    expect(second).toMatchObject({ cases: 500, moved: 4, breached: 1, state: 'stopped' })
    expect(lookedAt(second)).toBe('500 of 700 open cases looked at.')
    expect(added(second, part({ cases: 200 }), 500)).toMatchObject({ cases: 700, state: 'done' })
  })
})
