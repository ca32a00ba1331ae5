import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { mailOfMessage, updateInbound } from '../store/inbound.ts'

/** The ledger says of a mail in which case its message is now. */
export async function followMessage(ctx: Context, { caseId, content }: RecordedEvent): Promise<void> {
  const mail = await mailOfMessage(ctx.db, String(content.messageId))
  if (mail && caseId) await updateInbound(ctx.db, mail.id, { case_id: caseId })
}
