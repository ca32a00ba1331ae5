import type { Context } from '../../../platform/context.ts'
import { companyDomain, contactName, hintedAccount, normalisedEmail } from '../rules.ts'
import { accountsOfDomain } from '../store/accounts.ts'
import * as contacts from '../store/contacts.ts'

export interface FoundContact {
  id: string
  name: string
  accountId: string | null
  /** False while only the mail domain hints at the account: then nothing of the account may be shown or assumed. */
  accountVerified: boolean
  created: boolean
}

export interface Sender {
  name?: string | null | undefined
  email?: string | undefined
  phone?: string | undefined
  language?: string | null | undefined
}

/**
 * Whoever writes from this address, known or new. However many messages of a newcomer arrive at once, one contact
 * comes of them: the address is the key, and the second insert waits for the first. What cannot be an address makes a
 * contact without one.
 */
export async function findOrCreateContact(ctx: Context, sender: Sender): Promise<FoundContact> {
  const email = normalisedEmail(sender.email ?? '')
  const known = email === null ? undefined : await contacts.contactOfEmail(ctx.db, email)
  if (known) return { ...known, created: false }

  const domain = email === null ? null : companyDomain(email)
  const accountId = domain === null ? null : hintedAccount(await accountsOfDomain(ctx.db, domain))
  const id = ctx.newId()
  const name = contactName(sender.name, email)
  await contacts.insertContact(ctx.db, {
    id,
    name,
    account_id: accountId,
    language: sender.language ?? null,
    phones: sender.phone ? [sender.phone] : [],
    created_at: ctx.now,
  })
  if (email !== null && !(await contacts.takeEmail(ctx.db, id, email))) {
    await contacts.deleteContact(ctx.db, id)
    return findOrCreateContact(ctx, sender)
  }
  await ctx.record({ name: 'contact.created', content: { contactId: id, name, because: 'wrote to us' } })
  ctx.changed({ kind: 'contact', id })
  return { id, name, accountId, accountVerified: false, created: true }
}
