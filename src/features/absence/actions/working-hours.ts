import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOf, requireCalendar } from '../../calendars/actions.ts'
import { isOpenAt } from '../../calendars/rules.ts'
import type { WorkingHours } from '../contract/working-hours.ts'
import { lockPerson } from '../store/leaves.ts'
import * as store from '../store/working-hours.ts'
import { requireSay } from './leaves.ts'

/** By which hours somebody works, for themself, the leads of their teams, and administrators. */
export async function workingHours(ctx: Context, personId: string): Promise<WorkingHours> {
  await requireSay(ctx, personId)
  const own = await store.ownCalendar(ctx.db, personId)
  const usual = await store.usualCalendar(ctx.db, personId)
  const counts = own ?? usual
  const hours = counts && (await hoursOf(ctx.db, [counts]))(counts)
  return {
    own: own ?? null,
    usual: usual ?? null,
    openNow: hours ? isOpenAt(hours, ctx.now.getTime()) : null,
    calendars: await store.calendarsToChoose(ctx.db),
  }
}

export async function setWorkingHours(
  ctx: Context,
  personId: string,
  calendarId: string | null,
): Promise<WorkingHours> {
  await requireSay(ctx, personId)
  const person = await lockPerson(ctx.db, personId)
  if (!person || person.deactivatedAt) throw new Refusal('not_found', { what: 'person', id: personId })
  if (calendarId) await requireCalendar(ctx, calendarId)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.setCalendar(ctx.db, { personId, calendarId, by, at: ctx.now })
  const calendar = calendarId ? await store.ownCalendar(ctx.db, personId) : undefined
  await ctx.record({
    name: 'person.working_hours_set',
    content: { personId, name: person.name, calendarId, calendar: calendar?.name ?? null },
  })
  ctx.changed({ kind: 'people', id: personId })
  return workingHours(ctx, personId)
}
