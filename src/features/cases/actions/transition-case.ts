import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { spawnTasks, withdrawTasks } from '../../tasks/actions.ts'
import { canEnter } from '../rules/gates.ts'
import { isOpen, isWaiting, stageToReturnTo, statusInStage } from '../rules/lifecycle.ts'
import { dateOfStep, stepLatestAt } from '../rules/next-step.ts'
import { lastMove, type Standing } from '../store/moves.ts'
import type { CaseRecord } from '../store/read.ts'
import { gateFacts, loadToChange, loadToWork } from './load.ts'
import { save } from './save-case.ts'

export interface Transition {
  stage: string
  version?: number | undefined
  followUpAt?: string | undefined
  nextStep?: string | undefined
  override?: { reason: string } | undefined
}

/** Moves a case along its path through the gate; resolving and closing have their own doors. */
export async function transitionCase(ctx: Context, ref: string, to: Transition): Promise<string> {
  ctx.require('cases.work')
  if (to.override) ctx.require('cases.override')
  const { record, definition } = await loadToWork(ctx, ref)
  const stage = stageOf(definition, to.stage)
  if (!stage)
    throw new Refusal('transition_not_allowed', { because: `${definition.name} has no stage ${to.stage}`, missing: [] })
  if (!isOpen(stage.status) || !isOpen(record.status as Status)) {
    const because = isOpen(stage.status)
      ? 'a resolved case is reopened, with a reason'
      : 'a case is resolved through its closure sheet'
    throw new Refusal('transition_not_allowed', { because, missing: [] })
  }
  if (stage.key === record.stage) return record.id
  const decision = canEnter(await gateFacts(ctx, record, definition), stage)
  if (!decision.ok && !to.override) throw new Refusal('transition_not_allowed', { missing: decision.missing })
  await enterStage(ctx, record, definition, stage, {
    version: to.version,
    nextStep: to.nextStep,
    followUpAt: to.followUpAt ? new Date(to.followUpAt) : undefined,
    because: [`moved by ${ctx.actor.name}`],
    ...(!decision.ok && to.override && { override: { reason: to.override.reason, missing: decision.missing } }),
  })
  return record.id
}

/** What was moved together with a reply goes back with it, unless somebody moved it on meanwhile. */
export async function moveBack(
  ctx: Context,
  caseId: string,
  moved: { from: string; to: string },
  causeId: string,
): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const stage = stageOf(definition, moved.from)
  if (!stage || record.stage !== moved.to || !isOpen(record.status as Status)) return
  await enterStage(ctx, record, definition, stage, { because: ['the reply was taken back'], causeId })
}

/**
 * Takes back the last move of a case by whoever made it, while nothing else has changed: stage, status, next step and
 * dates stand as before, and the work that the stage asked for is withdrawn.
 */
export async function undoTransition(ctx: Context, ref: string): Promise<string> {
  ctx.require('cases.work')
  const { record, definition } = await loadToWork(ctx, ref)
  const last = await lastMove(ctx.db, record.id)
  if (!last?.before) throw new Refusal('nothing_to_undo')
  if (last.actorId !== ctx.actor.id) throw new Refusal('not_allowed', { because: 'somebody else moved it' })
  if (last.version !== record.version) throw new Refusal('changed_meanwhile', { currentVersion: record.version })
  const { before } = last
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  await save(ctx, record, undefined, {
    ...before,
    stage_since: new Date(before.stage_since),
    customer_replied_at: unansweredNow(record, instant(before.customer_replied_at), last.at),
    next_step_due_at: instant(before.next_step_due_at),
    next_step_latest_at: instant(before.next_step_latest_at ?? null),
    next_step_automatic: before.next_step_automatic ?? false,
  })
  const left = stageOf(definition, record.stage)
  await ctx.record({
    name: 'case.stage_set',
    caseId: record.id,
    causeId: last.id,
    content: {
      from: left?.label ?? record.stage,
      to: stageOf(definition, before.stage)?.label ?? before.stage,
      stage: before.stage,
      fromStatus: record.status,
      toStatus: before.status,
      because: [`taken back by ${ctx.actor.name}`],
    },
  })
  await withdrawTasks(ctx, record.id, record.stage, last.at)
  return record.id
}

