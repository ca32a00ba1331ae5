import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import * as contracts from '../store/contracts.ts'
import * as store from '../store/coverage.ts'
import { keepReservation } from '../store/ledger.ts'
import { columnsOf, consequenceOf, decide, takeIncident, tell } from './decide-coverage.ts'
import { giveBack } from './give-back.ts'

/** Checks at intake whether a case is covered, and takes its incident. Imported history is not charged. */
export async function coverNewCase(ctx: Context, event: RecordedEvent): Promise<void> {
  const { caseId, content } = event
  if (caseId === null || content.imported === true) return
  const definition = await definitionOf(ctx, String(content.typeId), Number(content.typeVersion))
  const accountId = content.accountId as string | null
  const rows = accountId === null ? [] : await contracts.lockedOfAccount(ctx.db, accountId, null)
  if (rows.length === 0 && (definition.uncovered === 'warn' || definition.uncovered === 'none')) return
  const asked = (await store.askedFor(ctx.db, caseId))!
  // Who has agreed on a contract with nobody is asked for no approval; what is charged by the case still is.
  const mayAsk = rows.length > 0 || definition.uncovered !== 'approval'
  if (!mayAsk && !(await contracts.isAnyAgreed(ctx.db, asked))) return
  const decision = await decide(ctx, rows, asked, event.at)
  const consequence = consequenceOf(decision.verdict, definition.uncovered)
  await store.insertCoverage(ctx.db, { case_id: caseId, at: event.at, consequence, ...columnsOf(decision) })
  await tell(ctx, 'case.coverage_decided', caseId, decision, { consequence, causeId: event.id })
  await takeIncident(ctx, caseId, rows, decision)
}

/** Decides again when a case turns out to be somebody else's, or of another kind; what people chose stands. */
export async function coverChangedCase(ctx: Context, event: RecordedEvent): Promise<void> {
  const fields = (event.content.fields ?? {}) as Record<string, { from: unknown; to: unknown }>
  const asksAnew = ['account', 'contact', 'type', 'product', 'asset'].some((field) => field in fields)
  if (event.caseId === null || !asksAnew) return
  const asked = (await store.askedFor(ctx.db, event.caseId))!
  const before = await store.findCoverage(ctx.db, event.caseId)
  if ((before?.chosen_because && !('account' in fields)) || asked.imported) return
  if (!before) return coverNewCase(ctx, { ...event, at: asked.createdAt, content: { ...asked } })
  const rows = await contracts.lockedOfAccount(ctx.db, asked.accountId, before.contract_id)
  const { uncovered } = await definitionOf(ctx, asked.typeId, asked.typeVersion)
  await giveBack(ctx, event.caseId, before.entitlement_id, 'what the case is about was changed')
  const decision = await decide(ctx, rows, asked, asked.createdAt)
  const consequence = consequenceOf(decision.verdict, uncovered)
  const unchosen = { chosen_by: null, chosen_because: null }
  const undecided = { decided_at: null, decided_by: null, approved: null, decision_note: null }
  const columns = { consequence, ...columnsOf(decision), ...unchosen, ...undecided }
  await store.updateCoverage(ctx.db, event.caseId, before.version, columns)
  await keepReservation(ctx.db, event.caseId, null)
  await tell(ctx, 'case.coverage_decided', event.caseId, decision, { consequence, causeId: event.id })
  await takeIncident(ctx, event.caseId, rows, decision)
}

/** A case that has ended holds no hours; one that should not have been opened gets back the incident that it took. */
export async function coverEndedCase(ctx: Context, event: RecordedEvent): Promise<void> {
  if (event.caseId === null) return
  const before = await store.findCoverage(ctx.db, event.caseId)
  if (!before) return
  await keepReservation(ctx.db, event.caseId, null)
  if (event.name === 'case.withdrawn')
    await giveBack(ctx, event.caseId, before.entitlement_id, 'the case was withdrawn')
}
