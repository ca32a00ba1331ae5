import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { endWait } from '../../cases/actions/wait-for-others.ts'
import type { SideConversation, sideconversationsContract } from '../contract.ts'
import { stepText } from '../rules.ts'
import * as store from '../store/conversations.ts'
import { about, dateOf, loadSide, rightFor, showSide } from './load.ts'
import { toOwner, withStandIns } from './stand-in.ts'
import { requireSeers } from './start.ts'

type Change = InputOf<typeof sideconversationsContract.changeSideConversation>['body']

/** Seen, allowed, locked, and as the caller knows it. */
async function loadToChange(ctx: Context, id: string, version: number): Promise<store.SideRecord> {
  ctx.require('cases.note')
  const seen = await showSide(ctx, id)
  ctx.require(rightFor(seen.kind))
  const side = await loadSide(ctx, id)
  if (side.version !== version) throw new Refusal('changed_meanwhile', { currentVersion: side.version })
  return side
}

export async function changeSide(ctx: Context, id: string, change: Change): Promise<SideConversation> {
  const side = await loadToChange(ctx, id, change.version)
  const owner = change.ownerId === undefined ? undefined : await store.findPerson(ctx.db, change.ownerId)
  if (change.ownerId !== undefined && !owner) throw new Refusal('not_found', { what: 'person', id: change.ownerId })
  if (owner) await requireSeers(ctx, side.standingCaseId, [owner.id])
  const { dueAt: entered = side.due_at?.toISOString() ?? null } = change
  const moved = (entered && Date.parse(entered)) !== (side.due_at?.getTime() ?? null)
  const dueAt = moved ? dateOf(ctx, entered, side.on_case) : side.due_at
  if (!moved && (!owner || owner.id === side.owner_id)) return showSide(ctx, id)
  await store.updateSide(ctx.db, id, side.version, {
    ...(owner && { owner_id: owner.id }),
    ...(moved && { due_at: dueAt, reminded_at: null }),
  })
  const handed = owner && owner.id !== side.owner_id
  await ctx.record({
    name: 'side_conversation.changed',
    caseId: side.standingCaseId,
    content: {
      ...about(side),
      ...(moved && { dueAt: dueAt?.toISOString() ?? null }),
      ...(handed && { owner: owner.name }),
      ...(handed &&
        owner.id !== ctx.actor.id && {
          to: await withStandIns(ctx, side.standingCaseId, [owner]),
          said: `Now yours: ${side.party}, ${side.subject}`,
        }),
    },
  })
  return showSide(ctx, id)
}

/** Nothing is waited for any more. Also possible on a closed case: it is no work on it. */
export async function endSide(ctx: Context, id: string, version: number): Promise<SideConversation> {
  const side = await loadToChange(ctx, id, version)
  if (side.status === 'closed') return showSide(ctx, id)
  await store.updateSide(ctx.db, id, side.version, {
    status: 'closed',
    closed_at: ctx.now,
    closed_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
  })
  const causeId = await ctx.record({
    name: 'side_conversation.ended',
    caseId: side.standingCaseId,
    content: about(side),
  })
  await endWait(ctx.asSystem(), side.standingCaseId, {
    waited: stepText(side.party, side.subject),
    step: `Go on without waiting for ${side.party}`,
    causeId,
  })
  return showSide(ctx, id)
}

export async function reopenSide(ctx: Context, id: string, version: number): Promise<SideConversation> {
  const side = await loadToChange(ctx, id, version)
  if (side.status !== 'closed') return showSide(ctx, id)
  await store.updateSide(ctx.db, id, side.version, { status: 'answered', closed_at: null, closed_by: null })
  await ctx.record({ name: 'side_conversation.reopened', caseId: side.standingCaseId, content: about(side) })
  return showSide(ctx, id)
}

/** Nobody answered in time: whoever sees to it hears of it, once for each date. */
export async function remindOf(ctx: Context, id: string): Promise<void> {
  const side = await store.lockSide(ctx.db, id)
  if (side?.status !== 'open' || side.reminded_at || !side.due_at || side.due_at > ctx.now) return
  await store.followSide(ctx.db, id, { reminded_at: ctx.now })
  await ctx.record({
    name: 'side_conversation.overdue',
    caseId: side.standingCaseId,
    content: {
      ...about(side),
      dueAfter: side.due_at.toISOString(),
      to: await toOwner(ctx, side),
      said: `${side.party} has not answered: ${side.subject}`,
    },
  })
}
