import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { calendarsOf, follow, type Timekeeping } from '../rules/timeline.ts'
import { readTime } from '../store/clocks.ts'
import { sampleCases, timelineOf } from '../store/timeline.ts'

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

async function differencesOf(db: Db, caseId: string): Promise<ClockDifference[]> {
  const stored = await readTime(db, caseId)
  const replayed = await replayTimeline(db, caseId)
  const parts = (keeping: Timekeeping | null) => {
    if (!keeping) return new Map<string, unknown>()
    const { clocks, ...time } = keeping.time
    return new Map<string, unknown>([
      ['case', { ...keeping, time }],
      ...clocks.map((clock): [string, unknown] => [`${clock.metric} ${clock.cycle}`, clock]),
    ])
  }
  const [left, right] = [parts(stored), parts(replayed)]
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((what) => {
    const difference = { caseId, what, stored: left.get(what), replayed: right.get(what) }
    return isDeepStrictEqual(difference.stored, difference.replayed) ? [] : [difference]
  })
}

/** The clocks of a case from nothing but its timeline. */
export async function replayTimeline(db: Db, caseId: string): Promise<Timekeeping | null> {
  let keeping: Timekeeping | null = null
  for (const event of await timelineOf(db, caseId)) {
    const hours = await hoursOf(db, calendarsOf(keeping, event))
    keeping = JSON.parse(JSON.stringify(follow(keeping, event, hours).after))
  }
  return keeping
}
