import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { canResolve } from '../rules/gates.ts'
import { closedStage, closesAt, isOpen, nobodysStep, resolvedStage, stepOfCustomer } from '../rules/lifecycle.ts'
import { dateOfStep, stepLatestAt } from '../rules/next-step.ts'
import { caseNumberText } from '../rules/numbers.ts'
import { isAsked } from '../store/asked.ts'
import type { CaseRecord } from '../store/read.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { gateFacts, loadToChange, loadToWork } from './load.ts'
import { beginsToWait, routeWaiting } from './route-waiting.ts'
import { save } from './save-case.ts'

export interface ResolveInput {
  version?: number | undefined
  code?: string | undefined
  summary?: string | undefined
  rootCause?: string | undefined
  tellCustomer?: boolean | undefined
  /** How the incidents of a problem end with it. */
  incidents?: { codes: Record<string, string>; tellCustomers: boolean; summary?: string | undefined } | undefined
  override?: { reason: string } | undefined
  /** What led to it, where that is not whoever does it. */
  cause?: { id: string; because: string } | undefined
}

/** Resolves a case through its closure gate. An owner and a summary are asked of every override too. */
export async function resolveCase(ctx: Context, ref: string, input: ResolveInput): Promise<string> {
  ctx.require('cases.resolve')
  if (input.override) ctx.require('cases.override')
  const { record, definition } = await loadToWork(ctx, ref)
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', { because: 'it is resolved already', missing: [] })
  const resolution = { code: input.code ?? null, summary: input.summary ?? null, rootCause: input.rootCause ?? null }
  const decision = canResolve(await gateFacts(ctx, record, definition), resolution)
  const missing = decision.ok ? [] : decision.missing
  const never = missing.filter((each) => each.key === 'owner' || each.key === 'summary')
  if (missing.length > 0 && (!input.override || never.length > 0))
    throw new Refusal('closure_criteria_unmet', { missing })
  const stage = resolvedStage(definition)
  const from = stageOf(definition, record.stage)
  const closes = closesAt(definition, ctx.now)
  // What another team is asked for is no matter of the customer.
  const tellCustomer = input.tellCustomer ?? record.parent_id === null
  const asks = tellCustomer && definition.closure.askCustomer
  await save(ctx, record, input.version, {
    stage: stage.key,
    stage_since: ctx.now,
    previous_stage: null,
    status: 'resolved',
    resolution_code: resolution.code,
    resolution_summary: resolution.summary,
    root_cause: resolution.rootCause,
    resolved_at: ctx.now,
    first_resolved_at: record.first_resolved_at ?? ctx.now,
    resolved_by: ctx.actor.kind === 'person' ? ctx.actor.id : record.owner_id,
    closes_at: closes,
    customer_replied_at: null,
    ...(tellCustomer ? stepOfCustomer(asks, closes) : nobodysStep),
    next_step_latest_at: null,
  })
  const code = definition.closure.codes.find((candidate) => candidate.key === resolution.code)
  await ctx.record({
    name: 'case.resolved',
    caseId: record.id,
    ...(input.cause && { causeId: input.cause.id }),
    content: {
      from: from?.label ?? record.stage,
      to: stage.label,
      stage: stage.key,
      fromStatus: record.status,
      toStatus: 'resolved',
      code: code?.label ?? null,
      summary: resolution.summary,
      rootCause: resolution.rootCause,
      closesAt: closes.toISOString(),
      askCustomer: asks,
      tellCustomer,
      codeKey: code?.key ?? null,
      ...(input.incidents && { incidents: input.incidents }),
      ...(input.cause && { because: input.cause.because }),
      ...(missing.length > 0 && { override: { reason: input.override?.reason, missing } }),
    },
  })
  return record.id
}

export interface Reopening {
  because: string
  version?: number | undefined
  causeId?: string
  /** Under which name it stands on the timeline, where something else than a reopening led to it. */
  told?: { name: string; content: Record<string, unknown> }
}

