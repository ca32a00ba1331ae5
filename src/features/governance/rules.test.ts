import { expect, test } from 'vitest'
import { type GovernedCase, violationsOf } from './rules.ts'

const now = new Date('2026-11-19T12:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
const good: GovernedCase = {
  status: 'open',
  owner: { absent: false },
  watched: false,
  firstDueAt: null,
  queued: false,
  routingDueAt: null,
  stageKnown: true,
  stageSince: hours(-5),
  clockRunning: true,
  taskOpen: false,
  nextStepDueAt: null,
  createdAt: hours(-10),
  lastWordFromUsAt: null,
  silenceHours: 72,
}
const away = { absent: true, because: 'on_leave', since: hours(-4) } as const

test.each<[string, Partial<GovernedCase>, string[]]>([
  ['well governed', {}, []],
  ['nobody and no queue', { owner: null }, ['ownerless']],
  ['in a queue with time left', { owner: null, queued: true, routingDueAt: hours(1) }, []],
  ['in a queue whose time ended this instant', { owner: null, queued: true, routingDueAt: now }, ['ownerless']],
  ['owner away', { owner: away }, ['ownerless', 'absentOwner']],
  ['owner away but being routed', { owner: away, queued: true, routingDueAt: hours(1) }, ['absentOwner']],
  ['owner away, somebody watches, nothing is due', { owner: away, watched: true, firstDueAt: hours(1) }, []],
  [
    'owner away, somebody watches, something is due',
    { owner: away, watched: true, firstDueAt: now },
    ['ownerless', 'absentOwner'],
  ],
  ['unknown stage', { stageKnown: false }, ['stageless']],
  ['nothing next', { clockRunning: false }, ['noNextStep']],
  ['a task is a next step', { clockRunning: false, taskOpen: true }, []],
  ['a dated next step, even one that is late', { clockRunning: false, nextStepDueAt: hours(-1) }, []],
  ['silent', { createdAt: hours(-73) }, ['silent']],
  ['silent for exactly as long as allowed', { createdAt: hours(-72) }, []],
  ['we said something', { createdAt: hours(-100), lastWordFromUsAt: hours(-2) }, []],
  ['the customer’s turn', { createdAt: hours(-100), status: 'pending', nextStepDueAt: hours(1) }, []],
  ['the customer’s turn is over', { createdAt: hours(-100), status: 'pending', nextStepDueAt: hours(-1) }, ['silent']],
  ['on hold we still owe a word', { createdAt: hours(-100), status: 'on_hold', nextStepDueAt: hours(1) }, ['silent']],
  ['resolved owes nothing', { status: 'resolved', owner: null, clockRunning: false, createdAt: hours(-900) }, []],
])('%s', (_name, change, kinds) => {
  expect(violationsOf({ ...good, ...change }, now).map((found) => found.kind)).toEqual(kinds)
})

test('each knows since when, where there is such an instant', () => {
  const found = violationsOf(
    { ...good, owner: away, createdAt: hours(-80), queued: true, routingDueAt: hours(-1) },
    now,
  )
  expect(found).toEqual([
    { kind: 'ownerless', since: hours(-1) },
    { kind: 'absentOwner', since: hours(-4) },
    { kind: 'silent', since: hours(-8) },
  ])
})
