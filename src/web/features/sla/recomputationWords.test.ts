import { expect, test } from 'vitest'
import type { Recomputation } from '../../../features/sla/contract/policies.ts'
import { recomputationWords } from './recomputationWords.ts'

const run = (done: number, failed: number, finished: boolean): Recomputation => ({
  id: '0198c1a5-0000-7000-8000-000000000000',
  because: 'policy_changed',
  about: 'Standard',
  total: 500,
  done,
  failed,
  failedCases: [],
  begunAt: '2026-11-19T12:00:00.000Z',
  finishedAt: finished ? '2026-11-19T12:01:00.000Z' : null,
})

test.each([
  [500, 0, true, 'has reached all 500 open cases.'],
  [500, 3, true, 'has reached 497 of 500 open cases; 3 cases could not be moved and keep their clocks.'],
  [500, 1, true, 'has reached 499 of 500 open cases; 1 case could not be moved and keeps its clocks.'],
  [150, 0, false, 'reaches the open cases: 150 of 500.'],
  [150, 2, false, 'reaches the open cases: 148 of 500; 2 cases could not be moved and keep their clocks.'],
])('%i done, %i of them failed, ended %s: “%s”', (done, failed, finished, words) => {
  expect(recomputationWords(run(done, failed, finished))).toBe(words)
})
