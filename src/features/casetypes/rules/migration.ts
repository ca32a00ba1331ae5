import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { fieldsToEnter, isFilled, problemOfValue } from './fields.ts'
import { stageOf } from './stages.ts'

/** How cases of older versions come to a new one: old keys to new ones, and fields to nothing where they are left behind. */
export interface Mapping {
  stages: Readonly<Record<string, string>>
  fields: Readonly<Record<string, string | null>>
}

type Values = Readonly<Record<string, unknown>>

const isOver = ({ status }: Stage): boolean => status === 'resolved' || status === 'closed'

/**
 * Where a case of an older version stands in a new one: where the mapping says, else in the stage of the same key. Null
 * where there is none, or only one of another kind: work never becomes waiting, and nothing is resolved by moving along.
 */
export function stageAfter(from: Stage, after: CaseTypeDefinition, { stages }: Mapping): Stage | null {
  const to = stageOf(after, stages[from.key] ?? from.key)
  if (!to || isOver(to) || (to.aside && !from.aside)) return null
  return to.status === 'new' && from.status !== 'new' ? null : to
}

export interface ValuesAfter {
  custom: Record<string, unknown>
  renamed: { from: Field; to: Field }[]
  /** Whose value stands on the case and in no form any more. */
  dropped: Field[]
  /** Whose value does not fit what the field asks now, or would take the place of one that stays. */
  unfit: Field[]
}

/** What the values of a case become. Nothing is thrown away: what no field takes stays beside the form. */
export function valuesAfter(
  before: CaseTypeDefinition,
  after: CaseTypeDefinition,
  mapping: Mapping,
  values: Values,
): ValuesAfter {
  const result: ValuesAfter = { custom: { ...values }, renamed: [], dropped: [], unfit: [] }
  const filled = before.fields.filter(({ key }) => isHeld(values[key]))
  for (const field of filled) {
    const to = fieldAfter(field, after, mapping)
    if (!to) result.dropped.push(field)
    else if (problemOfValue(to, values[field.key]) !== null) result.unfit.push(field)
    else if (to.key !== field.key) result.renamed.push({ from: field, to })
  }
  const isTaken = ({ from, to }: { from: Field; to: Field }) =>
    isHeld(values[to.key]) && !result.renamed.some((each) => each.from.key === to.key && each.from !== from)
  for (let stays = result.renamed.find(isTaken); stays; stays = result.renamed.find(isTaken)) {
    result.unfit.push(stays.from)
    result.renamed.splice(result.renamed.indexOf(stays), 1)
  }
  for (const { from } of result.renamed) delete result.custom[from.key]
  for (const { from, to } of result.renamed) result.custom[to.key] = values[from.key]
  return result
}

const isHeld = (value: unknown): boolean => value !== undefined && value !== null

/** The field that takes the values of an older one; null where it is left behind. */
export function fieldAfter(field: Field, after: CaseTypeDefinition, { fields }: Mapping): Field | null {
  const key = fields[field.key] === undefined ? field.key : fields[field.key]
  return after.fields.find((each) => each.key === key) ?? null
}

export interface WorkAfter {
  /** Tasks that are begun, by title. */
  begins: string[]
  /** Tasks that are cancelled where nobody has done them yet. */
  ends: string[]
}

/** What coming along means for the work of a stage: what its new self asks besides, and what it asks no longer. */
export function workAfter(from: Stage, to: Stage): WorkAfter {
  const [old, fresh] = [new Set(from.tasks.map(({ key }) => key)), new Set(to.tasks.map(({ key }) => key))]
  return {
    begins: to.tasks.filter(({ key }) => !old.has(key)).map(({ title }) => title),
    ends: from.tasks.filter(({ key }) => !fresh.has(key)).map(({ title }) => title),
  }
}

/** The fields that a stage of the new version needs and these values do not have. */
export const lackingAfter = (after: CaseTypeDefinition, stage: string, custom: Values): Field[] =>
  fieldsToEnter(after, stage, custom).filter((field) => !isFilled(field, custom[field.key]))

/** What two fields of a form would become at once, each for itself by the mapping or by its key. */
function clashesOf({ fields }: CaseTypeDefinition, after: CaseTypeDefinition, mapping: Mapping): string[] {
  const targets = fields.flatMap((field) => fieldAfter(field, after, mapping)?.key ?? [])
  return targets.filter((key, at) => targets.indexOf(key) !== at)
}

/** What is wrong with a mapping for cases of these forms that stand in these stages, in words; empty when it can be followed. */
export function mappingProblems(
  standing: readonly Stage[],
  forms: readonly CaseTypeDefinition[],
  after: CaseTypeDefinition,
  mapping: Mapping,
): string[] {
  const problems: string[] = []
  for (const [from, to] of Object.entries(mapping.stages))
    if (!stageOf(after, to)) problems.push(`Stage ${from} leads to ${to}, which is not there.`)
  for (const [from, to] of Object.entries(mapping.fields))
    if (to !== null && !after.fields.some(({ key }) => key === to))
      problems.push(`Field ${from} becomes ${to}, which is not there.`)
  for (const form of new Set(forms))
    for (const key of clashesOf(form, after, mapping)) problems.push(`Two fields become ${key}.`)
  for (const stage of standing)
    if (!stageAfter(stage, after, mapping)) problems.push(`Cases stand in ${stage.label}: say where they go.`)
  return [...new Set(problems)]
}
