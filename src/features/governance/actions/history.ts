import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { dayBeside, dayOf } from '../../reports/rules.ts'
import type { GovernanceHistory, MendedViolation, Override } from '../contract.ts'
import { kindStored, violationKinds } from '../rules.ts'
import * as store from '../store/history.ts'

const Place = z.tuple([z.iso.datetime(), z.uuid()])

interface Page {
  limit: number
  cursor?: string | undefined
}

/** The standing proof of the last days, today among them. A day on which nothing was checked stands there as such. */
export async function governanceHistory(ctx: Context, { days }: { days: number }): Promise<GovernanceHistory> {
  ctx.require('cases.read')
  const timeZone = await store.timeZone(ctx.db)
  const today = dayOf(ctx.now, timeZone)
  const first = dayBeside(today, 1 - days, timeZone)
  const checked = await store.daysChecked(ctx.db, first.from, timeZone)
  const none = Object.fromEntries(violationKinds.map((kind) => [kind, 0])) as store.DayChecked['most']
  return {
    timeZone,
    days: Array.from({ length: days }, (_, at) => {
      const { day } = dayBeside(first, at, timeZone)
      return checked.find((each) => each.day === day) ?? { day, checks: 0, most: none }
    }),
  }
}

export async function mendedViolations(ctx: Context, { limit, cursor }: Page) {
  ctx.require('cases.read')
  const rows = await store.mendedViolations(ctx.db, ctx.actor, placeOf(Place, cursor), limit + 1)
  const items = rows.slice(0, limit).map(
    (row): z.output<typeof MendedViolation> => ({
      id: row.id,
      kind: kindStored(row.kind)!,
      case: { id: row.caseId, number: caseNumberText(row.number), subject: row.subject },
      since: row.since.toISOString(),
      mendedAt: row.mendedAt.toISOString(),
      escalatedAt: row.escalatedAt?.toISOString() ?? null,
    }),
  )
  const last = items.at(-1)
  return { items, nextCursor: last && rows.length > limit ? cursorOf([last.mendedAt, last.id]) : null }
}

interface Overriding {
  from?: string
  to?: string
  override: { reason: string; missing: { label: string }[] }
}

interface Asked {
  personId?: string | undefined
  since?: string | undefined
}

const whichOf = ({ personId, since }: Asked): store.Which => ({
  personId: personId ?? null,
  since: since ? new Date(since) : null,
})

/** How many gates were passed unmet, of those that the list would name. */
export async function countOverrides(ctx: Context, asked: Asked): Promise<{ count: number }> {
  ctx.require('cases.override')
  return { count: await store.countOverrides(ctx.db, ctx.actor, whichOf(asked)) }
}

/** Every gate that was passed unmet; asked by those who may do so themselves. */
export async function listOverrides(ctx: Context, { limit, cursor, ...asked }: Page & Asked) {
  ctx.require('cases.override')
  const rows = await store.overrides(ctx.db, ctx.actor, whichOf(asked), placeOf(Place, cursor), limit + 1)
  const items = rows.slice(0, limit).map((row): z.output<typeof Override> => {
    const { from, to, override } = row.content as unknown as Overriding
    return {
      id: row.id,
      at: row.at.toISOString(),
      case: { id: row.caseId, number: caseNumberText(row.number), subject: row.subject },
      by: row.personId && row.personName !== null ? { id: row.personId, name: row.personName } : null,
      from: from ?? '',
      to: to ?? '',
      reason: override.reason,
      unmet: override.missing.map(({ label }) => label),
    }
  })
  const last = items.at(-1)
  return { items, nextCursor: last && rows.length > limit ? cursorOf([last.at, last.id]) : null }
}
