import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Applied, type Migration, pendingMigrations, readMigrations } from './migrate.ts'

const file = (number: number, name = 'a', checksum = `sum of ${number}`): Migration => ({
  number,
  name,
  checksum,
  sql: '',
})
const row = (number: number, name = 'a', checksum = `sum of ${number}`): Applied => ({ number, name, checksum })

test.each([
  ['an empty database needs all', [file(1), file(2)], [], [1, 2]],
  ['the rest is needed', [file(1), file(2), file(3)], [row(1)], [2, 3]],
  ['nothing is needed', [file(1), file(2)], [row(1), row(2)], []],
])('%s', (_what, files, applied, expected) => {
  expect(pendingMigrations(files, applied).map(({ number }) => number)).toEqual(expected)
})

test.each([
  ['edited', [file(1, 'a', 'other')], [row(1)], /0001_a was edited after/],
  ['missing', [file(2)], [row(1), row(2)], /0001_a was applied to this database, and its file is missing/],
  ['renamed', [file(1, 'b')], [row(1)], /0001_a was applied/],
  ['slipped in', [file(1), file(2), file(3)], [row(1), row(3)], /0002_a comes before others/],
  [
    'a newer database',
    [file(1)],
    [row(1), row(2)],
    /newer Caseward \(it has migration 0002_a, this program ends at 0001\)/,
  ],
])('refuses what does not fit: %s', (_what, files, applied, sentence) => {
  expect(() => pendingMigrations(files, applied)).toThrow(sentence)
})

test.each([
  [['0001_a.sql', '0001_b.sql'], /two migrations with the number of 0001_a/],
  [['first.sql'], /first\.sql is not named like/],
])('refuses files %j', (names, sentence) => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of names) writeFileSync(join(folder, name), 'select 1')
  expect(() => readMigrations(folder)).toThrow(sentence)
})

test('reads the files of this program in order', () => {
  const numbers = readMigrations().map(({ number }) => number)
  expect(numbers[0]).toBe(1)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})
