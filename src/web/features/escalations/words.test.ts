import { expect, test } from 'vitest'
import type { Escalation } from '../../../features/escalations/contract.ts'
import { howSaid, levelSaid } from './words.ts'

const made: Escalation = {
  id: 'e',
  level: 2,
  cause: 'hand',
  reason: 'Beyond us',
  at: '2026-11-19T12:00:00.000Z',
  by: { id: 'a', name: 'Ana' },
  rule: null,
  toPerson: { id: 'l', name: 'Luca' },
  toTeam: null,
  handedOver: false,
  helpDueAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  endedAt: null,
  endedBy: null,
  endedBecause: null,
}

test('a level has a number and, where people use it, a name', () => {
  const names = ['Frontline', 'Specialist', 'Lead']
  expect([levelSaid(2, names), levelSaid(5, names)]).toEqual(['Level 2, Specialist', 'Level 5'])
})

test('an escalation says by whom and to whom', () => {
  expect(howSaid(made)).toBe('by Ana, help asked of Luca')
  expect(howSaid({ ...made, handedOver: true, toPerson: null, toTeam: { id: 't', name: 'Technical' } })).toBe(
    'by Ana, handed over to Technical',
  )
  expect(howSaid({ ...made, cause: 'clock', by: null })).toBe('by a clock')
  expect(howSaid({ ...made, cause: 'rule', by: null })).toBe('by a rule, told Luca')
})
