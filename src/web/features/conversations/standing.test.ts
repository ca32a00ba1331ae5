import { expect, test } from 'vitest'
import { standingOf } from './standing.ts'

const message = {
  direction: 'in' as const,
  machine: false,
  bounce: false,
  automatic: false,
  delivery: null,
  deliveryError: null,
  uncountedSince: null,
  receivedAt: '2026-11-19T12:38:00.000Z',
}
const found = { unread: true, lastCustomerMessageAt: message.receivedAt }

test.each([
  ['the latest unread customer message', {}, found, 'new'],
  ['an earlier customer message', { receivedAt: '2026-11-19T10:20:00.000Z' }, found, undefined],
  ['the latest, once read', {}, { ...found, unread: false }, undefined],
  ['a reply still within its undo window', { direction: 'out', delivery: 'held' }, found, 'leaves in a moment'],
  ['a reply that left', { direction: 'out', delivery: 'sent' }, found, undefined],
  [
    'a reply that failed',
    { direction: 'out', delivery: 'failed', deliveryError: '550 no such user' },
    found,
    'not sent | 550 no such user.',
  ],
  [
    'a reply without a way out',
    { direction: 'out', delivery: 'kept', uncountedSince: message.receivedAt },
    found,
    'not sent | No outgoing mail is set up. It does not count as an answer.',
  ],
  [
    'a letter of the program without a way out',
    { direction: 'out', delivery: 'kept', automatic: true, uncountedSince: message.receivedAt },
    found,
    'not sent | No outgoing mail is set up.',
  ],
  [
    'a reply in the demo',
    { direction: 'out', delivery: 'kept' },
    found,
    'demo | It stays in this house and counts as if it had left.',
  ],
  [
    'a reply that waits for minutes',
    { direction: 'out', delivery: 'queued', deliveryError: 'it is busy' },
    found,
    'on its way',
  ],
  [
    'a reply that waits for long',
    { direction: 'out', delivery: 'queued', deliveryError: 'it is busy', uncountedSince: message.receivedAt },
    found,
    'not sent yet | it is busy. It counts as an answer once it leaves.',
  ],
  ['a bounce, though also by a machine', { bounce: true, machine: true }, found, 'could not be delivered'],
] as const)('%s', (_name, change, state, text) => {
  const said = standingOf({ ...message, ...change }, state)
  expect(said && [said.text, said.why].filter(Boolean).join(' | ')).toBe(text ?? null)
})
