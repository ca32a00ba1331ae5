import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { undelivered } from '../rules/automatic-step.ts'
import { isOpen, stageToReturnTo } from '../rules/lifecycle.ts'
import * as write from '../store/write.ts'
import { loadToChange } from './load.ts'
import { reopenCase } from './resolve-case.ts'
import { enterStage } from './transition-case.ts'

/** The customer did not get what we wrote: a resolved case comes back, one that waits for them too, and it is our move at once. */
export async function noteFailedSend(ctx: Context, caseId: string, eventId: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  await write.voidFailedReplies(ctx.db, record.id)
  const because = 'our message could not be delivered'
  if (record.status === 'resolved') await reopenCase(ctx, record.id, { because, causeId: eventId })
  if (record.status === 'pending') {
    const stage = stageToReturnTo(definition, record.previous_stage)
    await enterStage(ctx, record, definition, stage, { because: [because], causeId: eventId })
  }
  if (record.status !== 'resolved' && !isOpen(record.status as Status)) return
  await write.updateFacts(ctx.db, record.id, {
    next_step: undelivered,
    next_step_whose: 'us',
    next_step_person_id: record.owner_id,
    next_step_due_at: ctx.now,
    next_step_latest_at: null,
    next_step_automatic: true,
    updated_at: ctx.now,
  })
}
