import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { loadPair } from '../../cases/actions/merge-away.ts'
import { recountSaid } from '../../cases/actions/recount-said.ts'
import { reopenCase } from '../../cases/actions/resolve-case.ts'
import { returnToWork } from '../../cases/actions/transition-case.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { moveMessage as moveIt } from '../../conversations/actions/stored-message.ts'
import { saidOn } from '../../sla/actions/keep-time.ts'
import type { MovePreview } from '../contract.ts'
import {
  canMove,
  consequencesOfMove,
  type MoveFacts,
  type MovingSide,
  owesAnswer,
  reopens,
  returns,
} from '../rules/moving.ts'
import * as merges from '../store/merges.ts'
import * as store from '../store/messages.ts'

type CaseFacts = Awaited<ReturnType<typeof loadToRead>>

/** A message whose case the actor may see; refuses before anything is said of it. */
export async function messageToMove(ctx: Context, id: string): Promise<store.FoundMessage> {
  const message = await store.findMessage(ctx.db, ctx.actor, id)
  if (!message || message.undoneAt) throw new Refusal('not_found', { what: 'message', id })
  return message
}

/** What moving a message would do; nothing is changed. */
export async function previewMove(ctx: Context, id: string, to: string): Promise<MovePreview> {
  ctx.require('cases.read')
  const message = await messageToMove(ctx, id)
  const [from, target] = [await loadToRead(ctx, message.caseId), await loadToRead(ctx, to)]
  const facts = await moveFacts(ctx, message, from, target)
  const decision = canMove(facts)
  const linked = (record: CaseFacts) => ({
    id: record.id,
    number: caseNumberText(record.number),
    subject: record.subject,
    version: record.version,
  })
  return {
    from: linked(from),
    to: linked(target),
    allowed: decision.ok && (ctx.actor.rights.has('*') || ctx.actor.rights.has('cases.work')),
    because: decision.ok ? [] : decision.because,
    ...consequencesOfMove(facts),
  }
}

/** Moves a message that was threaded wrongly, with its files; the clocks of both cases follow from the two entries. */
export async function moveMessage(ctx: Context, id: string, asked: { to: string; version: number; toVersion: number }) {
  ctx.require('cases.work')
  const message = await messageToMove(ctx, id)
  const [from, to] = await loadPair(ctx, [message.caseId, asked.to])
  const facts = await moveFacts(ctx, await messageToMove(ctx, id), from.record, to.record)
  const decision = canMove(facts)
  if (!decision.ok) throw new Refusal('message_cannot_be_moved', { because: decision.because })
  for (const [record, version] of [
    [from.record, asked.version],
    [to.record, asked.toVersion],
  ] as const)
    if (record.version !== version)
      throw new Refusal('changed_meanwhile', { currentVersion: record.version, caseId: record.id })
  const linked = {
    from: { id: from.record.id, number: caseNumberText(from.record.number) },
    to: { id: to.record.id, number: caseNumberText(to.record.number) },
  }
  const said = owesAnswer(facts) ? await saidOf(ctx, from.record.id, id) : []
  await moveIt(ctx, id, from.record.id, to.record.id)
  const causeId = await tellMoved(ctx, id, linked, said)
  if (returns(facts))
    await returnToWork(ctx, to.record.id, { because: ['a message of the customer was moved here'], causeId })
  if (reopens(facts))
    await reopenCase(ctx, to.record.id, {
      because: 'a message that came later was moved here',
    })
  await recountSaid(ctx, [from.record.id, to.record.id])
  return linked
}

/** What the clocks of a case count of one message. */
export const saidOf = async (ctx: Context, caseId: string, messageId: string) =>
  (await saidOn(ctx, caseId)).filter((each) => each.id === messageId)

/** Puts the move on the timelines of both cases, from which their clocks follow, live and in replay. */
export async function tellMoved(
  ctx: Context,
  messageId: string,
  { from, to }: Record<'from' | 'to', { id: string; number: string }>,
  said: Awaited<ReturnType<typeof saidOf>>,
): Promise<string> {
  const content = { messageId, because: `moved by ${ctx.actor.name}` }
  const causeId = await ctx.record({
    name: 'message.moved_out',
    caseId: from.id,
    content: { ...content, to: to.id, number: to.number },
  })
  return ctx.record({
    name: 'message.moved_in',
    caseId: to.id,
    causeId,
    content: { ...content, from: from.id, number: from.number, said },
  })
}

async function moveFacts(
  ctx: Context,
  message: store.FoundMessage,
  from: CaseFacts,
  to: CaseFacts,
): Promise<MoveFacts> {
  const [said] = await saidOf(ctx, from.id, message.id)
  const people = from.restricted ? await merges.peopleOn(ctx.db, to.id) : []
  const sees = await whoMaySee(
    ctx.db,
    people.map(({ id }) => id),
    [from.id],
  )
  return {
    from: await sideOf(ctx, from),
    // Where only its team is closed, the other is not as restricted as a case that people restricted.
    to: { ...(await sideOf(ctx, to)), restricted: to.restricted_itself || (to.restricted && !from.restricted_itself) },
    isSame: from.id === to.id,
    sameAccount: from.account_id === to.account_id,
    may: { restrict: ctx.actor.rights.has('*') || ctx.actor.rights.has('cases.restrict') },
    strangers: people.filter(({ id }) => !sees(id, from.id)).map(({ name }) => name),
    others: message.others,
    message: {
      isLeaving: message.delivery === 'held' || message.delivery === 'queued',
      asks: said?.by === 'customer',
      receivedAt: message.receivedAt,
    },
  }
}

async function sideOf(ctx: Context, record: CaseFacts): Promise<MovingSide> {
  const { mergedInto, account } = await merges.namesOn(ctx.db, record.id)
  return {
    account,
    number: caseNumberText(record.number),
    status: record.status as Status,
    restricted: record.restricted,
    mergedInto: mergedInto === null ? null : caseNumberText(mergedInto),
    teamId: record.team_id,
    resolvedAt: record.resolved_at,
    answeredAt: record.last_public_reply_at,
  }
}
