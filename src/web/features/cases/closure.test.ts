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
  asked: false,
  readers: [{ name: 'Ingrid Sollberg', email: 'ingrid@meridian.example' }],
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

interface Facts {
  readers?: typeof closure.readers
  tellCustomer?: boolean
  leaves?: boolean
}

test.each<[string, Facts, RegExp]>([
  ['there is no address', { readers: [] }, /no address.*closes by itself after 4 days, unasked/],
  ['nobody is to be asked', { tellCustomer: false }, /^Nobody is asked: it closes by itself after 4 days/],
  ['no letter leaves', { leaves: false }, /the letter stays here, and silence closes nothing/],
  ['they are asked', {}, /^Yes closes at once, no reopens, 4 days of silence close it/],
])(
  'before a case is resolved it says what will happen where %s',
  (_, { readers = closure.readers, ...facts }: Facts, says) => {
    const asked = { closure: { ...closure, readers }, contact: null }
    const { label, description } = askingWords(asked, { tellCustomer: true, leaves: true, ...facts })
    expect(label).toBe(`Ask ${readers.length > 0 ? 'Ingrid' : 'the customer'} to confirm`)
    expect(description).toMatch(says)
  },
)

test('everybody who will be written to is named', () => {
  const asks = (...names: string[]) => {
    const readers = names.map((name) => ({ name, email: `${name}@meridian.example` }))
    return askingWords({ closure: { ...closure, readers }, contact: null }, { tellCustomer: true, leaves: true }).label
  }
  expect(asks('Ingrid Sollberg', 'Lena Roth')).toBe('Ask Ingrid and Lena to confirm')
  expect(asks('Ingrid Sollberg', 'Nils Aune', 'Lena Roth')).toBe('Ask Ingrid, Nils and Lena to confirm')
})

test('open tasks that resolving does not ask for are said beside it, done ones and checks are not', () => {
  const task = (id: string, more: object = {}) => ({ id, kind: 'task' as const, doneAt: null, ...more })
  const tasks = [task('asked'), task('besides'), task('done', { doneAt: '2026-11-20T08:00:00Z' })]
  expect(openBesides([...tasks, { ...task('check'), kind: 'checklist' }], [{ taskId: 'asked' }, {}])).toEqual([
    task('besides'),
  ])
})
