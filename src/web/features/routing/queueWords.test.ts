import { expect, test } from 'vitest'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import { queueSentence, standingFigures } from './queueWords.ts'

const named = (name: string) => ({ id: name, name })
const quiet = { waiting: 0, oldestSince: null, overdue: 0, atRisk: 0, offered: 0, owned: 14 }
const queue: Queue = {
  id: 'q',
  name: 'Technical support',
  team: named('Technical support'),
  beside: [],
  fallbacks: [],
  takesFirst: 'priority',
  method: 'spare_number',
  mode: 'push',
  offerMinutes: 10,
  relaxMinutes: 15,
  fallbackMinutes: 30,
  routingMinutes: 60,
  countsIn: 'all_hours',
  calendar: null,
  dutyHolderId: null,
  dutyHolder: named('Luca Berti'),
  isDefault: false,
  mine: false,
  standing: quiet,
  version: 1,
}
const read = (more: Partial<Queue>) =>
  queueSentence({ ...queue, ...more })
    .map(({ text }) => text)
    .join('')

test.each<[string, Partial<Queue>]>([
  [
    'Technical support; highest priority first; to whoever has the most room, at once; Luca Berti is told after 1 h.',
    {},
  ],
  [
    'Technical support, then after 30 m also Field service, then Warranty desk; nearest deadline first; to whoever has the most room, offered for 10 m; Luca Berti is told after 1 h.',
    { fallbacks: [named('Field service'), named('Warranty desk')], takesFirst: 'deadline', mode: 'offer' },
  ],
  [
    'Technical support and Field service, then at once also Warranty desk; highest priority first; people take the next one themselves; Luca Berti is told after 1 h 30 m.',
    {
      beside: [named('Field service')],
      fallbacks: [named('Warranty desk')],
      fallbackMinutes: 0,
      mode: 'pull',
      routingMinutes: 90,
    },
  ],
  [
    'Technical support, then after 26 h also Warranty desk; highest priority first; to whoever has the most room, at once; Luca Berti is told after 48 h; these times count in opening hours.',
    { fallbacks: [named('Warranty desk')], fallbackMinutes: 1560, routingMinutes: 2880, countsIn: 'open_hours' },
  ],
])('%s', (sentence, more) => {
  expect(read(more)).toBe(sentence)
})

test('how it stands: what waits, since when, and who knows; what is fine is not mentioned', () => {
  const now = new Date('2026-11-19T12:00:00Z')
  const said = (standing: Partial<Queue['standing']>) =>
    standingFigures({ ...queue, standing: { ...quiet, ...standing } }, now).map(({ text }) => text)
  expect(said({})).toEqual(['no case waits', '14 in work'])
  expect(said({ waiting: 1, oldestSince: '2026-11-19T11:50:00Z' })).toEqual([
    '1 case waits, the oldest for 10 m',
    '14 in work',
  ])
  expect(said({ waiting: 4, oldestSince: '2026-11-16T11:50:00Z', overdue: 2, atRisk: 1, offered: 1 })).toEqual([
    '4 cases wait, the oldest for 3 days',
    '2 too long: Luca Berti is told',
    '1 late or at risk',
    '1 offered',
    '14 in work',
  ])
})
