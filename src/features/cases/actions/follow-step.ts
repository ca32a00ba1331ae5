import type { Context, RecordedEvent } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { automaticStep, undelivered } from '../rules/automatic-step.ts'
import { isOpen, isWaiting } from '../rules/lifecycle.ts'
import { dateOfStep, stepLatestAt } from '../rules/next-step.ts'
import * as store from '../store/automatic-step.ts'
import * as write from '../store/write.ts'
import { loadToChange } from './load.ts'

/** What happened may have been the next step: one that nobody wrote by hand moves on, at the end of the transaction. */
export async function followStep(ctx: Context, event: RecordedEvent): Promise<void> {
  const { caseId, name, content } = event
  const letter = name === 'message.released' || name === 'message.sent'
  // A letter answers once: at its release, or when it left after all.
  const counts = name === 'message.sent' ? content?.counts === true : content?.counts !== false
  if (!caseId || (letter && (content?.automatic === true || !counts))) return
  // One that some of its addresses refused for good leaves the step that asks to look at them.
  const answers = (letter && !content?.refused) || name === 'call.logged'
  if (!(await store.isAutomatic(ctx.db, caseId))) return
  stepSoon(ctx, caseId, answers)
}

/** At the end of the transaction; of a case that is known to follow by itself. */
export const stepSoon = (ctx: Context, caseId: string, answers = false): void =>
  ctx.lastly(`next step of ${caseId}`, () => moveOn(ctx.asSystem(), caseId, answers))

async function moveOn(ctx: Context, caseId: string, answers: boolean): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const status = record.status as Status
  if (!record.next_step_automatic || !isOpen(status) || isWaiting(status)) return
  if (record.next_step === undelivered && !answers) return
  const step = automaticStep({
    definition,
    stage: record.stage,
    ownerId: record.owner_id,
    unanswered:
      record.customer_replied_at !== null ||
      (record.last_customer_message_at !== null && record.last_public_reply_at === null),
    answeredBefore: record.last_public_reply_at !== null,
    ...(await store.stepFacts(ctx.db, caseId)),
  })
  if (step.text === record.next_step && step.personId === record.next_step_person_id) return
  const hours = stageOf(definition, record.stage)?.followUpHours ?? definition.followUpHours
  const latestAt = step.dueAt ?? stepLatestAt(ctx.now, hours, await hoursOfTeam(ctx.db, record.team_id))
  await write.updateFacts(ctx.db, caseId, {
    next_step: step.text,
    next_step_whose: 'us',
    next_step_person_id: step.personId,
    next_step_latest_at: latestAt,
    next_step_due_at: dateOfStep({ whose: 'us', dueAt: null, latestAt, firstDueAt: record.due_at }).dueAt,
    updated_at: ctx.now,
  })
  ctx.changed({ kind: 'case', id: caseId })
}
