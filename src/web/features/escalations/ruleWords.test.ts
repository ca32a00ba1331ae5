import { expect, test } from 'vitest'
import type { RuleDefinition } from '../../../features/escalations/contract/by-rule.ts'
import { thenSaid, whenSaid } from './ruleWords.ts'

const rule = (asked: Partial<RuleDefinition>): RuleDefinition => ({
  ...{ reopened: null, unanswered: null, conditions: [], level: 1, to: { who: 'lead' }, how: 'tell' },
  ...asked,
})
const names = new Map([['id-of-priya', 'Priya Nair']])

test.each<[Partial<RuleDefinition>, string]>([
  [{ reopened: 2 }, 'When a case was reopened at least twice'],
  [{ unanswered: 3 }, 'When the customer wrote 3 times without an answer'],
  [
    {
      reopened: 1,
      conditions: [
        { field: 'tier', is: 'one_of', values: ['Gold', 'Platinum'] },
        { field: 'priority', is: 'at_least', values: ['high'] },
      ],
    },
    'When a case was reopened at least once and tier is Gold or Platinum and priority is at least high',
  ],
])('%o is read as a sentence', (asked, sentence) => {
  expect(whenSaid(rule(asked), names)).toBe(sentence)
})

test.each<[Partial<RuleDefinition>, string]>([
  [{}, 'the lead of its team is told'],
  [{ to: { who: 'person', id: 'id-of-priya' }, how: 'hand_over' }, 'Priya Nair takes it over'],
  [{ to: { who: 'team', id: 'gone' } }, 'somebody who is not there any more is told'],
])('%o says whom', (asked, sentence) => {
  expect(thenSaid(rule(asked), names)).toBe(sentence)
})
