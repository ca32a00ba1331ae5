import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import type { InputOf, ResultOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import type { Attainment, attainmentContract } from '../contract/attainment.ts'
import { attainmentRows, monthsOf, sumOf, timeOf } from '../rules/attainment.ts'
import * as store from '../store/attainment.ts'

type Asked<E extends keyof typeof attainmentContract> = InputOf<(typeof attainmentContract)[E]>
const longestDays = 1100

/** What became of the promises of a time, of cases that the reader may see. */
export async function attainment(ctx: Context, asked: Asked<'getAttainment'>['query']): Promise<Attainment> {
  ctx.require('reports.read')
  const { db, actor, now } = ctx
  const timeZone = await organisationZone(db)
  const span = spanOf({ ...asked, ...timeAsked(asked, now, timeZone) })
  const ended = await store.endedBy(db, actor, span, timeZone)
  const running = await store.runningBy(db, actor, span.policyId, now)
  const { cases, broken } = await store.endedCases(db, actor, span)
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    timeZone,
    byClock: sumOf(ended),
    byCase: { met: cases - broken, breached: broken },
    rows: attainmentRows(ended, running),
    months: monthsOf(ended),
  }
}

/** The clocks that one number of it counts. */
export async function attainmentClocks(
  ctx: Context,
  { limit, cursor, figure, metric, milestone, ...asked }: Asked<'listAttainmentClocks'>['query'],
): Promise<ResultOf<(typeof attainmentContract)['listAttainmentClocks']>> {
  ctx.require('reports.read')
  const place = placeOf(z.tuple([z.iso.datetime(), z.uuid()]), cursor)
  const narrowed = { figure, metric: metric ?? null, milestone: milestone ?? null, place, limit: limit + 1 }
  const found = await store.clocksBehind(ctx.db, ctx.actor, { ...spanOf(asked), ...narrowed }, ctx.now)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  const text = (at: Date | null) => at?.toISOString() ?? null
  return {
    items: rows.map(({ id, caseId, number, subject, metAt, dueAt, breachedAt }) => ({
      id,
      case: { id: caseId, number: caseNumberText(number), subject },
      endedAt: text(metAt),
      dueAt: text(dueAt),
      breachedAt: text(breachedAt),
    })),
    nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
  }
}

function timeAsked({ from, to, during }: Asked<'getAttainment'>['query'], now: Date, timeZone: string) {
  if (from && to) return { from, to }
  const span = during && timeOf(during, now.getTime(), timeZone)
  if (!span)
    throw new Refusal('malformed', { fields: [{ path: 'query.during', message: 'is asked for, or from and to' }] })
  return { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }
}

function spanOf({
  from,
  to,
  policyId,
}: Pick<Asked<'listAttainmentClocks'>['query'], 'from' | 'to' | 'policyId'>): store.Span {
  const span = { from: new Date(from), to: new Date(to), policyId: policyId ?? null }
  const days = (span.to.getTime() - span.from.getTime()) / 86_400_000
  if (!(days > 0 && days <= longestDays))
    throw new Refusal('malformed', { fields: [{ path: 'query.to', message: `up to ${longestDays} days after from` }] })
  return span
}
