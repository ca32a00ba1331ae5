import { expect, test } from 'vitest'
import { builtOn, readyWithout, waitsFor } from './rules.ts'

const task = (key: string, after: string[] = [], done = false, stage: string | null = 'review') => ({
  id: `${stage}-${key}`,
  key,
  title: key,
  stage,
  after,
  done_at: done ? new Date('2026-11-22T10:00:00Z') : null,
})
const keys = (tasks: { key: string }[]) => tasks.map(({ key }) => key)

test('a task waits for the unfinished ones that its type names, in its own stage', () => {
  const [evidence, lead, finance] = [
    task('evidence', [], true),
    task('lead', ['evidence']),
    task('finance', ['evidence', 'lead']),
  ]
  const elsewhere = task('lead', [], false, 'intake')
  expect(waitsFor(lead, [evidence, lead, finance, elsewhere])).toEqual([])
  expect(keys(waitsFor(finance, [evidence, lead, finance, elsewhere]))).toEqual(['lead'])
  expect(waitsFor(finance, [evidence, finance, elsewhere])).toEqual([])
})

test('one that is finished lets begin only what waits for nothing else', () => {
  const [a, b, both, only] = [task('a'), task('b'), task('both', ['a', 'b']), task('only', ['a'])]
  expect(keys(readyWithout(a, [a, b, both, only]))).toEqual(['only'])
  expect(keys(readyWithout(b, [task('a', [], true), b, both, only]))).toEqual(['both'])
  expect(readyWithout(a, [a, task('done', ['a'], true)])).toEqual([])
})

test('what was done because of another stands on it', () => {
  const first = task('a', [], true)
  expect(keys(builtOn(first, [first, task('b', ['a'], true), task('c', ['a'])]))).toEqual(['b'])
})
