import type { Context } from '../../../platform/context.ts'
import * as store from '../store.ts'

/** What a case began with when no mail brought it: the customer's words, or a colleague's note. */
export async function insertFirstMessage(
  ctx: Context,
  opened: { id: string; openedEventId: string },
  message: { text: string; from: 'customer' | 'colleague'; contactId: string | null },
): Promise<void> {
  const id = ctx.newId()
  const customer = message.from === 'customer'
  await store.insertMessage(ctx.db, {
    id,
    case_id: opened.id,
    kind: customer ? (ctx.actor.kind === 'key' ? 'api' : 'form') : 'note',
    direction: customer ? 'in' : 'internal',
    public: customer,
    author_id: !customer && ctx.actor.kind === 'person' ? ctx.actor.id : null,
    contact_id: message.contactId,
    from_name: customer ? null : ctx.actor.name,
    text: message.text,
    received_at: ctx.now,
    created_at: ctx.now,
  })
  await ctx.record({
    name: customer ? 'message.received' : 'note.added',
    caseId: opened.id,
    causeId: opened.openedEventId,
    content: { messageId: id, ...(customer && { machine: false, opening: true, receivedAt: ctx.now.toISOString() }) },
  })
}
