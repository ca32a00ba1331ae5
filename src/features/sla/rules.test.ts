import { describe, expect, test } from 'vitest'
import {
  agree,
  answers,
  becomes,
  both,
  calendars,
  clocks,
  first,
  h,
  hour,
  later,
  opened,
  run,
  says,
  terms,
  whole,
} from '../../../tests/world/clock-scenario.ts'
import type { ClockEvent } from './rules/history.ts'
import { riskOf, step } from './rules.ts'

describe('the whole case', () => {
  test.each<[string, ClockEvent[], ReturnType<typeof clocks>]>([
    [
      'customer wait, agent work and resolution pause as defined',
      [opened(whole), becomes('pending', 1), becomes('on_hold', 2), becomes('open', 3)],
      [
        ['customer_wait 1 running', 5, null, null],
        ['agent_work 1 running', 6, null, null],
        ['resolution 1 running', 4, null, null],
      ],
    ],
    [
      'reopening resumes what was left',
      [opened(terms({ resolution: 4 * hour })), becomes('resolved', 1), becomes('closed', 2), becomes('open', 3)],
      [['resolution 1 running', 6, null, null]],
    ],
    [
      'reopening does not run the first response again',
      [opened(both), says('m1', 0), becomes('resolved', 1), says('m2', 2), becomes('open', 2)],
      [
        ['first_response 1 met', 4, null, 1],
        ['next_response 1 running', 4, null, null],
      ],
    ],
    [
      'a periodic word is due after each reply, and waits in pending when agreed',
      [
        opened(terms({ periodic_update: 4 * hour })),
        answers('r1', 1),
        answers('r2', 2),
        becomes('pending', 3),
        becomes('open', 4),
      ],
      [
        ['periodic_update 1 met', 5, null, 2],
        ['periodic_update 2 running', 7, null, null],
      ],
    ],
    [
      'each team has its own clock',
      [
        opened(terms({ team_ownership: 2 * hour }), { teamId: 'a' }),
        { kind: 'team_assigned', teamId: 'b', at: h(1) },
        { kind: 'team_assigned', teamId: 'b', at: h(1.5) },
        becomes('resolved', 2),
      ],
      [
        ['team_ownership 1 met', 2, null, 1],
        ['team_ownership 2 met', 3, null, 2],
      ],
    ],
    [
      'a tighter target uses what has elapsed and is not breached before the change',
      [opened(terms({ resolution: 8 * hour })), agree(terms({ resolution: 2 * hour }), 5)],
      [['resolution 1 running', 2, 5, null]],
    ],
    [
      'a looser target moves due and keeps the breach',
      [opened(terms({ resolution: 2 * hour })), agree(terms({ resolution: 6 * hour }), 3)],
      [['resolution 1 running', 6, 2, null]],
    ],
    [
      'another calendar counts from the change on',
      [opened(terms({ resolution: 6 * hour })), agree(terms({ resolution: 6 * hour }, {}, 'late'), 2)],
      [['resolution 1 running', 8, null, null]],
    ],
    [
      'a target used up at closing stays due at closing, whatever calendar follows',
      [opened(terms({ resolution: 8 * hour })), agree(terms({ resolution: 8 * hour }, {}, 'late'), 10)],
      [['resolution 1 running', 8, 8, null]],
    ],
    [
      'finished clocks are never rewritten',
      [opened(first), says('m1', 0), answers('r1', 3), agree(terms({ first_response: hour }), 4)],
      [['first_response 1 met', 4, null, 3]],
    ],
    [
      'a target that is no longer agreed cancels, and counts again from the start when it returns',
      [opened(terms({ resolution: 4 * hour })), agree(null, 1), agree(terms({ resolution: 4 * hour }), 2)],
      [
        ['resolution 1 cancelled', 4, null, null],
        ['resolution 2 running', 4, null, null],
      ],
    ],
    [
      'a pinned due stays through changes until unpinned',
      [
        opened(terms({ customer_wait: 4 * hour })),
        { kind: 'due_pinned', metric: 'customer_wait', dueAt: h(7), at: h(1) },
        becomes('pending', 2),
        becomes('open', 3),
        agree(terms({ customer_wait: 1 * hour }), 3.5),
      ],
      [['customer_wait 1 running', 7, null, null]],
    ],
    [
      'unpinned, it is due by its target again',
      [
        opened(terms({ customer_wait: 4 * hour })),
        { kind: 'due_pinned', metric: 'customer_wait', dueAt: h(7), at: h(1) },
        { kind: 'due_unpinned', metric: 'customer_wait', at: h(2) },
      ],
      [['customer_wait 1 running', 4, null, null]],
    ],
    [
      'a merge that is undone resumes; the time between does not count',
      [
        opened(terms({ resolution: 4 * hour })),
        { kind: 'withdrawn', because: 'merged', at: h(1) },
        { kind: 'restored', at: h(2) },
      ],
      [['resolution 1 running', 5, null, null]],
    ],
    [
      'while paused there is no due',
      [opened(terms({ customer_wait: 4 * hour })), becomes('pending', 1)],
      [['customer_wait 1 paused', null, null, null]],
    ],
  ])('%s', (_name, events, expected) => {
    expect(clocks(events)).toEqual(expected)
  })
})

test('each change says what happened and why', () => {
  const { changes } = run([opened(whole), becomes('pending', 1), agree(null, 2)])
  expect(
    changes
      .filter(({ metric }) => metric === 'agent_work')
      .map(({ kind, reason: { code, params } }) => [kind, code, params]),
  ).toEqual([
    ['clock.started', 'case_opened', {}],
    ['clock.paused', 'status', { status: 'pending' }],
    ['clock.cancelled', 'no_target', { from: 'medium', to: 'high' }],
  ])
})

test.each([
  ['on_track', 2.9, false],
  ['at_risk', 3, false],
  ['at_risk', 4, false],
  ['overdue', 4.1, false],
  ['waiting', 2, true],
] as const)('risk is %s', (risk, hours, paused) => {
  const { time } = run([opened(terms({ customer_wait: 4 * hour })), ...(paused ? [becomes('pending', 1)] : [])])
  expect(riskOf(time.clocks[0]!, h(hours))).toBe(risk)
})

test('a history begins with opened', () => {
  expect(() => step(null, later(1), calendars)).toThrow(TypeError)
})
