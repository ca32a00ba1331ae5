import { expect, test } from 'vitest'
import type { StepView } from '../../../features/sla/contract/steps.ts'
import { stepWords } from './whyWords.ts'

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
