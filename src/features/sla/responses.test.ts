import { describe, expect, test } from 'vitest'
import {
  answers,
  becomes,
  both,
  clocks,
  first,
  h,
  hour,
  later,
  letter,
  opened,
  says,
  terms,
} from '../../../tests/world/clock-scenario.ts'
import type { ClockEvent } from './rules/history.ts'

describe('responses', () => {
  test.each<[string, ClockEvent[], ReturnType<typeof clocks>]>([
    [
      'first response starts with the first customer message',
      [opened(first), says('m1', 1)],
      [['first_response 1 running', 5, null, null]],
    ],
    ['and counts from receipt', [opened(first), says('m1', 2, 1)], [['first_response 1 running', 5, null, null]]],
    [
      'due exactly at the limit is met',
      [opened(first), says('m1', 0), answers('r1', 4)],
      [['first_response 1 met', 4, null, 4]],
    ],
    [
      'a moment later is a breach, dated by the due instant',
      [opened(first), says('m1', 0), answers('r1', 4.5)],
      [['first_response 1 met', 4, 4, 4.5]],
    ],
    [
      'a breach is noticed as time passes',
      [opened(first), says('m1', 0), later(6)],
      [['first_response 1 running', 4, 4, null]],
    ],
    [
      'resolving fulfils it',
      [opened(first), says('m1', 0), becomes('resolved', 1)],
      [['first_response 1 met', 4, null, 1]],
    ],
    [
      'resolving fulfils nothing while nobody was told; the letter does when it leaves',
      [opened(first), says('m1', 0), becomes('resolved', 1), letter('untold', 1, 1), letter('told', 6, 1)],
      [['first_response 1 met', 4, 4, 6]],
    ],
    [
      'the customer has no answer as long as the letter stays here',
      [opened(first), says('m1', 0), becomes('resolved', 1), letter('untold', 2, 1)],
      [['first_response 1 running', 4, null, null]],
    ],
    [
      'closing answers whoever was not told',
      [opened(first), says('m1', 0), becomes('resolved', 1), letter('untold', 1, 1), becomes('closed', 3)],
      [['first_response 1 met', 4, null, 3]],
    ],
    [
      'a letter about an earlier resolution is none about this one',
      [
        opened(first),
        says('m1', 0),
        becomes('resolved', 1),
        becomes('open', 2),
        becomes('resolved', 3),
        letter('untold', 3, 1),
      ],
      [['first_response 1 met', 4, null, 1]],
    ],
    [
      'it never pauses',
      [opened(first), says('m1', 0), becomes('pending', 1)],
      [['first_response 1 running', 4, null, null]],
    ],
    [
      'a case opened by a person with a public message owes none',
      [opened(both, { publicMessageId: 'r0' }), says('m1', 1)],
      [['next_response 1 running', 3, null, null]],
    ],
    [
      'imported history starts none',
      [opened(terms({ resolution: hour, first_response: hour }), { imported: true })],
      [],
    ],
    [
      'what came between writing and release is not answered by it',
      [opened(both, { publicMessageId: 'r0' }), says('m1', 1), says('m2', 2.5), answers('r1', 3, 2)],
      [
        ['next_response 1 met', 3, null, 3],
        ['next_response 2 running', 4.5, null, null],
      ],
    ],
    [
      'and waits for the reply that was written after it',
      [
        opened(both, { publicMessageId: 'r0' }),
        says('m1', 1),
        says('m2', 2.5),
        answers('r1', 3, 2),
        answers('r2', 4, 3.5),
      ],
      [
        ['next_response 1 met', 3, null, 3],
        ['next_response 2 met', 4.5, null, 4],
      ],
    ],
    [
      'a first response written before a second message leaves that one open',
      [opened(both), says('m1', 0), says('m2', 0.9), answers('r1', 1, 0.5)],
      [
        ['first_response 1 met', 4, null, 1],
        ['next_response 1 running', 2.9, null, null],
      ],
    ],
    [
      'next response: the oldest unanswered message; later ones do not move it',
      [opened(both), says('m1', 0), answers('r1', 1), says('m2', 2), says('m3', 3)],
      [
        ['first_response 1 met', 4, null, 1],
        ['next_response 1 running', 4, null, null],
      ],
    ],
    [
      'before the first response there is no next one',
      [opened(both), says('m1', 0), says('m2', 1)],
      [['first_response 1 running', 4, null, null]],
    ],
    [
      'a new message after the answer starts the next cycle',
      [opened(both), says('m1', 0), answers('r1', 1), says('m2', 2), answers('r2', 3), says('m3', 4)],
      [
        ['first_response 1 met', 4, null, 1],
        ['next_response 1 met', 4, null, 3],
        ['next_response 2 running', 6, null, null],
      ],
    ],
    [
      'a voided reply fulfilled nothing, and its breach is not back-dated',
      [opened(first), says('m1', 0), answers('r1', 1), { kind: 'reply_voided', messageId: 'r1', at: h(6) }],
      [['first_response 1 running', 4, 6, null]],
    ],
    [
      'a voided reply with a later one is fulfilled by that',
      [
        opened(first),
        says('m1', 0),
        answers('r1', 1),
        answers('r2', 3),
        { kind: 'reply_voided', messageId: 'r1', at: h(6) },
      ],
      [['first_response 1 met', 4, null, 3]],
    ],
    [
      'a voided answer leaves the oldest message unanswered again',
      [
        opened(both, { publicMessageId: 'r0' }),
        says('m1', 0),
        answers('r1', 1),
        says('m2', 1.5),
        { kind: 'reply_voided', messageId: 'r1', at: h(1.75) },
      ],
      [
        ['next_response 1 running', 2, null, null],
        ['next_response 2 cancelled', 3.5, null, null],
      ],
    ],
    [
      'merging in an older message moves the start back',
      [
        opened(first),
        says('m1', 3),
        { kind: 'messages_moved_in', messages: [{ id: 'm0', at: h(1), by: 'customer' }], at: h(4) },
      ],
      [['first_response 1 running', 5, null, null]],
    ],
    [
      'moving the only message away ends the clock',
      [opened(first), says('m1', 0), { kind: 'messages_moved_out', messageIds: ['m1'], at: h(1) }],
      [['first_response 1 cancelled', 4, null, null]],
    ],
    [
      'with the first message moved away after its answer, the next one is owed a next response',
      [
        opened(both),
        says('m1', 0),
        answers('r1', 1),
        { kind: 'messages_moved_out', messageIds: ['m1'], at: h(1) },
        says('m2', 2),
      ],
      [
        ['first_response 1 met', 4, null, 1],
        ['next_response 1 running', 4, null, null],
      ],
    ],
  ])('%s', (_name, events, expected) => {
    expect(clocks(events)).toEqual(expected)
  })
})
