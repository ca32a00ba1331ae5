import type { Context } from '../../../platform/context.ts'
import { idAt } from '../../../platform/ids.ts'
import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { open, settleOne } from '../../entitlements/actions/contracts.ts'
import { caseCoverage, decideUncovered } from '../../entitlements/actions/coverage.ts'
import { addEntry, writeEntry } from '../../entitlements/actions/ledger.ts'
import { accounts } from '../rules/company/accounts.ts'
import { agreedAt, contractOf, knownContract } from '../rules/company/contracts.ts'
import type { Company } from './make-company.ts'

/** What the customers of Norrvik agreed with it, each when it was signed, and how it stood before the first case that is told. */
export async function makeContracts(
  retell: Retell,
  { accountIds, actors }: Pick<Company, 'accountIds' | 'actors'>,
  now: Date,
  firstCase: Date,
): Promise<void> {
  for (const account of accounts) {
    const terms = contractOf(account, now, () => idAt(firstCase))
    if (!terms) continue
    const { answer: contract } = await retell(actors.helen, agreedAt(terms, firstCase), (ctx) =>
      open(ctx, accountIds.get(account.name)!, terms, { demo: true }),
    )
    await retell(systemActor, firstCase, async (ctx) => {
      if (account.name !== knownContract.account) return settleOne(ctx, contract.id)
      const { usedMinutes: amount, note } = knownContract
      await writeEntry(ctx, contract, terms.entitlements[0]!, { kind: 'consume', amount, caseId: null, note })
    })
  }
}

/** The lead lets work go ahead that no contract covers, where the type asks for it. */
export async function approveWork(ctx: Context, caseId: string): Promise<void> {
  const { coverage } = await caseCoverage(ctx, caseId)
  if (coverage?.consequence !== 'approval' || coverage.decision) return
  await decideUncovered(ctx, caseId, { version: coverage.version, approve: true, note: 'Goodwill, once' })
}

/** What was worked on a case that prepaid hours cover is taken from them, in quarters of an hour. */
export async function bookHours(ctx: Context, caseId: string, minutes: number): Promise<void> {
  const { coverage } = await caseCoverage(ctx, caseId)
  const covering = coverage?.contract?.standings.find(({ id }) => id === coverage.by?.entitlement.id)
  if (covering?.kind !== 'hours' || covering.nextGrantAt === null) return
  await addEntry(ctx, covering.id, { kind: 'consume', amount: minutes, note: 'Remote help', case: caseId })
}
