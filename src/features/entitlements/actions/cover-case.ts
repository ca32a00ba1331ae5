import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import * as contracts from '../store/contracts.ts'
import * as store from '../store/coverage.ts'
import { keepReservation } from '../store/ledger.ts'
import { columnsOf, consequenceOf, decideLocked, giveBack, takeIncident, tell } from './decide-coverage.ts'

/** Checks at intake whether a case is covered, and takes its incident. Imported history is not charged. */
export async function coverNewCase(ctx: Context, event: RecordedEvent): Promise<void> {
  const { caseId, content } = event
  if (caseId === null || content.imported === true) return
  const definition = await definitionOf(ctx, String(content.typeId), Number(content.typeVersion))
  const accountId = content.accountId as string | null
  const some = accountId !== null && (await contracts.hasContracts(ctx.db, accountId))
  const rows = some ? await contracts.contractsOfAccount(ctx.db, accountId) : []
  if (!some && (definition.uncovered === 'warn' || definition.uncovered === 'none')) return
  const asked = (await store.askedFor(ctx.db, caseId))!
  const decision = await decideLocked(ctx, rows, asked, event.at)
  const consequence = consequenceOf(decision.verdict, definition.uncovered)
  await store.insertCoverage(ctx.db, { case_id: caseId, at: event.at, consequence, ...columnsOf(decision) })
  await tell(ctx, 'case.coverage_decided', caseId, decision, { consequence, causeId: event.id })
  await takeIncident(ctx, caseId, rows, decision)
}

/** Decides again when a case turns out to be somebody else's, or of another kind; what people chose stands. */
export async function coverChangedCase(ctx: Context, event: RecordedEvent): Promise<void> {
  const fields = (event.content.fields ?? {}) as object
  if (event.caseId === null || !['account', 'contact', 'type'].some((field) => field in fields)) return
  const asked = (await store.askedFor(ctx.db, event.caseId))!
  const before = await store.findCoverage(ctx.db, event.caseId)
  if ((before?.chosen_because && !('account' in fields)) || asked.imported) return
  if (!before) return coverNewCase(ctx, { ...event, at: asked.createdAt, content: { ...asked } })
  const rows = asked.accountId === null ? [] : await contracts.contractsOfAccount(ctx.db, asked.accountId)
  const { uncovered } = await definitionOf(ctx, asked.typeId, asked.typeVersion)
  await giveBack(ctx, event.caseId, before.entitlement_id, 'what the case is about was changed')
  const decision = await decideLocked(ctx, rows, asked, asked.createdAt)
  const consequence = consequenceOf(decision.verdict, uncovered)
  const undecided = { decided_at: null, decided_by: null, approved: null, decision_note: null }
  const columns = { consequence, ...columnsOf(decision), ...undecided }
  await store.updateCoverage(ctx.db, event.caseId, before.version, columns)
  await keepReservation(ctx.db, event.caseId, null)
  await tell(ctx, 'case.coverage_decided', event.caseId, decision, { consequence, causeId: event.id })
  await takeIncident(ctx, event.caseId, rows, decision)
}
