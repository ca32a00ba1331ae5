import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { absenceOf, isAssignable } from '../../people/rules.ts'
import { awaitTurn } from '../../routing/actions/decide-owner.ts'
import { isOpen, statusWhenAssigned } from '../rules/lifecycle.ts'
import { stepGoesAlong } from '../rules/next-step.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { beginsToWait, routeWaiting } from './route-waiting.ts'
import { save } from './save-case.ts'
import { whoMaySee } from './who-may-see.ts'

/**
 * Moves every open case of somebody, each to whom its team says, or back to the queue of the team where that is nobody;
 * routing then decides, and the duty holder stands behind what nobody can take. Nobody is let into a restricted case by
 * it: what the one who takes over may not see goes to the queue. Answers how many moved.
 */
export async function handOverCases(
  ctx: Context,
  fromId: string,
  toOf: (teamId: string) => string | null,
  reason: string,
): Promise<number> {
  const records = await read.openCasesOf(ctx.db, fromId)
  const sees = await whoMaySee(
    ctx.db,
    records.flatMap(({ team_id: teamId }) => toOf(teamId) ?? []),
    records.map(({ id }) => id),
  )
  const isHidden = ({ id, team_id: teamId }: read.CaseRecord) => {
    const toId = toOf(teamId)
    return toId !== null && !sees(toId, id)
  }
  await awaitTurns(
    ctx,
    records.filter((record) => toOf(record.team_id) === null || isHidden(record)),
  )
  const from = (await read.personName(ctx.db, fromId)) ?? null
  for (const record of records) {
    const hidden = isHidden(record)
    const toId = hidden ? null : toOf(record.team_id)
    const said = hidden ? `${reason}, and whoever takes over may not see it` : reason
    await move(ctx, record, { from, to: toId ? ((await read.personName(ctx.db, toId)) ?? null) : null, reason: said })
  }
  return records.length
}

/** Locks cases that are about to be handed over one after another, and waits for the turn in all their queues at once. */
export async function lockToHandOver(ctx: Context, caseIds: readonly string[]): Promise<void> {
  await awaitTurns(ctx, await read.lockCases(ctx.db, caseIds))
}

async function awaitTurns(ctx: Context, records: readonly Placed[]): Promise<void> {
  const ids = new Set<string>()
  for (const record of records) ids.add((await queueFor(ctx, record)).id)
  if (ids.size > 0) await awaitTurn(ctx, ...ids)
}

type Placed = Pick<read.CaseRecord, 'queue_id' | 'team_id'>

async function queueFor(ctx: Context, record: Placed) {
  const queue =
    (record.queue_id ? await write.findQueue(ctx.db, record.queue_id) : undefined) ??
    (await write.queueOfTeam(ctx.db, record.team_id)) ??
    (await write.defaultQueue(ctx.db))
  if (!queue) throw new Refusal('not_found', { what: 'queue' })
  return queue
}

export type HandedOver = { moved: true; ownerId: string | null } | { moved: false; because: string }

/**
 * Moves one case that still is somebody's to another, or to the queue of its team. Says why not where it is theirs no
 * longer, and leaves it as it is.
 */
export async function handOverCase(
  ctx: Context,
  caseId: string,
  { fromId, toId, reason, leaveId }: { fromId: string | null; toId: string | null; reason: string; leaveId?: string },
): Promise<HandedOver> {
  const record = await read.findCaseToChange(ctx.db, ctx.asSystem().actor, caseId)
  if (!record) return { moved: false, because: 'it is not there any more' }
  if (!isOpen(record.status as 'open')) return { moved: false, because: `it is ${record.status}` }
  if (record.owner_id !== fromId) {
    const owner = record.owner_id ? await read.personName(ctx.db, record.owner_id) : undefined
    return { moved: false, because: owner ? `${owner.name} has it` : 'it waits in its queue' }
  }
  const from = fromId ? ((await read.personName(ctx.db, fromId)) ?? null) : null
  const to = toId ? ((await read.personName(ctx.db, toId)) ?? null) : null
  await move(ctx, record, { from, to, reason, ...(leaveId && { leaveId }) })
  const after = await read.findCase(ctx.db, ctx.asSystem().actor, caseId)
  return { moved: true, ownerId: after?.owner_id ?? null }
}

/** Why somebody cannot be given cases now; null when they can. */
export async function whyNotGiven(ctx: Context, personId: string): Promise<string | null> {
  const person = await read.assigneeFacts(ctx.db, personId)
  if (!person) return 'they are not there any more'
  return isAssignable(person.role as 'agent') ? awayWords(ctx, person) : 'their role takes no cases'
}

/** Why somebody cannot be asked for something now; null when they are here. */
export async function whyNotHere(ctx: Context, personId: string): Promise<string | null> {
  const person = await read.assigneeFacts(ctx.db, personId)
  return person ? awayWords(ctx, person) : 'they are not there any more'
}

function awayWords(ctx: Context, person: NonNullable<Awaited<ReturnType<typeof read.assigneeFacts>>>): string | null {
  const absence = absenceOf({ ...person, status: person.status as 'online' }, ctx.now)
  return absence.absent ? absenceWords[absence.because] : null
}
export const absenceWords = {
  deactivated: 'they have left',
  on_leave: 'they are on leave',
  off_too_long: 'they are off',
}

type Known = { id: string; name: string } | null

async function move(
  ctx: Context,
  record: read.CaseRecord,
  { from, to, reason, leaveId }: { from: Known; to: Known; reason: string; leaveId?: string },
): Promise<void> {
  const caseId = record.id
  if (to) {
    const status = statusWhenAssigned(record.status as 'open')
    await save(ctx, record, undefined, {
      owner_id: to.id,
      owner_since: ctx.now,
      routing_due_at: null,
      status,
      ...stepGoesAlong(record, to.id),
    })
    await ctx.record({
      name: 'case.assigned',
      caseId,
      content: {
        from: from?.id ?? null,
        fromName: from?.name ?? null,
        to: to.id,
        toName: to.name,
        teamId: record.team_id,
        fromStatus: record.status,
        toStatus: status,
        because: [reason],
        ...(leaveId && { leaveId }),
      },
    })
    return
  }
  const queue = await queueFor(ctx, record)
  await save(ctx, record, undefined, {
    owner_id: null,
    owner_since: null,
    team_id: queue.teamId,
    queue_id: queue.id,
    queued_at: record.queued_at ?? ctx.now,
    ...(await beginsToWait(ctx, queue.id)),
    ...stepGoesAlong(record, null),
  })
  await routeWaiting(ctx, caseId, reason)
}
