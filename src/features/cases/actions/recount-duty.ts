import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { withHours } from '../../routing/actions/facts.ts'
import { pullSoon } from '../../routing/actions/pull-soon.ts'
import { minutesAfter } from '../../routing/rules/relaxation.ts'
import * as routing from '../store/routing.ts'
import { queues } from '../store/write.ts'

/** Times of waiting count otherwise from now on: of what waits, the duty holder is told at another instant. */
export async function recountDuty(ctx: Context, { name, content }: RecordedEvent): Promise<void> {
  const told = content as {
    queueId?: string
    teamId?: string
    to?: object
    changed?: string[]
    becameDefault?: boolean
  }
  const touched = {
    'queue.changed': timesOfQueue.some((field) => field in (told.to ?? {})),
    'team.changed': 'calendarId' in content || 'routingMinutes' in content,
    'calendar.changed': told.becameDefault || told.changed?.some((field) => hoursOfCalendar.has(field)),
  }[name as 'queue.changed']
  if (!touched) return
  const concerned = await queues(ctx.db)
    .$if(name === 'queue.changed', (q) => q.where('queue.id', '=', told.queueId!))
    .$if(name === 'team.changed', (q) => q.where('queue.team_id', '=', told.teamId!))
    .$if(name === 'calendar.changed', (q) => q.where('queue.counts_in', '=', 'open_hours'))
    .orderBy('queue.id')
    .execute()
  for (const queue of concerned) {
    const waiting = await routing.waitingFor(ctx.db, queue.id)
    if (waiting.length === 0) continue
    const { hours, routingMinutes } = await withHours(ctx.db, queue)
    const dueAt = (since: Date) => new Date(minutesAfter(since.getTime(), routingMinutes, hours))
    await routing.setDutyInstants(
      ctx.db,
      waiting.map(({ id, since }) => ({ id, dueAt: dueAt(since) })),
    )
    await pullSoon(ctx, { queueId: queue.id })
  }
}

const timesOfQueue = ['routingMinutes', 'countsIn', 'team']
const hoursOfCalendar = new Set(['timeZone', 'weekly', 'holidays', 'overrides', 'zoneData'])
