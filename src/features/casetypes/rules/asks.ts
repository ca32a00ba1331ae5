import type { CaseTypeDefinition } from '../contract.ts'
import { pathOf } from './stages.ts'

/** How many things a plain case of a type asks for on its whole path until it is resolved, what only some cases need apart. */
export function countOfAsks(definition: CaseTypeDefinition): number {
  const { fields, approvals, closure } = definition
  const tasks = pathOf(definition).flatMap((stage) => stage.tasks.filter(({ mandatory }) => mandatory))
  const needed = fields.filter(({ requiredFrom, when }) => requiredFrom && !when)
  const always = approvals.filter(({ when }) => !when)
  const checked = closure.checklist.filter(({ mandatory }) => mandatory)
  // A resolution says what was done, and as what it counts.
  const ending = 1 + Math.min(1, closure.codes.length) + (closure.rootCauseRequired ? 1 : 0)
  return tasks.length + needed.length + always.length + checked.length + ending
}
