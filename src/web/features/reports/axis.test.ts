import { expect, test } from 'vitest'
import { axisFrom } from './axis.ts'

test.each([
  [0, 1, [0, 1, 2]],
  [0, 27, [0, 20, 40]],
  [128, 156, [120, 140, 160]],
  [148, 148, [148, 149, 150]],
  [99_990, 100_020, [99_980, 100_000, 100_020]],
])('an axis from %i to %i', (lowest, highest, ticks) => {
  expect(axisFrom(lowest, highest).ticks).toEqual(ticks)
})
