import type { CaseTypeDefinition, Stage } from './contract.ts'

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

/** Everything that is wrong with a definition, in words; empty when it can be published. */
export function problemsOf(definition: CaseTypeDefinition): string[] {
  const keys = definition.stages.map((stage) => stage.key)
  const problems: string[] = []
  const twice = keys.filter((key, at) => keys.indexOf(key) !== at)
  if (twice.length > 0) problems.push(`Stage keys stand twice: ${[...new Set(twice)].join(', ')}.`)
  if (initialStage(definition).status !== 'new') problems.push('The first stage must have the status new.')
  for (const status of ['pending', 'on_hold', 'resolved', 'closed'] as const) {
    if (!stageFor(definition, status)) problems.push(`A stage with the status ${status.replace('_', ' ')} is missing.`)
  }
  const reopen = stageOf(definition, definition.reopenStage)
  if (!reopen || reopen.status !== 'open') problems.push('The reopen stage must be one with the status open.')
  for (const stage of definition.stages) {
    const unknown = stage.next.filter((key) => !keys.includes(key))
    if (unknown.length > 0) problems.push(`Stage ${stage.label} leads to unknown stages: ${unknown.join(', ')}.`)
  }
  return problems
}

export interface TypeChoice {
  id: string
  key: string
  words: readonly string[]
}

/**
 * The type that words of a first message suggest: the one with the most distinct words found as whole words,
 * the earlier one when equal; the general type when none is found.
 */
export function suggestType<T extends TypeChoice>(
  types: readonly T[],
  text: string,
  fallbackKey: string,
): { type: T; words: string[] } | undefined {
  const spoken = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  let best: { type: T; words: string[] } | undefined
  for (const type of types) {
    const words = type.words.filter((word) => spoken.includes(` ${word} `))
    if (words.length > (best?.words.length ?? 0)) best = { type, words }
  }
  if (best) return best
  const type = types.find((candidate) => candidate.key === fallbackKey) ?? types[0]
  return type && { type, words: [] }
}
