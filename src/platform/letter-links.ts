import type { Context } from './context.ts'
import { insertLinkToken, sealedTokenOf } from './link-tokens.ts'
import { newSecret, secretHash } from './secrets.ts'
import { openVault } from './vault.ts'

/** Pages that letters to customers lead to; each is the purpose of its links. */
export type LetterPage = 'confirm' | 'survey'

/** How a letter's text names the customer's link while it rests here: the secret in it is for the customer alone. */
export const linkPlaceholder = (ctx: Context, page: LetterPage): string => `${ctx.config.links}/${page}/…`

interface NewLetterLink {
  caseId: string
  detail: Record<string, unknown> & { messageId: string }
  expiresAt: Date
}

/** A new link for a letter of a case: the hash of its secret is kept, and the secret sealed until the letter leaves. */
export async function makeLetterLink(ctx: Context, page: LetterPage, link: NewLetterLink): Promise<void> {
  const token = newSecret()
  await insertLinkToken(ctx.db, {
    purpose: page,
    subjectId: link.caseId,
    detail: link.detail,
    id: ctx.newId(),
    tokenHash: secretHash(token),
    sealed: openVault(ctx.config.dataDir).seal(token),
    at: ctx.now,
    expiresAt: link.expiresAt,
  })
}

/** The text of a letter as it leaves: with the customer's own link in it. */
export async function withLetterLink(
  ctx: Context,
  page: LetterPage,
  message: { id: string; case_id: string; text: string },
): Promise<string> {
  // Where links lead may have been set anew since the letter was written. No part is empty: a second // ends the try.
  const written = new RegExp(`https?://[^\\s/]+(?:/[^\\s/]+)*/${page}/…`, 'g')
  const placeholder = message.text.match(written)?.at(-1) ?? linkPlaceholder(ctx, page)
  const at = message.text.lastIndexOf(placeholder)
  const known =
    at < 0
      ? undefined
      : await sealedTokenOf(ctx.db, { purpose: page, subjectId: message.case_id }, ['messageId', message.id])
  if (!known) return message.text
  const link = `${ctx.config.links}/${page}/${openVault(ctx.config.dataDir).open(known.sealed)}`
  return message.text.slice(0, at) + link + message.text.slice(at + placeholder.length)
}
