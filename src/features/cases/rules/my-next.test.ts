import { expect, test } from 'vitest'
import type { CaseRow } from '../contract/case-row.ts'
import { type Asked, myNext } from './my-next.ts'

const now = new Date('2026-11-19T12:00:00Z')
const midnight = new Date('2026-11-19T23:00:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const step = (text: string, dueAt: Date | null = null, whose = 'us') => ({
  nextStep: { text, whose, person: null, dueAt: dueAt?.toISOString() ?? null, datedBy: 'person' },
})

const row = (id: string, more: object = {}) =>
  ({
    id,
    status: 'open',
    priority: 'medium',
    owner: { id: 'ana', name: 'Ana Ferreira' },
    stage: { key: 'work', label: 'Work', position: 2, of: 4 },
    dueAt: null,
    dueMetric: null,
    atRiskAt: null,
    risk: 'on_track',
    nextStep: null,
    unread: false,
    customerRepliedAt: null,
    unansweredSince: null,
    firstDue: null,
    ...more,
  }) as unknown as CaseRow
const far = { dueAt: at(1000).toISOString(), dueMetric: 'resolution' }
const task = (caseId: string, title: string, dueAt: Date | null) => ({ id: title, title, dueAt, version: 1, caseId })
const approval = (caseId: string, title: string, dueAt: Date | null) => ({
  ...{ id: title, title, dueAt, caseId },
  ...{ requestedBy: 'Priya Nair', for: null },
})
const nothing = { tasks: [], approvals: [], offers: [] }
const listed = (cases: CaseRow[], asked: Partial<Asked> = {}) =>
  myNext(cases, { me: 'ana', ...nothing, ...asked }, now, midnight).map(
    ({ id, group, dueAt, matters }) =>
      `${group} ${id}${dueAt ? ` ${dueAt.slice(5, 16)}` : ''}: ${matters.map(({ reason }) => reason).join(' · ')}`,
  )

