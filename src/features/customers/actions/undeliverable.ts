import type { Context } from '../../../platform/context.ts'
import { normalisedEmail } from '../rules.ts'
import { setUndeliverable } from '../store/contacts.ts'

/** Notes on the contact that mail to this address comes back, and why. Unknown addresses change nothing. */
export async function markUndeliverable(ctx: Context, address: string, reason: string): Promise<void> {
  const email = normalisedEmail(address)
  const contactId = email === null ? undefined : await setUndeliverable(ctx.db, email, ctx.now, reason.slice(0, 500))
  if (!contactId) return
  await ctx.record({ name: 'contact.undeliverable', content: { contactId, email, because: reason } })
  ctx.changed({ kind: 'contact', id: contactId })
}
