import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { Priority } from '../../../platform/shapes.ts'
import { changeCase } from '../../cases/actions/change-case.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { StepChange } from '../contract/steps.ts'

/** What a step changes on its case, once whoever caused it is done with the case. */
export async function carryOutStep(ctx: Context, event: RecordedEvent): Promise<void> {
  const asked = StepChange.safeParse(event.content.change ?? {}).data ?? {}
  if (event.caseId && Object.keys(asked).length > 0)
    ctx.lastly(`step ${event.id}`, () => change(ctx, event.id, event.caseId!, asked))
}

/** Through the same door as everybody; what is refused there is said, and left. */
async function change(ctx: Context, causeId: string, caseId: string, asked: StepChange): Promise<void> {
  const system = ctx.asSystem()
  const because: Context = { ...system, record: (made) => system.record({ causeId, ...made }) }
  const { record } = await loadToChange(because, caseId)
  const raises =
    asked.priority && Priority.options.indexOf(asked.priority) > Priority.options.indexOf(record.priority as Priority)
  const changed = {
    ...(raises && { priority: asked.priority }),
    ...(asked.teamId && asked.teamId !== record.team_id && { teamId: asked.teamId }),
    ...(asked.tag && !record.tags.includes(asked.tag) && { tags: [...record.tags, asked.tag] }),
  }
  if (Object.keys(changed).length === 0) return
  try {
    await changeCase(because, record.id, { version: record.version, ...changed })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await because.record({
      name: 'clock.change_refused',
      caseId: record.id,
      content: { change: changed, because: error.message },
    })
  }
}