test.each<[string, CaseRow[], Partial<Asked>, string[]]>([
  [
    'what is offered presses until its time is over',
    [row('a', { owner: null }), row('b', far)],
    { offers: [{ id: 'o', caseId: 'a', queue: 'First line', expiresAt: at(0.1) }] },
    ['at_risk a 11-19T12:06: Offered to you from First line', 'later b 12-31T04:00: Resolution running'],
  ],
  [
    'a case stands once, with all that is asked of it, what presses first',
    [row('a', { ...far, ...step('Call the bank', at(40)) })],
    { tasks: [task('a', 'Ring them', at(2))], approvals: [approval('a', 'Goodwill', null)] },
    ['today a 11-19T14:00: Task: Ring them · Approve: Goodwill · Next: Call the bank'],
  ],
  [
    'a resolved case on which it is our move again is for today, and late once an answer is',
    [
      row('a', { status: 'resolved', ...step('Call them') }),
      row('b', { status: 'resolved', ...step('Call them'), dueAt: at(-1).toISOString(), dueMetric: 'first_response' }),
      row('c', { status: 'resolved', ...step('Call them'), dueAt: at(40).toISOString(), dueMetric: 'first_response' }),
    ],
    {},
    ['overdue b 11-19T11:00: Next: Call them', 'today c 11-21T04:00: Next: Call them', 'today a: Next: Call them'],
  ],
  [
    'a late task makes its case late, and gives it its date',
    [row('a', far)],
    { tasks: [task('a', 'Ring them', at(-3))] },
    ['overdue a 11-19T09:00: Task: Ring them · Resolution running'],
  ],
  [
    'on a colleague’s case only what is asked stands',
    [row('a', { ...far, owner: { id: 'ben', name: 'Ben' }, risk: 'overdue' })],
    { tasks: [task('a', 'Ring them', at(30))] },
    ['later a 11-20T18:00: Task: Ring them'],
  ],
  ['a colleague’s case without anything asked is no business here', [row('a', { owner: { id: 'ben' } })], {}, []],
  [
    'what the customer wrote is answered today, read or not, after what is due at an hour of today, each with its date',
    [
      row('today', { dueAt: at(4).toISOString(), dueMetric: 'agent_work' }),
      row('unread', { ...far, unread: true }),
      row('again', {
        ...far,
        unread: true,
        customerRepliedAt: at(-1).toISOString(),
        unansweredSince: at(-1).toISOString(),
        priority: 'high',
        status: 'on_hold',
      }),
      row('risk', { dueAt: at(5).toISOString(), dueMetric: 'next_response', atRiskAt: at(-1).toISOString() }),
      row('read', { ...far, unansweredSince: at(-9).toISOString(), ...step('Read it and answer', at(400)) }),
      row('later', far),
    ],
    {},
    [
      'at_risk risk 11-19T17:00: Next response running',
      'today today 11-19T16:00: Work on it running',
      'today read 12-06T04:00: Next: Read it and answer',
      'today again 12-31T04:00: The customer wrote again',
      'today unread 12-31T04:00: Unread message',
      'later later 12-31T04:00: Resolution running',
    ],
  ],
  [
    'a clock that counts until the answer says when',
    [row('a', { unread: true, dueAt: at(30).toISOString(), dueMetric: 'next_response' })],
    {},
    ['later a 11-20T18:00: Unread message'],
  ],
  [
    'a late step is named also where the customer wrote again',
    [row('a', { ...far, ...step('Call the bank', at(-20)), customerRepliedAt: at(-1).toISOString() })],
    {},
    ['overdue a 11-18T16:00: Was to be done: Call the bank; the customer wrote again'],
  ],
  [
    'unread and due today keeps its hour',
    [row('a', { unread: true, dueAt: at(4).toISOString(), dueMetric: 'first_response' })],
    {},
    ['today a 11-19T16:00: Not answered yet, first response running'],
  ],
  [
    'what waits for others rests at the end, unless something is asked on it today',
    [
      row('rests', { status: 'pending', ...step('sends the photo', at(20), 'customer') }),
      row('asked', { status: 'pending', ...step('sends the photo', at(20), 'customer') }),
      row('later', far),
    ],
    { tasks: [task('asked', 'Book the van', at(3))] },
    [
      'today asked 11-19T15:00: Task: Book the van · Customer: sends the photo',
      'later later 12-31T04:00: Resolution running',
      'waiting rests 11-20T08:00: Customer: sends the photo',
    ],
  ],
  [
    'a colleague’s task that is late makes the case of its owner late, by the date that everybody sees',
    [row('a', { ...far, firstDue: { at: at(-2).toISOString(), what: 'task', text: 'Approve the credit' } })],
    {},
    ['overdue a 11-19T10:00: Task was due: Approve the credit'],
  ],
  [
    'a word to give on a colleague’s case is late once that is, and without a date for today',
    [
      row('a', { owner: null }),
      row('b', { owner: null, firstDue: { at: at(-2).toISOString(), what: 'clock', text: null } }),
    ],
    { approvals: [approval('a', 'Discount', null), approval('b', 'Goodwill', null)] },
    ['overdue b 11-19T10:00: Approve: Goodwill', 'today a: Approve: Discount'],
  ],
  [
    'one’s own promise stands for itself, and gives the case its date',
    [row('a', { ...far, firstDue: { at: at(2).toISOString(), what: 'promise', text: 'Call' } })],
    { tasks: [task('a', 'Call', at(2))] },
    ['today a 11-19T14:00: Task: Call · Resolution running'],
  ],
  [
    'a clock of a waiting case that has ended is late, whoever is waited for',
    [
      row('a', {
        ...step('sends the photo', at(20), 'customer'),
        ...{ status: 'pending', dueAt: at(-1).toISOString(), dueMetric: 'resolution' },
      }),
    ],
    {},
    ['overdue a 11-19T11:00: Resolution was due'],
  ],
  [
    'equal instants go by priority',
    [row('b', { dueAt: at(3).toISOString() }), row('a', { dueAt: at(3).toISOString(), priority: 'critical' })],
    {},
    ['today a 11-19T15:00: Work', 'today b 11-19T15:00: Work'],
  ],
])('%s', (_, cases, asked, expected) => {
  expect(listed(cases, asked)).toEqual(expected)
})
