import { expect, test } from 'vitest'
import { askingWords, asksWith, openBesides } from './closure.ts'

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
  days: 4,
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

test.each([
  ['there is no address', { reachable: false }, /no address.*closes by itself after 4 days, unasked/],
  ['nobody is to be asked', { tellCustomer: false }, /^Nobody is asked: it closes by itself after 4 days/],
  ['no letter leaves', { leaves: false }, /the letter stays here, and silence closes nothing/],
  ['they are asked', {}, /^Yes closes at once, no reopens, 4 days of silence close it/],
])('before a case is resolved it says what will happen where %s', (_, facts, says) => {
  const usual = { reachable: true, tellCustomer: true, leaves: true }
  const { label, description } = askingWords({ closure, contact: null }, { ...usual, ...facts })
  expect(label).toBe('Ask the customer to confirm')
  expect(description).toMatch(says)
})

test('open tasks that resolving does not ask for are said beside it, done ones and checks are not', () => {
  const task = (id: string, more: object = {}) => ({ id, kind: 'task' as const, doneAt: null, ...more })
  const tasks = [task('asked'), task('besides'), task('done', { doneAt: '2026-11-20T08:00:00Z' })]
  expect(openBesides([...tasks, { ...task('check'), kind: 'checklist' }], [{ taskId: 'asked' }, {}])).toEqual([
    task('besides'),
  ])
})
