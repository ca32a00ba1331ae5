import { expect, test } from 'vitest'
import { complaintsOf } from './start.ts'

const at = '2026-11-19 12:00:00.000 UTC'
const goodbyes = [11, 12, 13, 14, 15].map(
  (pid) => `${at} [${pid}] FATAL:  terminating connection due to unexpected exit`,
)
const inUse = `${at} [20] FATAL:  pre-existing shared memory block (key 38, ID 13) is still in use`
const hint = `${at} [20] HINT:  Terminate any old server processes associated with data directory "/data".`

test.each<[string, string[], string]>([
  ['what connections of the one before say is not its own', [inUse, hint, ...goodbyes], `${inUse} ${hint}`],
  [
    'what it says before it writes the time is',
    ['postgres: could not find its library'],
    'postgres: could not find its library',
  ],
  ['nothing it said is nothing', [...goodbyes, `${at} [20] LOG:  starting PostgreSQL`], ''],
])('why a server gave up: %s', (_name, lines, expected) => {
  expect(complaintsOf(20, lines.join('\n'))).toBe(expected)
})
