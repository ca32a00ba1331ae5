import type { Actor, Context } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { Refusal, refusals } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import type { Status } from '../../../platform/shapes.ts'
import { isTransient } from '../../../platform/transient.ts'
import { loadToChange, loadToRead } from '../../cases/actions/load.ts'
import { resolveCase } from '../../cases/actions/resolve-case.ts'
import type { Requirement } from '../../cases/contract/case-row.ts'
import { isOpen } from '../../cases/rules/lifecycle.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import type { ProblemClosing } from '../contract/problems.ts'
import { saidOfEnding } from '../rules/closing.ts'
import * as store from '../store/closings.ts'
import { seenOf } from '../store/links.ts'
import { saidOf } from './link-cases.ts'

type Closing = NonNullable<Awaited<ReturnType<typeof store.findClosing>>>

/** So many are resolved before the job makes room for others. */
const batch = 50
const patienceMs = 5000
const mostShown = 10

/**
 * Resolves the incidents of a problem, each in a transaction of its own, by the gate that everybody meets and in the name
 * of whoever resolved the problem. What its gate holds stays open and says why. Taken up again wherever it ended.
 */
export async function resolveIncidents({ runtime, payload, lastAttempt, stop, transaction }: JobFrame): Promise<void> {
  const id = String(payload.closingId)
  const closing = await store.findClosing(runtime.db, id)
  if (!closing || closing.finished_at) return
  const [person] = closing.person_id ? await actorsOf(runtime.db, [closing.person_id]) : [systemActor]
  const tried: string[] = []
  while (tried.length < batch && !stop.aborted) {
    const next = await store.nextIncident(runtime.db, id, tried)
    if (!next) break
    tried.push(next.caseId)
    await resolveOne(runtime, closing, next.caseId, person, lastAttempt)
  }
  await transaction(async (ctx) => {
    if ((await store.countWaiting(ctx.db, id)) === 0) return finish(ctx, closing)
    const lockedByOthers = tried.length < batch && !stop.aborted
    const runAt = new Date(ctx.now.getTime() + (lockedByOthers ? patienceMs : 0))
    await ctx.enqueue('resolve-incidents', { closingId: id }, { runAt })
  })
}

async function resolveOne(
  runtime: Runtime,
  closing: Closing,
  caseId: string,
  person: Actor | undefined,
  lastAttempt: boolean,
): Promise<void> {
  const { id, problem_id: problemId } = closing
  try {
    if (!person) throw new Refusal('not_allowed', { because: 'whoever resolved the problem has left' })
    await inTransaction(runtime, person, async (ctx) => {
      const incident = await store.claimIncident(ctx.db, id, caseId)
      if (!incident) return
      const problem = await loadToRead(ctx.asSystem(), problemId)
      const { record } = await loadToChange(ctx, caseId)
      if (isOpen(problem.status as Status)) throw new Refusal('not_allowed', { because: 'the problem was reopened' })
      if (record.problem_id !== problemId)
        throw new Refusal('not_allowed', { because: 'it is no incident of this problem any more' })
      const name = problem.restricted ? 'its problem' : `the problem ${caseNumberText(problem.number)}`
      await resolveCase(ctx, caseId, {
        code: incident.code ?? undefined,
        ...saidOfEnding(problem.restricted, closing),
        tellCustomer: closing.tell_customers && record.parent_id === null,
        cause: { id: closing.event_id, because: `${name} was resolved` },
      })
      await store.noteIncident(ctx.db, id, caseId, { resolved_at: ctx.now })
    })
  } catch (error) {
    const refused = error instanceof Refusal
    if (!refused && isTransient(error) && !lastAttempt) throw error
    if (!refused) runtime.log.error({ err: error, caseId, closingId: id }, 'an incident could not be resolved')
    await leaveOpen(runtime, closing, caseId, refused ? error : null)
  }
}

/** It stays as it is; its timeline and the problem say what it lacks. */
async function leaveOpen(runtime: Runtime, closing: Closing, caseId: string, refusal: Refusal | null): Promise<void> {
  const missing = (refusal?.detail.missing as Requirement[] | undefined) ?? []
  const why = refusal ? String(refusal.detail.because ?? '') || refusals[refusal.code].text : 'it could not be resolved'
  const because = missing.length > 0 ? missing.map(({ label }) => label).join('; ') : why
  await inTransaction(runtime, systemActor, async (ctx) => {
    const outcome = { left_because: because, missing: JSON.stringify(missing) }
    if (!(await store.noteIncident(ctx.db, closing.id, caseId, outcome))) return
    const { number, restricted } = closing
    await ctx.record({
      name: 'case.left_open',
      caseId,
      causeId: closing.event_id,
      content: { ...saidOf({ id: closing.problem_id, number, restricted }), missing: because },
    })
  })
}

/** Says on the problem what came of its incidents, once. */
export async function finish(ctx: Context, closing: Closing): Promise<void> {
  const sums = await store.finishClosing(ctx.db, closing.id, ctx.now)
  if (!sums) return
  await ctx.record({
    name: 'problem.incidents_ended',
    caseId: closing.problem_id,
    causeId: closing.event_id,
    content: { closingId: closing.id, ...sums },
  })
}

export async function listClosings(ctx: Context, ref: string): Promise<{ items: ProblemClosing[] }> {
  ctx.require('cases.read')
  const { id } = await loadToRead(ctx, ref)
  const closings = await store.shownClosings(ctx.db, id, mostShown)
  const cases = closings.flatMap(({ left }) => left.map(({ caseId }) => caseId))
  const seen = await seenOf(ctx.db, ctx.actor, cases)
  return {
    items: closings.map(({ begunAt, finishedAt, left, ...each }) => ({
      ...each,
      begunAt: begunAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      left: left
        .filter(({ caseId }) => seen.has(caseId))
        .map(({ caseId, number, because, missing }) => ({
          case: { id: caseId, number: caseNumberText(number) },
          because,
          missing: (missing ?? []) as Requirement[],
        })),
    })),
  }
}