/** Reopens a resolved case into its type's reopen stage; its clocks resume what was left. */
export async function reopenCase(ctx: Context, ref: string, reopening: Reopening): Promise<string> {
  const { record, definition } = await loadToChange(ctx, ref)
  if (record.status === 'closed') throw new Refusal('case_is_closed', { number: caseNumberText(record.number) })
  if (record.status !== 'resolved') throw new Refusal('case_not_resolved', { number: caseNumberText(record.number) })
  const stage = stageOf(definition, definition.reopenStage)!
  await ctx.record({
    name: reopening.told?.name ?? 'case.reopened',
    caseId: record.id,
    ...(reopening.causeId && { causeId: reopening.causeId }),
    content: {
      ...reopening.told?.content,
      because: reopening.because,
      fromStatus: 'resolved',
      toStatus: 'open',
      to: stage.label,
      stage: stage.key,
      times: record.reopened_count + 1,
    },
  })
  // its clocks have resumed by now
  const dueAt = (await loadToChange(ctx, record.id)).record.due_at
  const latestAt = stepLatestAt(ctx.now, definition.followUpHours, await hoursOfTeam(ctx.db, record.team_id))
  await save(ctx, record, reopening.version, {
    resolved_at: null,
    closes_at: null,
    confirmed_at: null,
    reopened_count: record.reopened_count + 1,
    status: 'open',
    stage: stage.key,
    stage_since: ctx.now,
    next_step: 'Read why it was reopened and answer',
    next_step_whose: 'us',
    next_step_person_id: record.owner_id,
    next_step_latest_at: latestAt,
    next_step_automatic: true,
    next_step_due_at: dateOfStep({ whose: 'us', dueAt: null, latestAt, firstDueAt: dueAt }).dueAt,
  })
  await findOwner(ctx, record)
  return record.id
}

/** Whoever had the case may have left since it was resolved: then its queue finds somebody. */
async function findOwner(ctx: Context, record: CaseRecord): Promise<void> {
  const owner = record.owner_id ? await read.personName(ctx.db, record.owner_id) : undefined
  if (owner && !owner.deactivatedAt) return
  const queue =
    (record.queue_id ? await write.findQueue(ctx.db, record.queue_id) : undefined) ??
    (await write.queueOfTeam(ctx.db, record.team_id))
  if (!queue) return
  await save(ctx, record, undefined, {
    owner_id: null,
    owner_since: null,
    queue_id: queue.id,
    queued_at: record.queued_at ?? ctx.now,
    ...(await beginsToWait(ctx, queue.id)),
    next_step_person_id: null,
  })
  await routeWaiting(ctx, record.id, owner ? `${owner.name} has left` : 'reopened without an owner')
}

/** The type's window is over: closes a resolved case, and says whether silence meant anything. */
export async function closeInSilence(ctx: Context, id: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, id)
  if (record.status !== 'resolved') return
  const asked = await isAsked(ctx.db, record.id)
  const because = asked ? 'nobody objected in time' : 'its days are over, its customer was not asked'
  await close(ctx, record, closedStage(definition).key, because, false)
}

/** Closes a resolved case because the customer said yes. */
export async function closeCase(ctx: Context, ref: string, because: string, confirmed: boolean): Promise<void> {
  const { record, definition } = await loadToChange(ctx, ref)
  if (record.status !== 'resolved') return
  await close(ctx, record, closedStage(definition).key, because, confirmed)
}

async function close(
  ctx: Context,
  record: CaseRecord,
  stage: string,
  because: string,
  confirmed: boolean,
): Promise<void> {
  await save(ctx, record, undefined, {
    status: 'closed',
    stage,
    stage_since: ctx.now,
    closed_at: ctx.now,
    closes_at: null,
    next_step: null,
    next_step_whose: null,
    next_step_due_at: null,
    ...(confirmed && { confirmed_at: ctx.now }),
  })
  await ctx.record({
    name: 'case.closed',
    caseId: record.id,
    content: { because, confirmed, stage, fromStatus: 'resolved', toStatus: 'closed' },
  })
}