/** Messages change no version: what the customer wrote, or we answered, since the move stays as it is. */
function unansweredNow(record: CaseRecord, before: Date | null, movedAt: Date): Date | null {
  const answered = record.last_public_reply_at !== null && record.last_public_reply_at >= movedAt
  return record.customer_replied_at ?? (answered ? null : before)
}

export interface Entry {
  version?: number | undefined
  nextStep?: string | undefined
  /** Nobody wrote that step: it follows what happens. */
  stepByRule?: true
  followUpAt?: Date | undefined
  because: string[]
  causeId?: string
  /** What the stage it leaves was called, where its type has none of that key any more. */
  from?: string
  override?: { reason: string; missing: unknown }
  /** What the timeline says instead, where it moves because of something else. */
  told?: { name: string; content: Record<string, unknown> }
}

/** Writes the new stage, its status and, where the case waits from now on, the date to look at it again. */
export async function enterStage(
  ctx: Context,
  record: CaseRecord,
  definition: CaseTypeDefinition,
  stage: Stage,
  entry: Entry,
): Promise<void> {
  const before = { stage: record.stage, status: record.status as Status }
  const standing = standingOf(record)
  const status = statusInStage(stage, before.status)
  const waiting = isWaiting(status)
  const from = stageOf(definition, before.stage)
  const hours = stage.followUpHours ?? definition.followUpHours
  const latestAt = entry.followUpAt ? null : stepLatestAt(ctx.now, hours, await hoursOfTeam(ctx.db, record.team_id))
  await save(ctx, record, entry.version, {
    stage: stage.key,
    stage_since: ctx.now,
    status,
    previous_stage: stage.aside ? (from?.aside ? record.previous_stage : before.stage) : null,
    ...(waiting
      ? {
          customer_replied_at: null,
          next_step: entry.nextStep ?? (status === 'pending' ? 'The customer answers' : 'A third party answers'),
          next_step_whose: status === 'pending' ? 'customer' : 'third_party',
          next_step_person_id: null,
        }
      : {
          next_step: entry.nextStep ?? stage.label,
          next_step_whose: 'us',
          next_step_person_id: record.owner_id,
        }),
    next_step_latest_at: latestAt,
    next_step_automatic: entry.nextStep === undefined || entry.stepByRule === true,
    next_step_due_at: dateOfStep({
      whose: waiting ? null : 'us',
      dueAt: entry.followUpAt ?? null,
      latestAt,
      firstDueAt: record.due_at,
    }).dueAt,
  })
  await ctx.record({
    name: entry.told?.name ?? 'case.stage_set',
    caseId: record.id,
    ...(entry.causeId && { causeId: entry.causeId }),
    content: {
      from: entry.from ?? from?.label ?? before.stage,
      to: stage.label,
      stage: stage.key,
      fromStatus: before.status,
      toStatus: status,
      because: entry.because,
      version: record.version,
      before: standing,
      ...(entry.override && { override: entry.override }),
      ...entry.told?.content,
    },
  })
  record.stage = stage.key
  record.status = status
  if (!stage.aside)
    await spawnTasks(ctx, { id: record.id, teamId: record.team_id, ownerId: record.owner_id }, definition, stage, {
      withChecklist: false,
    })
}

/** A case that waited for its customer goes back to the stage it came from. */
export async function returnToWork(
  ctx: Context,
  caseId: string,
  entry: Pick<Entry, 'because' | 'causeId' | 'told'>,
): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const stage = stageToReturnTo(definition, record.previous_stage)
  await enterStage(ctx, record, definition, stage, { ...entry, nextStep: 'Answer the customer', stepByRule: true })
}

/** What entering a stage overwrites, so that the move can be taken back. */
function standingOf(record: CaseRecord): Standing {
  return {
    stage: record.stage,
    stage_since: record.stage_since.toISOString(),
    status: record.status,
    previous_stage: record.previous_stage,
    customer_replied_at: record.customer_replied_at?.toISOString() ?? null,
    next_step: record.next_step,
    next_step_whose: record.next_step_whose,
    next_step_person_id: record.next_step_person_id,
    next_step_due_at: record.next_step_due_at?.toISOString() ?? null,
    next_step_latest_at: record.next_step_latest_at?.toISOString() ?? null,
    next_step_automatic: record.next_step_automatic,
  }
}
