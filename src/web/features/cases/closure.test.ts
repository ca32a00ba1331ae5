import { expect, test } from 'vitest'
import { asksWith } from './closure.ts'

const ask = (key: string, kind: 'field' | 'task' | 'owner', met: boolean) => ({
  key,
  kind,
  met,
  label: key,
  metBy: null,
  holds: null,
})
const closure = {
  codes: [{ key: 'credited', label: 'Credited' }],
  rootCauseRequired: true,
  askCustomer: true,
  requirements: [
    ask('owner', 'owner', true),
    ask('summary', 'field', false),
    ask('code', 'field', false),
    ask('root_cause', 'field', false),
    ask('booked', 'task', false),
  ],
}
const nothing = { summary: '', code: '', rootCause: '' }
const met = (closing: Partial<typeof nothing>) =>
  asksWith(closure, { ...nothing, ...closing })
    .filter((each) => each.met)
    .map((each) => each.key)

test('an approval that is for other codes is not asked for', () => {
  const paid = { ...ask('approval:pay', 'task', false), codes: ['paid'] }
  const keys = (code: string) =>
    asksWith({ ...closure, requirements: [paid] }, { ...nothing, code }).map(({ key }) => key)
  expect([keys(''), keys('paid'), keys('credited')]).toEqual([['approval:pay'], ['approval:pay'], []])
})

test.each([
  [{}, ['owner']],
  [{ summary: '   ' }, ['owner']],
  [{ summary: 'Paid back.' }, ['owner', 'summary']],
  [{ code: 'unknown' }, ['owner']],
  [{ code: 'credited', rootCause: 'Timeout' }, ['owner', 'code', 'root_cause']],
])('with %o on the sheet, met are %o', (closing, keys) => {
  expect(met(closing)).toEqual(keys)
})
