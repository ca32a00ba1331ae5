import type { Context } from '../../../platform/context.ts'
import { beginWork } from '../../cases/actions/begin-work.ts'
import { standsIn } from '../../cases/rules/lifecycle.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import { initialStage, stageFor, stageOf } from '../../casetypes/rules/stages.ts'
import { unavoidable, wayBetween } from '../../casetypes/rules/way.ts'
import { changeTask } from '../../tasks/actions/change-task.ts'
import { tasksOfCase } from '../../tasks/actions.ts'
import * as store from '../store/loading.ts'

/** Does the work that stands before a stage, or before resolving where there is none, also where it was never begun; all but one where that is left. */
export async function doWork(ctx: Context, caseId: string, to: string | null, left?: string): Promise<void> {
  const facts = await store.caseFacts(ctx.db, caseId)
  const definition = await definitionOf(ctx, facts.typeId, facts.typeVersion)
  const here = stageOf(definition, standsIn(definition, { ...facts, previous_stage: facts.previousStage }))
  const end = to ? stageOf(definition, to)! : stageFor(definition, 'resolved')!
  const way = wayBetween(definition, here ?? initialStage(definition), end)
  const stages = to ? way : [...new Set([...unavoidable(definition, end), ...way])]
  for (const { key, status, tasks } of stages)
    if (tasks.length > 0 && (status === 'new' || status === 'open')) await beginWork(ctx, caseId, key)
  for (const task of await tasksOfCase(ctx, caseId)) {
    if (task.done_at || !task.mandatory || task.title === left || (to && !stages.some(({ key }) => key === task.stage)))
      continue
    const evidence = task.evidence_required ? { evidence: 'Filed with the case.' } : {}
    await changeTask(ctx, task, { version: task.version, done: true, ...evidence })
  }
}
