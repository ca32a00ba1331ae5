import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Calendar, OpeningHours } from '../contract.ts'
import { hoursWith } from '../rules/holidays.ts'
import { definitionAt } from '../store/versions.ts'
import * as store from '../store.ts'

/** Fields of a version that clocks count by. */
const counting = ['timeZone', 'weekly', 'holidays', 'overrides'] as const

/** Writes the next version of a calendar and tells it; false where somebody else wrote it first. */
export async function published(
  ctx: Context,
  calendar: store.ByHand,
  hours: OpeningHours,
  told: Record<string, unknown> & { changed: readonly string[] },
): Promise<boolean> {
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (!(await store.updateCalendar(ctx.db, calendar, hours, by, ctx.now))) return false
  const { id, name, version } = calendar
  await ctx.record({
    name: 'calendar.changed',
    content: { calendarId: id, calendar: name, version, becameDefault: false, ...told },
  })
  ctx.changed({ kind: 'settings', id })
  return true
}

/** The calendar as whoever changes its sources found it: nobody else changes it before the transaction ends. */
export async function calendarToChange(ctx: Context, id: string): Promise<Calendar> {
  await store.lockForChange(ctx.db, id)
  const calendar = await store.findCalendar(ctx.db, id)
  if (!calendar) throw new Refusal('not_found', { what: 'calendar', id })
  return calendar
}

/** After its sources changed: a new version where that makes a difference to anybody. */
export async function publishHolidays(ctx: Context, id: string, source: string): Promise<Calendar> {
  const calendar = await calendarToChange(ctx, id)
  const before = await definitionAt(ctx.db, calendar)
  const hours = hoursWith(calendar, calendar.sources)
  ctx.changed({ kind: 'settings', id })
  if (isDeepStrictEqual(comparable(hours), comparable(before))) return calendar
  const changed = counting.filter((field) => !isDeepStrictEqual(hours[field], before[field]))
  const [was, is] = [new Set(before.holidays), new Set(hours.holidays)]
  const next = { ...calendar, version: calendar.version + 1 }
  const told = {
    changed: changed.length > 0 ? changed : ['names'],
    source,
    closes: [...is.difference(was)],
    opens: [...was.difference(is)],
  }
  if (!(await published(ctx, next, hours, told))) throw new Refusal('changed_meanwhile', {})
  return { ...calendar, version: next.version }
}

/** Names of days that are usual again are dropped. */
export function settleNames<C extends OpeningHours>(calendar: C): C & { names: Record<string, string> } {
  const own = new Set([...calendar.holidays, ...Object.keys(calendar.overrides)])
  return {
    ...calendar,
    names: Object.fromEntries(Object.entries(calendar.names ?? {}).filter(([date]) => own.has(date))),
  }
}

const comparable = ({ names = {}, ...hours }: OpeningHours) => ({ ...hours, names })
