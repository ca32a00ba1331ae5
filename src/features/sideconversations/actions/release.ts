import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { endWait, waitForOthers } from '../../cases/actions/wait-for-others.ts'
import type { SideMessage } from '../contract.ts'
import { answeredText, dueOfNext, stepText } from '../rules.ts'
import * as store from '../store/conversations.ts'
import * as messages from '../store/messages.ts'
import { about, loadSide } from './load.ts'
import { showMessage } from './show.ts'

/** One job for each message at a time; its tries spread over some hours. */
export const sendSideOptions = (id: string) => ({ key: `send side ${id}`, maxAttempts: 12 })

/** A message and the side conversation it stands in, both locked in the order that everybody takes them. */
export async function lockBoth(ctx: Context, id: string) {
  const sideId = await messages.sideOfMessage(ctx.db, id)
  const side = sideId ? await store.lockSide(ctx.db, sideId) : undefined
  const message = side && (await messages.lockMessage(ctx.db, id))
  return side && message ? { side, message } : undefined
}

/** Ends the undo window: from here on it is their move, and a job sends it; whoever wrote it may end it all meanwhile. Safe to call twice. */
export async function releaseSideMessage(ctx: Context, id: string): Promise<void> {
  const found = await lockBoth(ctx, id)
  if (!found || found.message.released_at || found.message.undone_at) return
  const { side } = found
  await messages.updateMessage(ctx.db, id, { released_at: ctx.now, delivery: 'queued', received_at: ctx.now })
  const eventId = await ctx.asSystem().record({
    name: 'side_message.released',
    caseId: side.standingCaseId,
    content: { ...about(side), sideMessageId: id },
  })
  // Ended since it was written: it was their last word, and nothing is waited for.
  if (side.status !== 'closed') await asked(ctx.asSystem(), side, { messageId: id, causeId: eventId })
  await ctx.enqueue('send-side-message', { messageId: id }, sendSideOptions(id))
}

/** It is their move, and the case says so where it was asked to, by somebody who may work on it. */
export async function asked(
  ctx: Context,
  side: store.SideRecord,
  { messageId, causeId }: { messageId: string; causeId: string },
): Promise<void> {
  const due = dueOfNext(side.due_at, await messages.lastAsked(ctx.db, side, messageId), ctx.now)
  const moved = due?.getTime() !== side.due_at?.getTime()
  await store.followSide(ctx.db, side.id, {
    status: 'open',
    closed_at: null,
    closed_by: null,
    ...(moved && { due_at: due, reminded_at: null }),
  })
  if (side.on_case === 'nothing' || due === null || !mayWork(ctx)) return
  await waitForOthers(ctx.asSystem(), side.standingCaseId, {
    step: stepText(side.party, side.subject),
    until: due,
    onHold: side.on_case === 'on_hold',
    because: `waits for ${side.party}`,
    causeId,
  })
}

const mayWork = ({ actor }: Context): boolean => actor.rights.has('*') || actor.rights.has('cases.work')

/** They answered: it is our move, here and where the case waited for it. No clock of the customer hears of it. */
export async function answered(ctx: Context, side: store.SideRecord, causeId: string): Promise<void> {
  await store.updateSide(ctx.db, side.id, null, {
    status: 'answered',
    answered_at: ctx.now,
    closed_at: null,
    closed_by: null,
  })
  await endWait(ctx.asSystem(), side.standingCaseId, {
    waited: stepText(side.party, side.subject),
    step: answeredText(side.party),
    causeId,
  })
}

/** Takes a mail back while its window is open; with nothing else in it the side conversation is as if it never was. */
export async function undoSideMessage(ctx: Context, id: string): Promise<SideMessage> {
  ctx.require('cases.work')
  const sideId = await messages.sideOfMessage(ctx.db, id)
  const side = sideId ? await loadSide(ctx, sideId) : undefined
  const message = side && (await messages.lockMessage(ctx.db, id))
  if (!message?.release_at) throw new Refusal('not_found', { what: 'side message', id })
  if (message.released_at) throw new Refusal('already_sent')
  if (!message.undone_at) {
    await messages.updateMessage(ctx.db, id, { undone_at: ctx.now, delivery: null })
    if (!(await messages.hasOther(ctx.db, side!.id, id)))
      await store.updateSide(ctx.db, side!.id, null, {
        status: 'closed',
        closed_at: ctx.now,
        closed_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      })
    await ctx.record({
      name: 'side_message.undone',
      caseId: side!.standingCaseId,
      content: { ...about(side!), sideMessageId: id },
    })
  }
  return showMessage(ctx, id)
}
