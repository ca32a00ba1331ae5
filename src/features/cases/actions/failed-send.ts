import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { isOpen } from '../rules/lifecycle.ts'
import * as write from '../store/write.ts'
import { loadToChange } from './load.ts'
import { reopenCase } from './resolve-case.ts'

/** The customer did not get what we wrote: a resolved case comes back, and it is our move at once. */
export async function noteFailedSend(ctx: Context, caseId: string, eventId: string): Promise<void> {
  const { record } = await loadToChange(ctx, caseId)
  if (record.status === 'resolved') {
    await reopenCase(ctx, record.id, { because: 'our message could not be delivered', causeId: eventId })
  }
  if (record.status !== 'resolved' && !isOpen(record.status as Status)) return
  await write.updateFacts(ctx.db, record.id, {
    next_step: 'Our message could not be delivered: mend the address or call',
    next_step_whose: 'us',
    next_step_person_id: record.owner_id,
    next_step_due_at: ctx.now,
    updated_at: ctx.now,
  })
}
