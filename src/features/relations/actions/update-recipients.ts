import type { Context } from '../../../platform/context.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { mayWriteAutomatically } from '../../mailboxes/rules/automatic.ts'
import { recipientsOf } from '../rules/recipients.ts'
import * as store from '../store/updates.ts'

/** Whom an update on a problem reaches now, as its writer may see it. */
export async function updateRecipients(ctx: Context, problemId: string) {
  const ours = await store.ownAddresses(ctx.db)
  const reached = await store.reachedBy(ctx.db, ctx.actor, problemId)
  const candidates = reached.map(({ id, number, mergedInto, lastWroteAt, addresses, ...each }) => ({
    ...each,
    caseId: id,
    number: caseNumberText(number),
    mergedInto: mergedInto === null ? null : mergedInto > 0 ? caseNumberText(mergedInto) : 'another case',
    lastWroteAt: lastWroteAt?.getTime() ?? 0,
    addresses: addresses.map((address) => ({ ...address, takesMail: mayWriteAutomatically(address.email, ours) })),
  }))
  const { recipients, leftOut } = recipientsOf(candidates)
  return {
    recipients,
    // A problem that no customer reported reaches only those of its incidents.
    leftOut: leftOut.filter(({ caseId }) => caseId !== problemId),
    hidden: await store.hiddenOpen(ctx.db, ctx.actor, problemId),
  }
}
