import type { CaseTypeDefinition, Stage } from './contract.ts'
import { approvalProblems } from './rules/approvals.ts'
import { fieldProblems } from './rules/fields.ts'
import { initialStage, stageFor, stageOf } from './rules/stages.ts'

/** A definition as it is stored: one that was published before a setting existed has none of what it brings. */
export const asPublished = (stored: unknown): CaseTypeDefinition =>
  ({
    uncovered: 'warn',
    teams: [],
    skills: [],
    fields: [],
    approvals: [],
    ...(stored as Partial<CaseTypeDefinition>),
  }) as CaseTypeDefinition

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
  problems.push(...pathProblems(definition), ...fieldProblems(definition), ...approvalProblems(definition))
  for (const stage of definition.stages) {
    const unknown = stage.next.filter((key) => !keys.includes(key))
    if (unknown.length > 0) problems.push(`Stage ${stage.label} leads to unknown stages: ${unknown.join(', ')}.`)
  }
  return problems
}

/** What is wrong with how stages hang together: each must be one that cases can come to. */
function pathProblems({ stages, closure }: CaseTypeDefinition): string[] {
  const problems: string[] = []
  const named = stages.map((stage) => stage.label.trim().toLowerCase())
  for (const stage of stages.filter(({ label }, at) => named.indexOf(label.trim().toLowerCase()) !== at))
    problems.push(`Two stages are called ${stage.label}.`)
  for (const stage of stages.slice(1).filter(({ status }) => status === 'new'))
    problems.push(`Stage ${stage.label} can never be reached: nothing returns to new after the first stage.`)
  for (const status of ['resolved', 'closed'] as const) {
    const [, second] = stages.filter((stage) => stage.status === status)
    if (second) problems.push(`Stage ${second.label} can never be reached: there is one ${status} stage already.`)
  }
  for (const { label } of stages.filter(({ aside, status }) => aside && status !== 'pending' && status !== 'on_hold'))
    problems.push(`Stage ${label} stands beside the path, so it must be one that waits.`)
  for (const stage of unreachable(stages)) problems.push(`No stage leads to ${stage.label}.`)
  for (const stage of stages) {
    const keys = stage.tasks.map(({ key }) => key)
    if (new Set(keys).size < keys.length) problems.push(`Stage ${stage.label} has two tasks with the same key.`)
    problems.push(...orderProblems(stage))
  }
  const closing = [
    ...closure.checklist.map(({ key }) => `check ${key}`),
    ...closure.codes.map(({ key }) => `code ${key}`),
  ]
  if (new Set(closing).size < closing.length) problems.push('Two codes or checks of closing have the same key.')
  return problems
}

/** A task waits for tasks that stand before it in its stage, so that none ever waits for itself. */
const orderProblems = ({ label, tasks }: Stage): string[] =>
  tasks.flatMap(({ title, after = [] }, at) => {
    const before = tasks.slice(0, at).map(({ key }) => key)
    return after.some((key) => !before.includes(key))
      ? [`“${title}” in ${label} waits for a task that does not stand before it.`]
      : []
  })

/** Open stages that no way leads to. Resolving, closing and the waiting ones beside the path are open from anywhere. */
function unreachable(stages: readonly Stage[]): Stage[] {
  const reached = new Set<string>(stages.slice(0, 1).map(({ key }) => key))
  const anywhere = ({ aside, status }: Stage) => aside || status === 'resolved' || status === 'closed'
  let before = -1
  while (before < reached.size) {
    before = reached.size
    for (const from of stages.filter(({ key, aside }) => reached.has(key) && !aside))
      for (const to of from.next.length > 0 ? from.next : stages.map(({ key }) => key)) reached.add(to)
  }
  return stages.filter((stage) => stage.status !== 'new' && !anywhere(stage) && !reached.has(stage.key))
}

/** A key made of a title, not used yet: “Credit note sent” → credit_note_sent, credit_note_sent_2. */
export function keyFor(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const key = plain.length > 1 ? plain : 'item'
  let free = key
  for (let n = 2; taken.includes(free); n++) free = `${key}_${n}`
  return free
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
