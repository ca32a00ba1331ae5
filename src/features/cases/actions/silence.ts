import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { closesAt, nobodysStep, stepOfCustomer } from '../rules/lifecycle.ts'
import { updateFacts } from '../store/write.ts'
import { loadToChange } from './load.ts'

/**
 * Whoever was not asked is not silent. While the letter that tells of a resolution has not left, its case does not close by
 * itself; when it leaves, or the customer was called for the first time, the type's days begin.
 */
export async function followAsking(ctx: Context, event: RecordedEvent): Promise<void> {
  const { letter, besides, reached } = event.content
  const called = event.name === 'call.logged' && reached === true
  const counts = called || event.content.counts
  // Only the letter to the case's own customer holds it: whoever else is told is not waited for.
  const asks = letter === 'resolution' && besides !== true
  if (!event.caseId || !(called || asks) || typeof counts !== 'boolean') return
  const { record, definition } = await loadToChange(ctx, event.caseId)
  const asked = record.next_step_whose === 'customer'
  if (record.status !== 'resolved' || (called && asked)) return
  const notYet = {
    next_step: 'Our letter has not left: call them, or see that mail leaves',
    next_step_whose: 'us' as const,
    next_step_person_id: record.owner_id,
    next_step_due_at: null,
  }
  const closes = closesAt(definition, ctx.now)
  await updateFacts(ctx.db, record.id, {
    closes_at: counts ? closes : null,
    ...(counts ? stepOfCustomer(definition.closure.askCustomer, closes) : notYet),
    updated_at: ctx.now,
  })
}

/** There is nobody whom a letter of the resolution could go to: nobody is waited for either, and the case closes unasked. */
export async function noteNobodyAsked(ctx: Context, caseId: string): Promise<void> {
  await updateFacts(ctx.db, caseId, { ...nobodysStep, updated_at: ctx.now })
}
