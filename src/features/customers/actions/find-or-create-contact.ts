import type { Context } from '../../../platform/context.ts'
import { companyDomain, nameFromEmail } from '../rules.ts'
import * as store from '../store/find-contact.ts'

export interface Sender {
  name: string
  email?: string | undefined
  phone?: string | undefined
  language?: string | null | undefined
}

export interface FoundContact {
  id: string
  name: string
  accountId: string | null
  /** False while only the mail domain suggests the account: such a contact sees nothing of it. */
  accountVerified: boolean
  created: boolean
}

/** The contact with this address, or a new one; the account is linked by domain as a suggestion only. Safe in parallel. */
export async function findOrCreateContact(ctx: Context, sender: Sender): Promise<FoundContact> {
  const email = sender.email?.trim().toLowerCase() || null
  const known = email ? await store.contactByEmail(ctx.db, email) : undefined
  if (known)
    return {
      id: known.id,
      name: known.name,
      accountId: known.accountId,
      accountVerified: known.accountVerifiedAt !== null,
      created: false,
    }
  const domain = email ? companyDomain(email) : null
  const account = domain ? await store.accountByDomain(ctx.db, domain) : undefined
  const id = ctx.newId()
  const name = sender.name.trim() || (email ? nameFromEmail(email) : 'Unknown')
  const made = await store.insertContactWithEmail(ctx.db, {
    id,
    name,
    email,
    phones: sender.phone ? [sender.phone] : [],
    accountId: account?.id ?? null,
    language: sender.language ?? null,
    now: ctx.now,
  })
  if (!made) return findOrCreateContact(ctx, sender)
  ctx.changed({ kind: 'contact', id })
  return { id, name, accountId: account?.id ?? null, accountVerified: false, created: true }
}
