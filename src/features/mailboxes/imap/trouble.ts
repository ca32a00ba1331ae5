import type { Context } from '../../../platform/context.ts'
import { type Trouble, troublesOf } from '../rules/health.ts'
import * as store from './store.ts'

const trouble = ['failing', 'silent'] as const

/** Compares how mailboxes stand with what people were told of them: what is new is told once, what healed is settled. */
export async function tellTrouble(ctx: Context): Promise<void> {
  const told = await store.toldTroubles(ctx.db)
  const now = new Map<string, Trouble[]>()
  for (const { id, state } of await store.fetchingMailboxes(ctx.db))
    now.set(id, troublesOf(state, await store.lastArrivals(ctx.db, id), ctx.now))
  const { names, admins } = await store.aboutMailboxes(ctx.db)
  for (const [mailboxId, mailbox] of names)
    for (const kind of trouble) {
      const found = now.get(mailboxId)?.find((each) => each.kind === kind)
      const known = told.has(`${mailboxId} ${kind}`)
      const about = { mailboxId, mailbox, trouble: kind }
      if (found && !known)
        await ctx.record({ name: 'mailbox.troubled', content: { ...about, said: found.said, to: admins } })
      else if (!found && known) await ctx.record({ name: 'mailbox.recovered', content: about })
    }
}
