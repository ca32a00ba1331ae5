import type { Context } from '../../../platform/context.ts'
import { instantOfId } from '../../../platform/ids.ts'
import type { Uncovered } from '../../casetypes/contract.ts'
import { namesOf } from '../../products/actions.ts'
import type { Coverage, Verdict } from '../contract/coverage.ts'
import { type AskedFor, type ContractFacts, coverageOf } from '../rules/coverage.ts'
import { standingOf } from '../rules/ledger.ts'
import { contractNumberText } from '../rules/numbers.ts'
import { ledgerBy } from '../rules/standings.ts'
import type * as contracts from '../store/contracts.ts'
import * as ledger from '../store/ledger.ts'
import { countedIds, settle, takeForCase } from './ledger.ts'

export type Decision = Omit<Coverage, 'at'>

/** What was decided, and what the contracts have: nothing else is to be read for what the case takes. */
export interface Decided extends Decision {
  standings: ReadonlyMap<string, ledger.KeptStanding>
}

/** Settles the contracts, then decides. The caller holds their locks: the balance looked at is the balance taken from. */
export async function decide(
  ctx: Context,
  rows: readonly contracts.ContractRow[],
  asked: AskedFor,
  at: Date,
): Promise<Decided> {
  for (const row of rows) if (row.settleAt && row.settleAt <= ctx.now) await settle(ctx, row)
  const standings = await ledger.keptStandings(ctx.db, rows.flatMap(countedIds), ctx.now)
  const left = new Map([...standings].map(([id, { balance, reserved }]) => [id, balance - reserved]))
  return { ...coverageOf(await factsOf(ctx, rows, left), asked, at.getTime()), standings }
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
  // A cancellation, for one, ends a grant from the beginning of its day on: what was not written by then was not so.
  for (const [id, entries] of ledgers)
    ledgers.set(
      id,
      entries.filter((entry) => instantOfId(entry.id) <= at),
    )
  const reserved = at < ctx.now ? new Map<string, number>() : await ledger.reservedOf(ctx.db, ids, forCase)
  const left = rows.flatMap((row) =>
    row.terms.entitlements
      .filter(({ amount }) => amount !== null)
      .map((each): [string, number] => {
        const { balance } = standingOf(ledgerBy(row, each, ledgers.get(each.id) ?? [], at.getTime()))
        return [each.id, balance - (reserved.get(each.id) ?? 0)]
      }),
  )
  return factsOf(ctx, rows, new Map(left))
}

async function factsOf(
  ctx: Context,
  rows: readonly contracts.ContractRow[],
  left: ReadonlyMap<string, number>,
): Promise<ContractFacts[]> {
  const named = (of: 'productIds' | 'assetIds') => rows.flatMap(({ terms }) => terms[of])
  const names = await namesOf(ctx, named('productIds'), named('assetIds'))
  return rows.map(({ id, number, terms, cancelledOn }) => ({
    id,
    number: contractNumberText(number),
    terms,
    cancelledOn,
    names,
    left,
  }))
}

export async function takeIncident(
  ctx: Context,
  caseId: string,
  rows: readonly contracts.ContractRow[],
  { by, standings }: Decided,
): Promise<void> {
  if (by?.entitlement.kind !== 'incidents') return
  const row = rows.find(({ id }) => id === by.contract.id)!
  await takeForCase(ctx, row, standings.get(by.entitlement.id)!, caseId)
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
