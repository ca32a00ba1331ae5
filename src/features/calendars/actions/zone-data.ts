import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { zoneData } from '../../../platform/time.ts'
import { hoursWith } from '../rules/holidays.ts'
import { calendarsByZone, placeOldVersions, takeTurnAtZones, zoneRevision } from '../store/versions.ts'
import { calendarToChange, published } from './publish.ts'

/**
 * Compares the zone data that this program runs on with what calendars were counted by so far. Where a zone has other rules
 * now, its calendars get a new version, and their clocks follow as they follow any other change. Answers which changed.
 */
export async function followZoneData(runtime: Runtime): Promise<string[]> {
  return inTransaction(runtime, systemActor, async (ctx) => {
    await takeTurnAtZones(ctx.db)
    await placeOldVersions(ctx.db, ctx.now)
    const moved: string[] = []
    for (const { id, timeZone, revision, zoneData: before } of await calendarsByZone(ctx.db)) {
      if ((await zoneRevision(ctx.db, timeZone, ctx.now)) === revision) continue
      const calendar = await calendarToChange(ctx, id)
      const next = { ...calendar, version: calendar.version + 1 }
      const told = { changed: ['zoneData'], timeZone, from: before, zoneData }
      if (await published(ctx, next, hoursWith(calendar, calendar.sources), told)) moved.push(calendar.name)
    }
    return moved
  })
}
