import type { Actor, Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { isAssignable } from '../../people/rules.ts'
import { withdrawOffer } from '../../routing/actions/offers.ts'
import { pullSoon } from '../../routing/actions/pull-soon.ts'
import { isOpen } from '../rules/lifecycle.ts'
import { lastGiving, type Placed } from '../store/givings.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { loadToWork } from './load.ts'
import { goOnSeeing } from './restrict-team.ts'
import { dutyOf } from './route-waiting.ts'
import { save } from './save-case.ts'

/** Giving cases away is a right of its own. */
export const mayGive = ({ rights }: Actor): boolean => rights.has('*') || rights.has('cases.assign')

/** Where a case lay before it is given elsewhere, kept with the act so that it can be taken back. */
export const whereItLies = (record: read.CaseRecord): Placed => ({
  owner_id: record.owner_id,
  owner_since: record.owner_since?.toISOString() ?? null,
  team_id: record.team_id,
  queue_id: record.queue_id,
  queued_at: record.queued_at?.toISOString() ?? null,
  waiting_since: record.waiting_since?.toISOString() ?? null,
  waiting_because: record.waiting_because,
  routing_due_at: record.routing_due_at?.toISOString() ?? null,
  routing_wake_at: record.routing_wake_at?.toISOString() ?? null,
  duty_told_at: record.duty_told_at?.toISOString() ?? null,
  status: record.status,
  next_step_person_id: record.next_step_person_id,
})

const instant = (text: string | null) => (text === null ? null : new Date(text))

/**
 * Takes back that I gave a case to somebody or into a queue, as long as nothing was changed since: it lies where it lay, for
 * the reason of then, and neither act counts in what is reported of how work is given out.
 */
export async function undoAssign(ctx: Context, ref: string, version: number): Promise<void> {
  ctx.require(mayGive(ctx.actor) ? 'cases.assign' : 'cases.work')
  const { record } = await loadToWork(ctx, ref)
  if (!isOpen(record.status as Status)) throw new Refusal('nothing_to_undo')
  const act = await lastGiving(ctx.db, record.id)
  if (!act?.before || act.isUndone || act.isWorkedOn) throw new Refusal('nothing_to_undo')
  if (act.actorId !== ctx.actor.id) throw new Refusal('not_allowed', { because: 'somebody else gave it' })
  const { before } = act
  // Whoever may give nothing else may take back what they gave back of their own.
  if (before.owner_id !== ctx.actor.id) ctx.require('cases.assign')
  const status = record.status === 'open' && before.status === 'new' ? 'new' : record.status
  const fromStatus = record.status
  const from = record.owner_id ? await read.personName(ctx.db, record.owner_id) : undefined
  const to = before.owner_id ? await read.personName(ctx.db, before.owner_id) : undefined
  const queue = before.queue_id ? await write.findQueue(ctx.db, before.queue_id) : undefined
  if (!to && !queue) throw new Refusal('nothing_to_undo')
  const facts = before.owner_id ? await read.assigneeFacts(ctx.db, before.owner_id) : undefined
  if (to && (!facts || facts.deactivatedAt || !isAssignable(facts.role as 'agent')))
    throw new Refusal('cannot_be_assigned', { person: to.name, because: 'they take no cases any more' })
  await withdrawOffer(ctx, record.id, 'a move was taken back')
  await save(ctx, record, version, {
    ...before,
    status,
    owner_since: instant(before.owner_since),
    queued_at: instant(before.queued_at),
    waiting_since: instant(before.waiting_since),
    // Its queue may tell of it at another time by now.
    routing_due_at:
      before.routing_due_at && before.waiting_since && queue && !before.duty_told_at
        ? await dutyOf(ctx, queue.id, new Date(before.waiting_since))
        : instant(before.routing_due_at),
    routing_wake_at: instant(before.routing_wake_at),
    duty_told_at: instant(before.duty_told_at),
  })
  const because = [...act.because, ...(act.because.length === 0 ? ['as before'] : [])]
  const shared = { teamId: before.team_id, because, undoes: act.undone }
  await ctx.record(
    to
      ? {
          name: 'case.assigned',
          caseId: record.id,
          causeId: act.id,
          content: {
            ...{ from: from?.id ?? null, fromName: from?.name ?? null, to: to.id, toName: to.name },
            ...{ fromStatus, toStatus: status, ...shared },
          },
        }
      : {
          name: 'case.queued',
          caseId: record.id,
          causeId: act.id,
          content: { queueId: queue!.id, queue: queue!.name, from: from?.id ?? null, ...shared },
        },
  )
  // Whoever had it meanwhile has room again; what follows from an owner is done by reaction.
  if (!to && from) await pullSoon(ctx, { personId: from.id })
  if (queue && queue.teamId !== record.team_id) await goOnSeeing(ctx, record.id, queue, record.restricted)
}
