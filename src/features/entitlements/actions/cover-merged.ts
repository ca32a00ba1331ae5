import type { Context, RecordedEvent } from '../../../platform/context.ts'
import * as contracts from '../store/contracts.ts'
import { findCoverage } from '../store/coverage.ts'
import { findEntitlement, keepReservation } from '../store/ledger.ts'
import * as merged from '../store/merged.ts'
import { giveBack } from './give-back.ts'
import { writeEntry } from './ledger.ts'

const becauseMerged = 'the case was merged into another'

/** A case that went into another holds no hours and gets its incident back: the survivor has taken its own. */
export async function uncoverMergedCase(ctx: Context, { id, caseId }: RecordedEvent): Promise<void> {
  const coverage = caseId === null ? undefined : await findCoverage(ctx.db, caseId)
  if (caseId === null || !coverage) return
  const held = await merged.reservationOf(ctx.db, caseId)
  if (held) {
    // The undo finds by this entry what was held.
    await ctx.record({ name: 'case.hours_released', caseId, causeId: id, content: { ...held } })
    await keepReservation(ctx.db, caseId, null)
  }
  await giveBack(ctx, caseId, coverage.entitlement_id, becauseMerged)
}

/** What a merge gave back is taken again when the merge is undone, and the hours held for the case are held again. */
export async function coverRestoredCase(ctx: Context, { caseId, content }: RecordedEvent): Promise<void> {
  const coverage = caseId === null ? undefined : await findCoverage(ctx.db, caseId)
  if (caseId === null || !coverage?.entitlement_id) return
  const entitlement = await findEntitlement(ctx.db, coverage.entitlement_id)
  const held = await merged.releasedBy(ctx.db, caseId, String(content.mergeId))
  if (held) await keepReservation(ctx.db, caseId, { ...held, at: new Date(held.at) })
  const note = await merged.lastNoteOf(ctx.db, caseId, coverage.entitlement_id)
  if (!entitlement || note !== becauseMerged) return
  await contracts.lockContract(ctx.db, entitlement.contract_id)
  const row = (await contracts.findContract(ctx.db, entitlement.contract_id))!
  const terms = row.terms.entitlements.find((each) => each.id === entitlement.id)
  const taking = { kind: 'consume', amount: 1, caseId, note: 'the merge was undone' } as const
  if (terms) await writeEntry(ctx, row, terms, taking)
}
