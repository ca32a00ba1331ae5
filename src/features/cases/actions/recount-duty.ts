import type { Context, RecordedEvent } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { waitForChoices } from '../../calendars/actions.ts'
import { withHours } from '../../routing/actions/facts.ts'
import { pullSoon } from '../../routing/actions/pull-soon.ts'
import { minutesAfter } from '../../routing/rules/relaxation.ts'
import * as routing from '../store/routing.ts'
import { queues } from '../store/write.ts'

/** Times of waiting count otherwise from now on: of what waits, the duty holder is told at another instant, by `recountSome`. */
export async function recountDuty(ctx: Context, { name, content }: RecordedEvent): Promise<void> {
  const told = content as {
    queueId?: string
    teamId?: string
    to?: object
    changed?: string[]
    becameDefault?: boolean
  }
  const byCalendar = told.becameDefault || told.changed?.some((field) => hoursOfCalendar.has(field))
  const touched = {
    'queue.changed': timesOfQueue.some((field) => field in (told.to ?? {})),
    'team.changed': 'calendarId' in content || 'routingMinutes' in content,
    'calendar.created': byCalendar,
    'calendar.changed': byCalendar,
  }[name as 'queue.changed']
  if (!touched) return
  const concerned = await queues(ctx.db)
    .$if(name === 'queue.changed', (q) => q.where('queue.id', '=', told.queueId!))
    .$if(name === 'team.changed', (q) => q.where('queue.team_id', '=', told.teamId!))
    .$if(byCalendar === true, (q) => q.where('queue.counts_in', '=', 'open_hours'))
    .orderBy('queue.id')
    .execute()
  const queueIds = concerned.map(({ id }) => id)
  // Cases are held by a transaction of their own: whoever moves one wants its team, which this one may have changed.
  const key = `recount duty of ${told.queueId ?? told.teamId ?? 'calendars'}`
  if (queueIds.length > 0) await ctx.enqueue('recount-duty', { queueIds }, { key })
}

const timesOfQueue = ['routingMinutes', 'countsIn', 'team']
const hoursOfCalendar = new Set(['timeZone', 'weekly', 'holidays', 'overrides', 'zoneData'])
const batch = 500

/** Tells anew when the duty holders of queues learn of what waits, once everybody who read the times of before has written. */
export async function recountSome({ transaction, payload }: JobFrame): Promise<void> {
  const { queueIds } = payload as { queueIds: string[] }
  await transaction(waitForChoices)
  let after: string | null = null
  do after = await transaction((ctx) => recountBatch(ctx, queueIds, after))
  while (after !== null)
  await transaction(async (ctx) => {
    for (const queueId of queueIds) await pullSoon(ctx, { queueId })
  })
}

/** Answers with the last case of the batch; null where none follows. */
async function recountBatch(ctx: Context, queueIds: readonly string[], after: string | null): Promise<string | null> {
  const waiting = await routing.waitingFor(ctx.db, queueIds, after, batch)
  if (waiting.length === 0) return null
  // Read with the cases in hand: who recounts them by times that come later waits for this.
  const concerned = await queues(ctx.db)
    .where('queue.id', 'in', [...queueIds])
    .execute()
  const dueBy = new Map<string, (since: Date) => Date>()
  for (const queue of concerned) {
    const { hours, routingMinutes } = await withHours(ctx.db, queue)
    dueBy.set(queue.id, (since) => new Date(minutesAfter(since.getTime(), routingMinutes, hours)))
  }
  await routing.setDutyInstants(
    ctx.db,
    waiting.map(({ id, queueId, since }) => ({ id, dueAt: dueBy.get(queueId)!(since) })),
  )
  return waiting.length < batch ? null : waiting.at(-1)!.id
}
