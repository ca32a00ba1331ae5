import type { Entry } from '../rules/ledger.ts'

export const rowOf = (entitlementId: string, { at, lotId, expiresAt, ...entry }: Entry) => ({
  id: entry.id,
  entitlement_id: entitlementId,
  at: new Date(at),
  kind: entry.kind,
  amount: entry.amount,
  overage: entry.overage,
  lot_id: lotId,
  expires_at: expiresAt === null ? null : new Date(expiresAt),
  key: entry.key,
})
