import { expect, test } from 'vitest'
import { usualSteps } from '../../../features/sla/contract/steps.ts'
import type { PolicyTargets } from '../../../features/sla/contract.ts'
import { secondsOf, secondsText } from './metrics.ts'
import { countedBy, countsBy, type Matrix, promisedBy, matrixOf as wholeMatrix } from './targets.ts'

test.each([
  ['4 h', 14_400],
  ['4', 14_400],
  ['1h30m', 5_400],
  ['45 min', 2_700],
  ['', null],
  ['None', null],
  ['0 h', undefined],
  ['soon', undefined],
  ['2 d', undefined],
])('“%s” is a target', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds)
})

test('a target is written as it is read', () => {
  expect([secondsText(5_400), secondsText(72 * 3600), secondsText(600)]).toEqual(['1 h 30 m', '72 h', '10 m'])
})

const matrixOf = (targets: PolicyTargets) => wholeMatrix({ targets, milestones: [] })
const targetsOf = (matrix: Matrix, targets: PolicyTargets) =>
  promisedBy(matrix, { targets, milestones: [] })?.targets ?? null

const business = (seconds: number) => ({
  seconds,
  time: 'business' as const,
  calendarId: null,
  pausesIn: [],
  steps: usualSteps,
})
const before = {
  critical: { first_response: business(3_600) },
  high: {
    first_response: { ...business(7_200), calendarId: 'c1' },
    periodic_update: { ...business(28_800), pausesIn: ['pending' as const] },
  },
  medium: {},
  low: {},
}

test('targets go through the matrix unchanged', () => {
  expect(targetsOf(matrixOf(before), before)).toEqual(before)
})

test('a changed cell keeps its calendar and pauses, a new one takes those of its clock, an emptied one goes', () => {
  const matrix = matrixOf(before)
  matrix.cells['first_response high'] = '1 h'
  matrix.cells['periodic_update low'] = '40 h'
  matrix.cells['first_response critical'] = ''
  expect(targetsOf(matrix, before)).toEqual({
    critical: {},
    high: { ...before.high, first_response: { ...business(3_600), calendarId: 'c1' } },
    medium: {},
    low: { periodic_update: { ...business(144_000), pausesIn: ['pending'] } },
  })
})

test('one unreadable cell makes no targets', () => {
  const matrix = matrixOf(before)
  matrix.cells['resolution low'] = 'soon'
  expect(targetsOf(matrix, before)).toBeNull()
})

test('priorities that count differently stay so until somebody chooses', () => {
  const target = (time: 'business' | 'calendar') => ({ seconds: 3600, time, calendarId: null, pausesIn: [], steps: [] })
  const before = { critical: { resolution: target('calendar') }, low: { resolution: target('business') } }
  const matrix = matrixOf(before)
  expect(countsBy(matrix, 'resolution')).toBe('each')
  expect(targetsOf(matrix, before)).toMatchObject(before)
  const chosen = targetsOf(countedBy(matrix, 'resolution', 'business'), before)
  expect(chosen?.critical?.resolution?.time).toBe('business')
})
