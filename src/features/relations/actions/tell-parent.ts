import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { parentToTell } from '../store/links.ts'
import { saidOf } from './link-cases.ts'

/** A resolved child is told on the timeline of its parent, and to who owns that. */
export async function tellParent(ctx: Context, event: RecordedEvent): Promise<void> {
  const parent = event.caseId && (await parentToTell(ctx.db, event.caseId))
  if (!event.caseId || !parent) return
  const { ownerId, ownerName, openChildren, number, restricted } = parent
  const isNews = ownerId !== null && ownerId !== event.actor.id
  await ctx.asSystem().record({
    name: 'case.child_resolved',
    caseId: parent.id,
    causeId: event.id,
    content: {
      ...saidOf({ id: event.caseId, number, restricted }),
      openChildren,
      to: isNews ? [{ id: ownerId, name: ownerName }] : [],
    },
  })
}

/** What was answered in a child stands on the timeline of its parent as a line: who, never what. */
export async function noteAnswer(ctx: Context, event: RecordedEvent): Promise<void> {
  const { machine, bounce, opening, automatic, fromName, counts } = event.content
  if (!event.caseId || [machine, bounce, opening, automatic].includes(true)) return
  // A letter counts once: at its release, or when it left after all.
  if (event.name === 'message.received' ? false : counts === false || (event.name === 'message.sent' && !counts)) return
  const parent = await parentToTell(ctx.db, event.caseId)
  if (!parent) return
  const customer = event.name === 'message.received'
  await ctx.asSystem().record({
    name: 'case.child_answered',
    caseId: parent.id,
    causeId: event.id,
    content: {
      ...saidOf({ id: event.caseId, number: parent.number, restricted: parent.restricted }),
      side: customer ? 'customer' : 'us',
      ...(customer && !parent.restricted && { who: fromName ?? null }),
    },
  })
}
