import fc from 'fast-check'
import { expect, test } from 'vitest'
import { both, calendars, hour, opened, run, terms, whole } from '../../../tests/world/clock-scenario.ts'
import type { CaseTime, ClockEvent } from './rules/history.ts'
import { replay, step } from './rules.ts'

const begun = opened(both).at
const mergedIn = (n: number, at: number, messages = 1): ClockEvent => ({
  kind: 'merged_in',
  mergeId: `merge ${n}`,
  messages: Array.from({ length: messages }, (_, i) => ({ id: `m${n} ${i}`, at: begun + n * 60_000, by: 'customer' })),
  what: [],
  at,
})
const undone = (n: number, at: number): ClockEvent => ({
  kind: 'merge_undone',
  mergeId: `merge ${n}`,
  messageIds: [`m${n} 0`],
  at,
})
const size = (merges: number, messages: number) => {
  const events = Array.from({ length: merges }, (_, n) => mergedIn(n, begun + (n + 1) * 1000, messages))
  return JSON.stringify(replay([opened(both), ...events], calendars)).length
}

test('each merge keeps how the case stood once: its time does not double with each', () => {
  expect(size(40, 0) / size(20, 0)).toBeLessThan(2.2)
  expect(size(40, 1) / size(20, 1)).toBeLessThan(4.5)
  expect(size(24, 1)).toBeLessThan(200_000)
})

const act = fc.oneof(
  fc.constant({ kind: 'merge' as const }),
  fc.nat().map((which) => ({ kind: 'undo' as const, which })),
  fc.constant({ kind: 'customer' as const }),
  fc.constant({ kind: 'reply' as const }),
  fc.constantFrom('pending', 'open').map((status) => ({ kind: 'status' as const, status: status as 'open' })),
)

/** A history of merges and undos in any order, with other work between them; all merges are undone in the end. */
const history = fc
  .tuple(fc.constantFrom(both, whole), fc.array(act, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 20 }))
  .map(([agreed, acts, last]) => {
    let at = begun
    let next = 0
    const standing: number[] = []
    const take = (which: number) => standing.splice(which % standing.length, 1)[0]!
    const events: ClockEvent[] = [opened(agreed)]
    acts.forEach((each, i) => {
      at += 600_000
      if (each.kind === 'merge') {
        standing.push(next)
        events.push(mergedIn(next++, at))
      } else if (each.kind === 'undo') {
        if (standing.length > 0) events.push(undone(take(each.which), at))
      } else if (each.kind === 'customer') events.push({ kind: 'customer_message', messageId: `c${i}`, at })
      else if (each.kind === 'reply') events.push({ kind: 'public_reply', messageId: `r${i}`, at })
      else events.push({ kind: 'status_changed', status: each.status, at })
    })
    for (let i = 0; standing.length > 0; i++) {
      at += 600_000
      events.push(undone(take(last[i] ?? 0), at))
    }
    return events
  })

test('merges undone in any order leave nothing of them; replay equals what was stored after every event', () => {
  const check = (events: ClockEvent[]) => {
    let stored: string | null = null
    for (const event of events) {
      const before: CaseTime | null = stored === null ? null : JSON.parse(stored)
      stored = JSON.stringify(step(before, event, calendars).time)
    }
    const time = JSON.parse(stored!) as CaseTime
    expect(time).toEqual(replay(events, calendars))
    expect(time.merges).toBeUndefined()
    expect(time.utterances.filter(({ id }) => id.startsWith('m'))).toEqual([])
  }
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

test('undone from the last to the first, where nothing was said since, each leads back to how the case stood', () => {
  const facts = (time: CaseTime) => ({ ...time, clocks: time.clocks.map(({ log: _log, ...clock }) => clock) })
  const check = (agreed: typeof both, merges: number) => {
    let { time } = run([opened(agreed)])
    const stood: CaseTime[] = []
    for (let n = 0; n < merges; n++) {
      stood.push(time)
      time = step(time, mergedIn(n, begun + 900_000), calendars).time
    }
    while (merges-- > 0) {
      time = step(time, undone(merges, begun + 900_000), calendars).time
      expect(facts(time)).toEqual(facts(stood.pop()!))
    }
  }
  fc.assert(
    fc.property(fc.constantFrom(both, whole, terms({ resolution: 4 * hour })), fc.integer({ min: 1, max: 8 }), check),
  )
})
