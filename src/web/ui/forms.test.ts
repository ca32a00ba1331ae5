import { expect, test } from 'vitest'
import { ApiProblem } from '../../platform/client.ts'
import { fieldProblems, linesOf, orNull, wordsOf } from './forms.ts'

const malformed = (fields: { path: string; message: string }[]) => new ApiProblem(422, { code: 'malformed', fields })

test.each([
  [malformed([{ path: 'body.name', message: 'too long' }]), { name: 'too long' }],
  [malformed([{ path: 'body.emails.1', message: 'no address' }]), { emails: 'entry 2: no address' }],
  [malformed([{ path: 'body.closure.codes', message: 'empty' }]), { closure: 'empty' }],
  [
    malformed([
      { path: 'body.name', message: 'first' },
      { path: 'body.name', message: 'second' },
    ]),
    { name: 'first' },
  ],
  [new ApiProblem(409, { code: 'already_exists', detail: 'Taken.', field: 'email' }), { email: 'Taken.' }],
  [new ApiProblem(403, { code: 'not_allowed' }), null],
  [new ApiProblem(422, { code: 'malformed', fields: [] }), null],
  [new Error('offline'), null],
])('%s names the fields', (error, problems) => {
  expect(fieldProblems(error)).toEqual(problems)
})

test('a refusal is told in its own words, anything else as an unreachable server', () => {
  expect(wordsOf(new ApiProblem(409, { detail: 'Somebody was first.' }))).toBe('Somebody was first.')
  expect(wordsOf(new TypeError('fetch failed'))).toMatch(/does not answer/)
})

test('lines and empty texts', () => {
  expect(linesOf(' a \n\n b\n')).toEqual(['a', 'b'])
  expect([orNull('  '), orNull(' x ')]).toEqual([null, 'x'])
})
