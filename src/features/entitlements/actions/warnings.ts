import type { Context } from '../../../platform/context.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import type { Entry } from '../rules/ledger.ts'
import { contractNumberText } from '../rules/numbers.ts'
import { whoToWarn } from '../rules/warned.ts'
import { warningSaid } from '../rules/warnings.ts'
import type { ContractRow } from '../store/contracts.ts'
import * as store from '../store/ledger.ts'
import { maybeWarned } from '../store/warned.ts'
import { rowOf } from './ledger-row.ts'

/** Writes what the ledger warns of, and tells those who look after the account, once for each share of a grant. */
export async function writeWarnings(
  ctx: Context,
  row: ContractRow,
  entitlementId: string,
  warnings: readonly Omit<Entry, 'id'>[],
  balance: number,
): Promise<void> {
  if (warnings.length === 0) return
  const { name = '', kind = 'hours' } = row.terms.entitlements.find(({ id }) => id === entitlementId) ?? {}
  const percents = warnings.map(({ key }) => Number(key?.split(':')[1]))
  await store.insertEntries(
    ctx.db,
    warnings.map((each, at) => ({
      ...rowOf(entitlementId, { ...each, id: ctx.newId() }),
      note: `${percents[at]} % is used`,
    })),
  )
  const { people, namedAgent } = await maybeWarned(ctx.db, row.accountId)
  await ctx.record({
    name: 'contract.warned',
    content: {
      contractId: row.id,
      contract: contractNumberText(row.number),
      to: whoToWarn(await actorsOf(ctx.db, people), namedAgent),
      said: warningSaid({ name, kind, balance, percent: Math.max(...percents) }),
    },
  })
}
