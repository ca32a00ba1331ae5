import type { Db } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { calendarsOf, follow, type Timekeeping } from '../rules/timeline.ts'
import { timelineOf } from '../store/timeline.ts'

/** The clocks of a case from nothing but its timeline. */
export async function replayTimeline(db: Db, caseId: string): Promise<Timekeeping | null> {
  let keeping: Timekeeping | null = null
  for (const event of await timelineOf(db, caseId)) {
    const hours = await hoursOf(db, calendarsOf(keeping, event))
    keeping = JSON.parse(JSON.stringify(follow(keeping, event, hours).after))
  }
  return keeping
}
