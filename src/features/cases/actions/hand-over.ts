import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { statusWhenAssigned } from '../rules/lifecycle.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { routeWaiting } from './assign-case.ts'
import { save } from './save-case.ts'

/**
 * Moves every open case of one person to another, or back to the queue of its team when nobody is named; routing then
 * decides, and the duty holder stands behind what nobody can take. Answers how many moved.
 */
export async function handOverCases(
  ctx: Context,
  fromId: string,
  toId: string | null,
  reason: string,
): Promise<number> {
  const records = await read.openCasesOf(ctx.db, fromId)
  const from = await read.personName(ctx.db, fromId)
  const to = toId ? await read.personName(ctx.db, toId) : undefined
  for (const record of records) {
    const caseId = record.id
    if (to) {
      const status = statusWhenAssigned(record.status as 'open')
      await save(ctx, record, undefined, {
        owner_id: to.id,
        owner_since: ctx.now,
        status,
        ...(record.next_step_whose === 'us' && { next_step_person_id: to.id }),
      })
      await ctx.record({
        name: 'case.assigned',
        caseId,
        content: {
          from: fromId,
          fromName: from?.name ?? null,
          to: to.id,
          toName: to.name,
          teamId: record.team_id,
          fromStatus: record.status,
          toStatus: status,
          because: [reason],
        },
      })
      continue
    }
    const queue =
      (record.queue_id ? await write.findQueue(ctx.db, record.queue_id) : undefined) ??
      (await write.queueOfTeam(ctx.db, record.team_id)) ??
      (await write.defaultQueue(ctx.db))
    if (!queue) throw new Refusal('not_found', { what: 'queue' })
    await save(ctx, record, undefined, {
      owner_id: null,
      owner_since: null,
      team_id: queue.teamId,
      queue_id: queue.id,
      queued_at: record.queued_at ?? ctx.now,
      routing_due_at: new Date(ctx.now.getTime() + queue.routingMinutes * 60_000),
      next_step_person_id: null,
    })
    await routeWaiting(ctx, caseId, reason, record.weight)
  }
  return records.length
}
