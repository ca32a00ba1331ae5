import type { Context } from '../../../platform/context.ts'
import { insertLinkToken, sealedTokenOf } from '../../../platform/link-tokens.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import { openVault } from '../../../platform/vault.ts'
import { mayDecide } from '../rules/decide.ts'
import { purpose } from '../store/links.ts'
import * as store from '../store.ts'
import { factsOf } from './facts.ts'

const daysValid = 14

/** Where somebody who is told of an approval decides it from their mail; null where their word is not asked for now. */
export async function linkToDecide(
  ctx: Context,
  { id: notificationId, personId, approvalId }: { id: string; personId: string; approvalId: string },
): Promise<{ url: string; until: Date } | null> {
  const row = await store.findApproval(ctx.db, approvalId)
  if (!row) return null
  const who = { id: personId, barred: row.barred, selfCheck: row.self_check }
  if (!mayDecide(factsOf(row), who, ctx.now).ok) return null
  const vault = openVault(ctx.config.dataDir)
  const urlOf = (token: string) => `${ctx.config.links}/approve/${token}`
  const about = { purpose, subjectId: approvalId }
  const known = await sealedTokenOf(ctx.db, about, ['notificationId', notificationId])
  if (known) return { url: urlOf(vault.open(known.sealed)), until: known.expiresAt }
  const token = newSecret()
  const until = new Date(ctx.now.getTime() + daysValid * 86_400_000)
  await insertLinkToken(ctx.db, {
    ...about,
    id: ctx.newId(),
    tokenHash: secretHash(token),
    sealed: vault.seal(token),
    detail: { personId, notificationId },
    at: ctx.now,
    expiresAt: until,
  })
  return { url: urlOf(token), until }
}
