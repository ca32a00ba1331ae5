import { expect, test } from 'vitest'
import { timeLeft } from './demoFilling.ts'

const first = { done: 1000, at: 50_000 }
test.each([
  ['just begun', 1000, 60_000, null],
  ['too little seen', 1040, 52_000, null],
  ['a third in ten seconds', 2000, 60_000, 'about 20 s'],
  ['slowly', 1100, 60_000, 'about 5 min'],
  ['nearly there', 3900, 79_000, 'a few seconds'],
])('%s', (_, done, now, said) => {
  expect(timeLeft({ state: 'loading', done, total: 4000 }, first, now)).toBe(said)
})
