import type { Context } from '../../../platform/context.ts'
import { heldBy } from '../rules/given-back.ts'
import type { Entry } from '../rules/ledger.ts'
import * as contracts from '../store/contracts.ts'
import * as store from '../store/ledger.ts'
import { settle } from './ledger.ts'
import { rowOf } from './ledger-row.ts'

/**
 * Returns the incident that a case took to the grant it came from, and takes off the overage what went beyond it. To a
 * grant that has ended it comes back only to be lost, or carried over, with the rest of it.
 */
export async function giveBack(
  ctx: Context,
  caseId: string,
  entitlementId: string | null,
  because: string,
): Promise<void> {
  const held = entitlementId === null ? undefined : await store.findEntitlement(ctx.db, entitlementId)
  if (held?.kind !== 'incidents') return
  await contracts.lockContract(ctx.db, held.contract_id)
  const row = (await contracts.findContract(ctx.db, held.contract_id))!
  const ledger = (await settle(ctx, row)).get(held.id)
  const { parts, overage } = heldBy(ledger ?? [], await store.entriesOfCase(ctx.db, caseId, held.id))
  const plain = { at: ctx.now.getTime(), kind: 'give_back', key: null } as const
  const entries = parts.map((part): Entry => ({ ...plain, ...part, id: ctx.newId(), overage: 0 }))
  if (overage > 0)
    entries.push({ ...plain, id: ctx.newId(), amount: 0, overage: -overage, lotId: null, expiresAt: null })
  if (entries.length === 0) return
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await store.insertEntries(
    ctx.db,
    entries.map((entry) => ({ ...rowOf(held.id, entry), case_id: caseId, person_id: person, note: because })),
  )
  await settle(ctx, (await contracts.findContract(ctx.db, held.contract_id))!)
  ctx.changed({ kind: 'account', id: row.accountId })
}
