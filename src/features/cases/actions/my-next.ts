import { Temporal } from 'temporal-polyfill'
import type { Context } from '../../../platform/context.ts'
import type { WorkItem } from '../contract/my-next.ts'
import { myNext } from '../rules/my-next.ts'
import { caseRows } from '../store/list.ts'
import { movesOf } from '../store/own-move.ts'
import * as read from '../store/read.ts'
import { offersTo } from '../store/routing.ts'
import { approvalsWaitingFor } from '../store/waiting-approvals.ts'
import { toRow } from './views.ts'

/** Everything that waits for the person who asks, in the order in which to do it. */
export async function listMyNext(ctx: Context): Promise<WorkItem[]> {
  ctx.require('cases.read')
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) return []
  const me = ctx.actor.id
  const tasks = await read.openTasksOf(ctx.db, me)
  const approvals = await approvalsWaitingFor(ctx.db, me)
  const offers = await offersTo(ctx.db, me, ctx.now)
  const moves = await movesOf(ctx.db, me)
  const ids = [...moves, ...[...tasks, ...approvals, ...offers].map(({ caseId }) => caseId)]
  const rows = await caseRows(ctx.db, ctx.actor)
    .where((eb) => eb.or([eb('cases.owner_id', '=', me), ...(ids.length > 0 ? [eb('cases.id', 'in', ids)] : [])]))
    .where((eb) =>
      eb.or([
        eb('cases.status', 'in', ['new', 'open', 'pending', 'on_hold']),
        ...(moves.length > 0 ? [eb('cases.id', 'in', moves)] : []),
      ]),
    )
    .orderBy('cases.due_at')
    .orderBy('cases.id')
    .execute()
  const cases = await Promise.all(rows.map((row) => toRow(ctx, row)))
  const zone = (await read.organisationZone(ctx.db)) ?? 'UTC'
  return myNext(cases, { me, tasks, approvals, offers }, ctx.now, endOfDay(ctx.now, zone))
}

function endOfDay(now: Date, zone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  return new Date(today.startOfDay().add({ days: 1 }).epochMilliseconds)
}
