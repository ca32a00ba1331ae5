import { expect, test } from 'vitest'
import type { StepView } from '../../../features/sla/contract/steps.ts'
import { fulfilledWords, stepWords } from './whyWords.ts'

const step = (more: Partial<StepView>): StepView => ({
  key: 'warn',
  level: 0,
  when: { kind: 'share', percent: 80 },
  people: [{ who: 'owner', name: null }],
  mail: false,
  change: {},
  state: 'pending',
  at: null,
  takenAt: null,
  ...more,
})

test.each<[Partial<StepView>, string]>([
  [{}, 'At 80 %: tells the owner'],
  [
    {
      when: { kind: 'after_due', seconds: 0, time: 'target' },
      people: [
        { who: 'person', name: 'Mira Kaplan' },
        { who: 'lead_of', name: 'Finance' },
      ],
      change: { priority: 'high' },
    },
    'When it is breached: tells Mira Kaplan and the lead of Finance, raises the priority to high',
  ],
  [{ people: [] }, 'At 80 %: tells the lead of its team'],
])('%j is “%s”', (more, words) => expect(stepWords(step(more))).toBe(words))

test.each([
  ['resolved', { delivery: 'kept', error: null }, 'by resolving; the letter has not left: no outgoing mail is set up'],
  [
    'public_reply',
    { delivery: 'failed', error: 'mailbox full' },
    'by an answer; the letter has not left: mailbox full',
  ],
  ['public_reply', { delivery: 'queued', error: null }, 'by an answer; the letter has not left yet'],
  ['public_reply', { delivery: 'sent', error: null }, 'by an answer'],
  ['resolved', null, 'by resolving'],
  ['team_assigned', null, 'because the team took the case'],
] as const)('fulfilled by %s, letter %j', (code, letter, words) =>
  expect(fulfilledWords({ because: { code, params: {} }, letter })).toBe(words),
)
