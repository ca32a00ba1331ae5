import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { closesAt } from '../rules/lifecycle.ts'
import { updateFacts } from '../store/write.ts'
import { loadToChange } from './load.ts'

/**
 * Whoever was not asked is not silent. While the letter that tells of a resolution has not left, its case does not close by
 * itself; when it leaves, or the customer was called, the type's days begin.
 */
export async function followAsking(ctx: Context, event: RecordedEvent): Promise<void> {
  const { letter, reached } = event.content
  const called = event.name === 'call.logged' && reached === true
  const counts = called || event.content.counts
  if (!event.caseId || !(called || letter === 'resolution') || typeof counts !== 'boolean') return
  const { record, definition } = await loadToChange(ctx, event.caseId)
  if (record.status !== 'resolved' || (called && record.closes_at !== null)) return
  const closes = counts ? closesAt(definition, ctx.now) : null
  const asks = definition.closure.askCustomer
  const forCustomer = asks ? 'Confirm that it is solved' : 'Say so if something is still wrong'
  await updateFacts(ctx.db, record.id, {
    closes_at: closes,
    next_step: counts ? forCustomer : 'Our letter has not left: call them, or see that mail leaves',
    next_step_whose: counts ? 'customer' : 'us',
    next_step_person_id: counts ? null : record.owner_id,
    next_step_due_at: closes,
    updated_at: ctx.now,
  })
}
