import { expect, test } from 'vitest'
import { daysSaid, foreseenSaid, goesSaid, kindSaid } from './words.ts'

const now = new Date(2026, 10, 19, 12)

test('a leave is told by its first and its last day', () => {
  const leave = (from: Date, until: Date, endedAt: Date | null = null) => ({
    from: from.toISOString(),
    until: until.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  })
  expect(daysSaid(leave(new Date(2026, 10, 24), new Date(2026, 11, 1)), now)).toBe('24 Nov – 30 Nov')
  expect(daysSaid(leave(new Date(2026, 10, 24), new Date(2026, 10, 25)), now)).toBe('24 Nov')
  expect(daysSaid(leave(new Date(2026, 10, 24), new Date(2026, 11, 1), new Date(2026, 10, 26, 9)), now)).toBe(
    '24 Nov – 26 Nov',
  )
  expect([kindSaid({ kind: 'illness' }), kindSaid({ kind: null })]).toEqual(['Illness', 'Away'])
})

test('what a leave will do is one sentence', () => {
  const item = (goes: 'deputy' | 'queue' | 'stay', isTask = false) => ({
    goes,
    task: isTask ? { id: 'x', title: 'Call' } : null,
  })
  expect(foreseenSaid([], null)).toBe('Nothing is open, so there is nothing to hand over.')
  expect(foreseenSaid([item('deputy'), item('deputy', true), item('queue'), item('stay')], 'Elena Brandt')).toBe(
    '1 case and 1 task go to Elena Brandt, 1 case goes to the queue, 1 case stays.',
  )
  expect([goesSaid('deputy', 'Elena'), goesSaid('queue', null, true), goesSaid('stay', null)]).toEqual([
    'To Elena',
    'To its team',
    'Stays',
  ])
})
