import type { Actor, Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { absenceOf, isAssignable } from '../../people/rules.ts'
import { isOpen, statusWhenAssigned } from '../rules/lifecycle.ts'
import { stepGoesAlong } from '../rules/next-step.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { absenceWords } from './hand-over.ts'
import { loadToWork } from './load.ts'
import { goOnSeeing } from './restrict-team.ts'
import { beginsToWait, routeWaiting } from './route-waiting.ts'
import { save } from './save-case.ts'
import { mayGive, whereItLies } from './undo-assign.ts'

/** Gives a case to a person. Taking work by hand may exceed the capacity; absence and roles may not be overlooked. */
export async function assignCase(
  ctx: Context,
  ref: string,
  to: { ownerId: string; version?: number | undefined; reason?: string | undefined },
): Promise<string> {
  const self = ctx.actor.kind === 'person' && ctx.actor.id === to.ownerId
  // What nobody has may be taken by whoever works cases; what somebody has is given by those who give cases.
  ctx.require(self ? 'cases.work' : 'cases.assign')
  const { record } = await loadToWork(ctx, ref)
  if (record.owner_id && record.owner_id !== to.ownerId) ctx.require('cases.assign')
  const person = await read.assigneeFacts(ctx.db, to.ownerId)
  if (!person) throw new Refusal('not_found', { what: 'person', id: to.ownerId })
  const absence = absenceOf({ ...person, status: person.status as 'online' }, ctx.now)
  if (!isAssignable(person.role as 'agent'))
    throw new Refusal('cannot_be_assigned', { person: person.name, because: 'their role takes no cases' })
  if (absence.absent)
    throw new Refusal('cannot_be_assigned', { person: person.name, because: absenceWords[absence.because] })
  if (person.id === record.owner_id) return record.id
  const stays = record.restricted || person.teamIds.includes(record.team_id)
  const queue = stays || !person.teamIds[0] ? undefined : await write.queueOfTeam(ctx.db, person.teamIds[0])
  // A case goes with its new owner to a team of theirs, unless it is restricted to its own.
  const moved = queue ? { team_id: queue.teamId, queue_id: queue.id } : {}
  const before = whereItLies(record)
  await save(ctx, record, to.version, {
    owner_id: person.id,
    owner_since: ctx.now,
    routing_due_at: null,
    status: statusWhenAssigned(record.status as Status),
    ...stepGoesAlong(record, person.id),
    ...moved,
  })
  const from = record.owner_id ? await read.personName(ctx.db, record.owner_id) : undefined
  await ctx.record({
    name: 'case.assigned',
    caseId: record.id,
    content: {
      from: from?.id ?? null,
      fromName: from?.name ?? null,
      to: person.id,
      toName: person.name,
      teamId: queue?.teamId ?? record.team_id,
      fromStatus: record.status,
      toStatus: statusWhenAssigned(record.status as Status),
      because: [to.reason ?? (self ? 'took it' : `assigned by ${ctx.actor.name}`)],
      before,
    },
  })
  if (queue) await goOnSeeing(ctx, record.id, queue, record.restricted)
  return record.id
}

/** Who sees a restricted case, and so which team has it, is decided by those who may restrict cases. */
export const mayRestrict = ({ rights }: Actor): boolean => rights.has('*') || rights.has('cases.restrict')

/** Puts a case back into a queue and lets routing decide; it keeps its place in time. Declined by its owner, or taken from them. */
export async function returnToQueue(
  ctx: Context,
  ref: string,
  options: { queueId?: string | undefined; version?: number | undefined; reason?: string | undefined },
): Promise<string> {
  ctx.require(mayGive(ctx.actor) ? 'cases.assign' : 'cases.work')
  const { record } = await loadToWork(ctx, ref)
  if (!mayGive(ctx.actor)) requireOwn(ctx, record, options)
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', { because: 'a resolved case keeps its owner', missing: [] })
  const queue = options.queueId
    ? await write.findQueue(ctx.db, options.queueId)
    : (record.queue_id && (await write.findQueue(ctx.db, record.queue_id))) ||
      (await write.queueOfTeam(ctx.db, record.team_id))
  if (!queue) throw new Refusal('not_found', { what: 'queue', id: options.queueId ?? null })
  if (record.restricted && queue.teamId !== record.team_id && !mayRestrict(ctx.actor))
    throw new Refusal('not_allowed', { because: 'a restricted case stays with its team' })
  const from = record.owner_id ? await read.personName(ctx.db, record.owner_id) : undefined
  if (from) {
    await ctx.record({
      name: from.id === ctx.actor.id ? 'case.declined' : 'case.returned',
      caseId: record.id,
      content: {
        from: from.id,
        fromName: from.name,
        because: options.reason ? [options.reason] : [],
        before: whereItLies(record),
      },
    })
  }
  await save(ctx, record, options.version, {
    owner_id: null,
    owner_since: null,
    team_id: queue.teamId,
    queue_id: queue.id,
    queued_at: record.queued_at ?? ctx.now,
    ...(await beginsToWait(ctx, queue.id)),
    ...stepGoesAlong(record, null),
  })
  await goOnSeeing(ctx, record.id, queue, record.restricted)
  const why = options.reason ?? `returned by ${ctx.actor.name}`
  await routeWaiting(ctx, record.id, why, { returnedBy: from?.id })
  return record.id
}

/** What is one's own can always be given back to where it came from, with a reason for whoever gets it next. */
function requireOwn(
  ctx: Context,
  record: read.CaseRecord,
  asked: { queueId?: string | undefined; reason?: string | undefined },
) {
  const isOwn = ctx.actor.kind === 'person' && record.owner_id === ctx.actor.id
  if (!isOwn || (asked.queueId && asked.queueId !== record.queue_id)) ctx.require('cases.assign')
  if (!asked.reason)
    throw new Refusal('malformed', { fields: [{ path: 'body.reason', message: 'says why you give it back' }] })
}
