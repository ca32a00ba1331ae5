import { expect, test } from 'vitest'
import { besideTheirPart, partWords, percent, waited } from './fairnessWords.ts'

test.each<[number | null, number | null, 'more' | 'less' | null]>([
  [0.2, 0.2, null],
  [0.24, 0.2, null],
  [0.26, 0.2, 'more'],
  [0.14, 0.2, 'less'],
  [0.03, 0.01, null],
  [0, 0.04, 'less'],
  [0.1, 0, 'more'],
  [null, 0.2, null],
  [0.2, null, null],
])('%s of the work with %s of the capacity: %s', (share, capacityShare, said) => {
  expect(besideTheirPart({ share, capacityShare })).toBe(said)
})

test('shares and waits in words', () => {
  expect([0.184, 0, null].map(percent)).toEqual(['18 %', '0 %', 'none'])
  expect([null, 12, 300, 5400, 259_200].map(waited)).toEqual(['none', 'at once', '5 m', '1 h 30 m', '3 d'])
})

test.each([
  [0, 'not there in that time'],
  [0.6, 'there for 18 of 30 days, clearly more'],
  [1, 'clearly more'],
])('who was there for %s of the time: %s', (present, said) => {
  expect(partWords({ share: 0.4, capacityShare: 0.2, present }, 30)).toBe(said)
})
