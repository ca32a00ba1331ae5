import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { restOf, threadOf } from './thread.ts'

let hour = 8
const message = (id: string, more: Partial<Message>): Message =>
  ({
    id,
    kind: 'email',
    direction: 'in',
    machine: false,
    undoneAt: null,
    receivedAt: `2026-11-19T${String(hour++).padStart(2, '0')}:00:00.000Z`,
    ...more,
  }) as Message

const asked = message('asked', {})
const robot = message('robot', { machine: true })
const answered = message('answered', { direction: 'out' })
const brief = message('brief', { kind: 'note', direction: 'internal' })
const note = message('note', { kind: 'note', direction: 'internal' })
const handedOver = { id: 'e', at: brief.receivedAt, name: 'note.added', messageId: 'brief', content: { brief: true } }

const opensAt = (messages: Message[], unread: boolean) =>
  restOf(threadOf([handedOver as unknown as TimelineEntry], messages), unread)

test.each([
  ['a brief came after the unread mail', [asked, brief], true, 'asked'],
  ['a brief came after what was read', [asked, brief], false, 'asked'],
  ['a machine and a note came after the unread mail', [asked, robot, note], true, 'asked'],
  ['it was answered by somebody else', [asked, answered, brief], true, 'answered'],
  ['it was read and answered', [asked, answered, brief], false, 'answered'],
  ['a colleague noted something since', [asked, answered, note], false, 'note'],
  ['nobody wrote anything', [brief], false, null],
])('where %s, the thread opens there', (_where, messages, unread, expected) => {
  expect(opensAt(messages, unread)).toBe(expected)
})
