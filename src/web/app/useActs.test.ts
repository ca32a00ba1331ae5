import { expect, test } from 'vitest'
import { isCalled } from './useActs.ts'

const stage = { label: 'Go on to another stage', words: 'wait hold pending move' }

test.each([
  ['', true],
  ['another', true],
  ['wai', true],
  ['Hold', true],
  ['ait', false],
  ['escalate', false],
])('“%s” means going on to another stage: %s', (typed, expected) => {
  expect(isCalled(stage, typed)).toBe(expected)
})
