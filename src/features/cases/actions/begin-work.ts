import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { pathOf } from '../../casetypes/rules/stages.ts'
import { spawnTasks } from '../../tasks/actions.ts'
import { isOpen } from '../rules/lifecycle.ts'
import { loadToWork } from './load.ts'

/**
 * Writes down the work of a stage where the case does not stand, so that it can be done: before it gets there, or after
 * that stage was jumped over. What was begun already stays as it is.
 */
export async function beginWork(ctx: Context, ref: string, stageKey: string): Promise<string> {
  ctx.require('cases.work')
  const { record, definition } = await loadToWork(ctx, ref)
  const stage = pathOf(definition).find(({ key, status }) => key === stageKey && isOpen(status))
  if (!stage) {
    const because = `${definition.name} has no stage ${stageKey} on its path`
    throw new Refusal('transition_not_allowed', { because, missing: [] })
  }
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', { because: 'it is resolved already', missing: [] })
  const subject = { id: record.id, teamId: record.team_id, ownerId: record.owner_id }
  const titles = await spawnTasks(ctx, subject, definition, stage, { withChecklist: false })
  if (titles.length > 0)
    await ctx.record({
      name: 'case.work_begun',
      caseId: record.id,
      content: { stage: stage.key, label: stage.label, titles },
    })
  return record.id
}
