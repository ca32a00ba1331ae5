import type { Context } from '../../../platform/context.ts'
import { makeLetterLink } from '../../../platform/letter-links.ts'
import * as store from '../store.ts'

/** After a case was closed, its letter still leads somewhere for a while: to a follow-up, if it was not solved. */
const daysAfterClosing = 30

/** Links of earlier letters on the case end. */
export const endConfirmLinks = (ctx: Context, caseId: string): Promise<void> =>
  store.endConfirmLinks(ctx.db, caseId, ctx.now)

/** A new link for a letter. */
export async function makeConfirmLink(
  ctx: Context,
  {
    caseId,
    closesAt,
    ...detail
  }: {
    caseId: string
    messageId: string
    contactId: string | null
    email: string
    /** The merged case that the page is to speak of. */
    askedIn?: string
    closesAt: Date
  },
): Promise<void> {
  const expiresAt = new Date(closesAt.getTime() + daysAfterClosing * 86_400_000)
  await makeLetterLink(ctx, 'confirm', { caseId, detail, expiresAt })
}
