import type { Context } from '../../../platform/context.ts'
import type { Uncovered } from '../../casetypes/contract.ts'
import type { Coverage, Verdict } from '../contract/coverage.ts'
import { type AskedFor, type ContractFacts, coverageOf } from '../rules/coverage.ts'
import { standingOf } from '../rules/ledger.ts'
import { contractNumberText } from '../rules/numbers.ts'
import { ledgerBy } from '../rules/standings.ts'
import * as contracts from '../store/contracts.ts'
import * as ledger from '../store/ledger.ts'
import { countedIds, settle, writeEntry } from './ledger.ts'

export type Decision = Omit<Coverage, 'at'>

/** Settles the contracts, then decides. The caller holds their locks: the balance looked at is the balance taken from. */
export async function decide(
  ctx: Context,
  rows: readonly contracts.ContractRow[],
  asked: AskedFor,
  at: Date,
): Promise<Decision> {
  for (const row of rows) if (row.settleAt && row.settleAt <= ctx.now) await settle(ctx, row)
  return coverageOf(await factsAt(ctx, rows, ctx.now, null), asked, at.getTime())
}

/** What contracts granted and had left at an instant, less what is held for other cases than `forCase` now. */
export async function factsAt(
  ctx: Context,
  rows: readonly contracts.ContractRow[],
  at: Date,
  forCase: string | null,
): Promise<ContractFacts[]> {
  const ids = rows.flatMap(countedIds)
  const ledgers = await ledger.ledgersOf(ctx.db, ids, at)
  const reserved = at < ctx.now ? new Map<string, number>() : await ledger.reservedOf(ctx.db, ids, forCase)
  return rows.map((row) => ({
    id: row.id,
    number: contractNumberText(row.number),
    terms: row.terms,
    cancelledOn: row.cancelledOn,
    left: new Map(
      row.terms.entitlements
        .filter(({ amount }) => amount !== null)
        .map((each) => {
          const { balance } = standingOf(ledgerBy(row, each, ledgers.get(each.id) ?? [], at.getTime()))
          return [each.id, balance - (reserved.get(each.id) ?? 0)]
        }),
    ),
  }))
}

export async function takeIncident(
  ctx: Context,
  caseId: string,
  rows: readonly contracts.ContractRow[],
  { by }: Decision,
): Promise<void> {
  if (by?.entitlement.kind !== 'incidents') return
  const row = rows.find(({ id }) => id === by.contract.id)!
  const entitlement = row.terms.entitlements.find(({ id }) => id === by.entitlement.id)!
  await writeEntry(ctx, row, entitlement, { kind: 'consume', amount: 1, caseId, note: null })
}

/** Returns the incident that a case took, to the period that was granted last. */
export async function giveBack(
  ctx: Context,
  caseId: string,
  entitlementId: string | null,
  because: string,
): Promise<void> {
  const held = entitlementId === null ? undefined : await ledger.findEntitlement(ctx.db, entitlementId)
  if (held?.kind !== 'incidents') return
  await contracts.lockContract(ctx.db, held.contract_id)
  const taken = await ledger.takenByCase(ctx.db, caseId, held.id)
  const row = (await contracts.findContract(ctx.db, held.contract_id))!
  const entitlement = row.terms.entitlements.find(({ id }) => id === held.id)
  if (taken > 0 && entitlement)
    await writeEntry(ctx, row, entitlement, { kind: 'give_back', amount: taken, caseId, note: because })
}

export const consequenceOf = (verdict: Verdict, uncovered: Uncovered): Uncovered =>
  verdict === 'covered' ? 'none' : uncovered

export const columnsOf = ({ verdict, by, considered }: Decision) => ({
  verdict,
  contract_id: by?.contract.id ?? null,
  entitlement_id: by?.entitlement.id ?? null,
  considered: JSON.stringify(considered),
})

export async function tell(
  ctx: Context,
  name: string,
  caseId: string,
  { verdict, by, considered }: Decision,
  more: { consequence: Uncovered; because?: string; causeId?: string },
): Promise<void> {
  const { causeId, ...content } = more
  await ctx.record({
    name,
    caseId,
    ...(causeId !== undefined && { causeId }),
    content: { verdict, contract: by?.contract ?? null, entitlement: by?.entitlement ?? null, considered, ...content },
  })
}
