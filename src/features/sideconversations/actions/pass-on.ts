import type { Context, RecordedEvent } from '../../../platform/context.ts'
import * as store from '../store/conversations.ts'
import { about } from './load.ts'

/**
 * Whoever leaves for good leaves nothing unattended: what they saw to is seen to by the owner of its case, else by who
 * took over their work, else by the lead of its team.
 */
export async function passOnSides(ctx: Context, event: RecordedEvent): Promise<void> {
  const leaver = String(event.content.personId)
  const { handedOverTo: chosen } = event.content
  // A queue sees to nothing.
  const heir = typeof chosen === 'string' && chosen !== 'queue' ? chosen : null
  for (const { id, to } of await store.sidesToPassOn(ctx.db, leaver, heir)) {
    const side = await store.lockSide(ctx.db, id)
    if (side?.owner_id !== leaver || side.status === 'closed') continue
    await store.updateSide(ctx.db, id, null, { owner_id: to.id })
    await ctx.asSystem().record({
      name: 'side_conversation.changed',
      caseId: side.standingCaseId,
      causeId: event.id,
      content: { ...about(side), owner: to.name, to: [to], said: `Now yours: ${side.party}, ${side.subject}` },
    })
  }
}
