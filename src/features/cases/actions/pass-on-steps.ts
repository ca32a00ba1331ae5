import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { whoIsLessened } from '../../people/actions/less-than-before.ts'
import * as store from '../store/passing-on.ts'
import * as write from '../store/write.ts'
import { stopWatching } from './facts.ts'

/**
 * Next steps of somebody who has left or takes no work any more are those of whoever has the case; whoever reads no cases
 * any more follows none.
 */
export async function passOnSteps(ctx: Context, event: RecordedEvent): Promise<void> {
  const system = ctx.asSystem()
  for (const { id, readsCases, because } of await whoIsLessened(ctx, event)) {
    for (const step of await store.stepsOf(ctx.db, id)) {
      await write.updateFacts(ctx.db, step.id, { next_step_person_id: step.ownerId, updated_at: ctx.now })
      const content = { from: step.text, to: { text: step.text, personId: step.ownerId }, because }
      await system.record({ name: 'case.next_step_set', caseId: step.id, causeId: event.id, content })
    }
    if (readsCases || event.name === 'person.deactivated') continue
    for (const caseId of await store.watchedBy(ctx.db, id)) await stopWatching(system, caseId, id, because)
  }
}
