import type { Context } from '../../../platform/context.ts'
import type { CalendarDay } from '../contract/calendar.ts'
import type { CaseFilter } from '../contract/filter.ts'
import { marksBetween } from '../store/calendar.ts'
import { caseRows } from '../store/list.ts'
import { organisationZone } from '../store/read.ts'
import { toRow } from './views.ts'

interface Question extends Omit<Partial<CaseFilter>, 'sort'> {
  from: string
  days: number
  zone?: string | undefined
  perDay: number
}

/** What is due on each day that has something, within a filter. */
export async function showCalendar(ctx: Context, question: Question): Promise<CalendarDay[]> {
  ctx.require('cases.read')
  const { from, days, perDay, zone = (await organisationZone(ctx.db)) ?? 'UTC', ...filter } = question
  const marks = await marksBetween(ctx.db, ctx.actor, filter, { from, days, zone, perDay, now: ctx.now })
  if (marks.length === 0) return []
  const ids = [...new Set(marks.map((mark) => mark.id))]
  const rows = await caseRows(ctx.db, ctx.actor).where('cases.id', 'in', ids).execute()
  const byId = new Map(await Promise.all(rows.map(async (row) => [row.id, await toRow(ctx, row)] as const)))
  const found = new Map<string, CalendarDay>()
  for (const { id, at, kind, text, day, total } of marks) {
    const row = byId.get(id)
    if (!row) continue
    const known = found.get(day) ?? { date: day, total, items: [] }
    known.items.push({ at: at.toISOString(), kind, text, case: row })
    found.set(day, known)
  }
  return [...found.values()]
}
