import type { Handlers } from '../../platform/http/implement.ts'
import { createCalendar } from './actions/create-calendar.ts'
import {
  addSource,
  listCountries,
  readHolidays,
  readSourceNow,
  removeSource,
  switchHolidays,
} from './actions/sources.ts'
import { calendarUsage, changeCalendar, getCalendar, listCalendars, removeCalendar } from './actions.ts'
import type { sourcesContract } from './contract/sources.ts'
import type { calendarsContract } from './contract.ts'
import { answerDue, previewDays } from './rules.ts'

export const calendarsRoutes: Handlers<typeof calendarsContract> = {
  listCalendars: async (ctx) => ({ items: await listCalendars(ctx), nextCursor: null }),
  getCalendar: (ctx, { params }) => getCalendar(ctx, params.id),
  calendarUsage: (ctx, { params }) => calendarUsage(ctx, params.id),
  removeCalendar: async (ctx, { params }) => {
    await removeCalendar(ctx, params.id)
    return { ok: true }
  },
  changeCalendar: (ctx, { params, body }) => changeCalendar(ctx, params.id, body),
  previewCalendar: async (ctx, { body }) => {
    ctx.require('settings.read')
    return { days: previewDays(body.hours, body.from, body.days) }
  },
  computeDue: async (_ctx, { body }) => answerDue(body),
}

export const sourcesRoutes: Handlers<typeof sourcesContract> = {
  createCalendar: { prepare: (ctx, { body }) => createCalendar(ctx, body) },
  listCountries: async (ctx) => ({ items: await listCountries(ctx) }),
  readHolidays: { prepare: (ctx, { body }) => readHolidays(ctx, body) },
  addSource: { prepare: (ctx, { params, body }) => addSource(ctx, params.id, body) },
  switchHolidays: (ctx, { params, body }) => switchHolidays(ctx, params.id, params.sourceId, body.switched),
  readSourceNow: async (ctx, { params }) => {
    await readSourceNow(ctx, params.id, params.sourceId)
    return { askedAt: ctx.now.toISOString() }
  },
  removeSource: (ctx, { params }) => removeSource(ctx, params.id, params.sourceId),
}
