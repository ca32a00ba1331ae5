import type { CaseTypeDefinition, Stage } from '../contract.ts'

export const initialStage = (definition: CaseTypeDefinition): Stage => definition.stages[0]!

export function stageOf(definition: CaseTypeDefinition, key: string): Stage | undefined {
  return definition.stages.find((stage) => stage.key === key)
}

/** The stage of a status category: where a case goes when it is resolved, closed, or waits. */
export function stageFor(definition: CaseTypeDefinition, status: Stage['status']): Stage | undefined {
  return definition.stages.find((stage) => stage.status === status)
}

/** The drawn path: every stage but the waiting ones beside it. */
export const pathOf = (definition: CaseTypeDefinition): Stage[] =>
  definition.stages.filter((stage) => !stage.aside && stage.status !== 'closed')
