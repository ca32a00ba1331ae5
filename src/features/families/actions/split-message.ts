import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { recountSaid } from '../../cases/actions/recount-said.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { moveMessage } from '../../conversations/actions/stored-message.ts'
import type { FoundMessage } from '../store/messages.ts'
import { messageToMove, saidOf, tellMoved } from './move-message.ts'

/** Opens a linked case with one message and its files; it has waited since that was received. */
export async function splitMessage(
  ctx: Context,
  id: string,
  asked: { version: number; typeId?: string | undefined; subject?: string | undefined },
): Promise<string> {
  ctx.require('cases.work')
  const { caseId } = await messageToMove(ctx, id)
  const { record } = await loadToChange(ctx, caseId)
  const message = await messageToMove(ctx, id)
  if (message.caseId !== record.id || record.version !== asked.version)
    throw new Refusal('changed_meanwhile', { currentVersion: record.version, caseId: record.id })
  refuseOurs(message, caseNumberText(record.number))
  const said = await saidOf(ctx, record.id, id)
  const text = message.visibleText ?? message.text
  const sameContact = message.contactId === null || message.contactId === record.contact_id
  const opened = await openCase(ctx, {
    subject: asked.subject ?? (message.subject || `${record.subject} (split off)`),
    text,
    typeId: asked.typeId,
    // A restricted case keeps its circle.
    ...(record.restricted && { teamId: record.team_id }),
    restricted: record.restricted_itself,
    contactId: message.contactId ?? record.contact_id,
    ...(sameContact && { accountId: record.account_id }),
    ...(sameContact && { productId: record.product_id, assetId: record.asset_id }),
    channel: message.kind === 'note' || message.kind === 'call' ? 'agent' : record.channel,
    language: message.language ?? record.language,
    opening: said[0]?.by === 'customer' ? 'customer' : 'agent',
    receivedAt: message.receivedAt,
    followUpOfId: record.id,
    ...(record.mailbox_id && { mailboxId: record.mailbox_id }),
  })
  await moveMessage(ctx, id, record.id, opened.id)
  const links = {
    from: { id: record.id, number: caseNumberText(record.number) },
    to: { id: opened.id, number: caseNumberText(opened.number) },
  }
  await tellMoved(ctx, id, links, said)
  await recountSaid(ctx, [record.id, opened.id])
  return opened.id
}

function refuseOurs(message: FoundMessage, number: string): void {
  if (message.direction === 'out' && message.kind !== 'call')
    throw new Refusal('message_cannot_be_moved', {
      because: ['What we wrote opens no case. Move it to another case instead.'],
    })
  if (message.others === 0)
    throw new Refusal('message_cannot_be_moved', {
      because: [`It is all that ${number} has: there is nothing to split.`],
    })
}
