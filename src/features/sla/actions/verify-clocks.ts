import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../../platform/context.ts'
import { keyOfClock } from '../rules/clock.ts'
import { asOlderEngine } from '../rules/engines.ts'
import type { Timekeeping } from '../rules/timeline.ts'
import { inSnapshot, sampleCases } from '../store/checks.ts'
import { currentEngine, readTime } from '../store/clocks.ts'
import { replayTimeline } from './replay-timeline.ts'

export interface ClockDifference {
  caseId: string
  /** `metric cycle`, or `case` for what the clocks stand on. */
  what: string
  stored: unknown
  replayed: unknown
}

/** Replays the timelines of some cases picked at random and tells where the stored clocks say something else. */
export async function verifyClocks(db: Db, sample = 500): Promise<{ checked: number; differences: ClockDifference[] }> {
  const ids = await sampleCases(db, sample)
  const differences: ClockDifference[] = []
  for (const id of ids) differences.push(...(await differencesOf(db, id)))
  return { checked: ids.length, differences }
}

/** Where the stored clocks of a case and a replay of its timeline say different things, at one instant. */
export function differencesOf(db: Db, caseId: string): Promise<ClockDifference[]> {
  return inSnapshot(db, (snapshot) => compare(snapshot, caseId))
}

async function compare(db: Db, caseId: string): Promise<ClockDifference[]> {
  const found = await readTime(db, caseId)
  // What an older engine kept is compared by what that one knew.
  const seen = (keeping: Timekeeping | null) =>
    found && found.engine < currentEngine && keeping ? asOlderEngine(keeping) : keeping
  const stored = seen(found?.keeping ?? null)
  const replayed = seen(await replayTimeline(db, caseId))
  const parts = (keeping: Timekeeping | null) => {
    if (!keeping) return new Map<string, unknown>()
    const { clocks, ...time } = keeping.time
    return new Map<string, unknown>([
      ['case', { ...keeping, time }],
      ...clocks.map((clock): [string, unknown] => [keyOfClock(clock), clock]),
    ])
  }
  const [left, right] = [parts(stored), parts(replayed)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((what) => {
    const difference = { caseId, what, stored: left.get(what), replayed: right.get(what) }
    return isDeepStrictEqual(difference.stored, difference.replayed) ? [] : [difference]
  })
}
