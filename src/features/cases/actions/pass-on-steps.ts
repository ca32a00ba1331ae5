import type { Context, RecordedEvent } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { whoIsLessened } from '../../people/actions/less-than-before.ts'
import { isWaiting } from '../rules/lifecycle.ts'
import * as store from '../store/passing-on.ts'
import * as write from '../store/write.ts'
import { stepSoon } from './follow-step.ts'

/**
 * Next steps that were written for somebody who has left or takes no work any more are those of whoever has the case; one
 * that follows by itself stays with whoever decides or does it.
 */
export async function passOnSteps(ctx: Context, event: RecordedEvent): Promise<void> {
  const system = ctx.asSystem()
  const because = new Map((await whoIsLessened(ctx, event)).map((person) => [person.id, person.because]))
  if (because.size === 0) return
  for (const step of await store.stepsOf(ctx.db, [...because.keys()])) {
    if (step.automatic && !isWaiting(step.status as Status)) {
      stepSoon(ctx, step.id)
      continue
    }
    await write.updateFacts(ctx.db, step.id, { next_step_person_id: step.ownerId, updated_at: ctx.now })
    const to = { text: step.text, personId: step.ownerId }
    const content = { from: step.text, to, because: because.get(step.personId!) }
    await system.record({ name: 'case.next_step_set', caseId: step.id, causeId: event.id, content })
  }
}
