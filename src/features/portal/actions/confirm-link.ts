import type { Context } from '../../../platform/context.ts'
import { insertLinkToken, sealedTokenOf } from '../../../platform/link-tokens.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import { openVault } from '../../../platform/vault.ts'
import * as store from '../store.ts'

/** After a case was closed, its letter still leads somewhere for a while: to a follow-up, if it was not solved. */
const daysAfterClosing = 30

/** How a letter's text names the customer's link while it rests here: the secret in it is for the customer alone. */
export const linkPlaceholder = (ctx: Context): string => `${ctx.config.links}/confirm/…`

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
  const token = newSecret()
  await insertLinkToken(ctx.db, {
    purpose: store.purpose,
    subjectId: caseId,
    detail,
    id: ctx.newId(),
    tokenHash: secretHash(token),
    sealed: openVault(ctx.config.dataDir).seal(token),
    at: ctx.now,
    expiresAt: new Date(closesAt.getTime() + daysAfterClosing * 86_400_000),
  })
}

/** The text of a letter as it leaves: with the customer's own link in it. */
export async function withConfirmLink(
  ctx: Context,
  message: { id: string; case_id: string; text: string },
): Promise<string> {
  // Where links lead may have been set anew since the letter was written. No part is empty: a second // ends the try.
  const placeholder =
    message.text.match(/https?:\/\/[^\s/]+(?:\/[^\s/]+)*\/confirm\/…/g)?.at(-1) ?? linkPlaceholder(ctx)
  const at = message.text.lastIndexOf(placeholder)
  const known =
    at < 0
      ? undefined
      : await sealedTokenOf(ctx.db, { purpose: store.purpose, subjectId: message.case_id }, ['messageId', message.id])
  if (!known) return message.text
  const link = `${ctx.config.links}/confirm/${openVault(ctx.config.dataDir).open(known.sealed)}`
  return message.text.slice(0, at) + link + message.text.slice(at + placeholder.length)
}
