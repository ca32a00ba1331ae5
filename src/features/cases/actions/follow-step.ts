import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { waitingRow } from '../../../platform/gathered.ts'
import type { Status } from '../../../platform/shapes.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { automaticStep, ownersSteps, undelivered } from '../rules/automatic-step.ts'
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
  const step = await store.automaticText(ctx.db, caseId)
  if (step === null) return
  const was = content?.was as { dueAt?: unknown } | undefined
  stepSoon(ctx, caseId, {
    answers,
    isDatedAnew: name === 'task.changed' && was?.dueAt !== undefined && content?.title === step,
  })
}

/** Cases that went to somebody else in the transaction. */
const given = new WeakMap<Context['db'], Set<string>>()

/** A case that goes to somebody else takes no step along that is another's; what is to be done stays as it reads. */
export async function keepWhoseStep(ctx: Context, { caseId }: RecordedEvent): Promise<void> {
  // One that is being opened has its first step.
  if (!caseId || waitingRow(ctx.db, 'cases', caseId)) return
  const cases = given.get(ctx.db) ?? new Set()
  given.set(ctx.db, cases.add(caseId))
  ctx.lastly('whose steps', async () => {
    given.delete(ctx.db)
    for (const id of await store.automaticBut(ctx.db, [...cases], ownersSteps))
      await moveOn(ctx.asSystem(), id, { sameWords: true })
  })
}

interface HowItMovesOn {
  /** Somebody answered the customer. */
  answers?: boolean
  /** The step's task has another date, or none. */
  isDatedAnew?: boolean
  /** Only whose it is may change. */
  sameWords?: boolean
}

/** At the end of the transaction; of a case that is known to follow by itself. */
export const stepSoon = (ctx: Context, caseId: string, how: HowItMovesOn = {}): void =>
  ctx.lastly(`next step of ${caseId}`, () => moveOn(ctx.asSystem(), caseId, how))

async function moveOn(ctx: Context, caseId: string, how: HowItMovesOn): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const status = record.status as Status
  if (!record.next_step_automatic || !isOpen(status) || isWaiting(status)) return
  if (record.next_step === undelivered && !how.answers) return
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
  const [same, theirs] = [step.text === record.next_step, step.personId === record.next_step_person_id]
  const dated =
    how.isDatedAnew || (step.dueAt !== null && step.dueAt.getTime() !== record.next_step_latest_at?.getTime())
  if (how.sameWords ? !same || theirs : same && theirs && !dated) return
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
