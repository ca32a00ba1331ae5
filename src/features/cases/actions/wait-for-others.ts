import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { isOpen } from '../rules/lifecycle.ts'
import { dateOfStep, stepLatestAt } from '../rules/next-step.ts'
import * as write from '../store/write.ts'
import { loadToChange } from './load.ts'
import { enterStage } from './transition-case.ts'

/** The stage beside the path where a case of this type waits for others. */
const holdingStage = ({ stages }: CaseTypeDefinition): Stage | undefined =>
  stages.find(({ aside, status }) => aside && status === 'on_hold')

/** Refuses where a case cannot wait on hold: its type knows no such stage, or its work is over. */
export function requireHold(record: { status: string }, definition: CaseTypeDefinition): void {
  const because = !isOpen(record.status as Status)
    ? 'only an open case waits for others'
    : holdingStage(definition)
      ? null
      : `${definition.name} has no stage that waits for others`
  if (because) throw new Refusal('transition_not_allowed', { because, missing: [] })
}

export interface Waiting {
  step: string
  until: Date
  onHold: boolean
  because: string
  causeId: string
}

/** Others were asked: that is the next step of the case from now on, and it may wait on hold for it. */
export async function waitForOthers(ctx: Context, caseId: string, waiting: Waiting): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  if (!isOpen(record.status as Status)) return
  const stage = waiting.onHold ? holdingStage(definition) : undefined
  if (stage && stage.key !== record.stage)
    return enterStage(ctx, record, definition, stage, {
      nextStep: waiting.step,
      followUpAt: waiting.until,
      because: [waiting.because],
      causeId: waiting.causeId,
    })
  await write.updateFacts(ctx.db, record.id, {
    next_step: waiting.step,
    next_step_whose: 'third_party',
    next_step_person_id: null,
    next_step_due_at: waiting.until,
    next_step_latest_at: null,
    next_step_automatic: false,
    updated_at: ctx.now,
  })
  const to = { text: waiting.step, whose: 'third_party' as const, dueAt: waiting.until.toISOString() }
  await recordStep(ctx, record, to, waiting.causeId)
}

/**
 * They answered, or are not waited for any more: where that was the next step, it is our move again. The case stays in
 * its stage and its clocks as they are: whether it goes on is for people to say.
 */
export async function endWait(
  ctx: Context,
  caseId: string,
  { waited, step, causeId }: { waited: string; step: string; causeId: string },
): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  if (!isOpen(record.status as Status) || record.next_step !== waited || record.next_step_whose !== 'third_party')
    return
  const hours = stageOf(definition, record.stage)?.followUpHours ?? definition.followUpHours
  const latestAt = stepLatestAt(ctx.now, hours, await hoursOfTeam(ctx.db, record.team_id))
  const { dueAt } = dateOfStep({ whose: 'us', dueAt: null, latestAt, firstDueAt: record.due_at })
  await write.updateFacts(ctx.db, record.id, {
    next_step: step,
    next_step_whose: 'us',
    next_step_person_id: record.owner_id,
    next_step_latest_at: latestAt,
    next_step_automatic: true,
    next_step_due_at: dueAt,
    updated_at: ctx.now,
  })
  await recordStep(ctx, record, { text: step, whose: 'us', dueAt: dueAt?.toISOString() ?? null }, causeId)
}

const recordStep = (
  ctx: Context,
  record: { id: string; next_step: string | null },
  to: { text: string; whose: 'us' | 'third_party'; dueAt: string | null },
  causeId: string,
) => ctx.record({ name: 'case.next_step_set', caseId: record.id, causeId, content: { from: record.next_step, to } })
