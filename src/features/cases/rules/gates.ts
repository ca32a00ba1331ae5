import type { Status } from '../../../platform/shapes.ts'
import type { Field } from '../../casetypes/contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { fieldsToEnter, fieldsToResolve, isFilled } from '../../casetypes/rules/fields.ts'
import type { Requirement } from '../contract/case-row.ts'
import { isOpen } from './lifecycle.ts'

export interface TaskFacts {
  id: string
  kind: 'task' | 'checklist'
  key: string | null
  title: string
  stage: string | null
  mandatory: boolean
  done: boolean
  doneBy: string | null
  owner: string | null
}

export interface GateFacts {
  definition: CaseTypeDefinition
  status: Status
  stage: string
  owner: string | null
  /** The values of the type's fields, by key. */
  custom: Readonly<Record<string, unknown>>
  tasks: readonly TaskFacts[]
  openChildren: readonly string[]
  /** Work that no contract covers and that somebody has to approve first; null where nobody has to. */
  uncoveredWork: { decidedBy: string | null } | null
}

export interface Resolution {
  code: string | null
  summary: string | null
  rootCause: string | null
}

export type Decision = { ok: true } | { ok: false; missing: Requirement[] }

/** Everything that leaving the present stage for `to` asks, met or not: the gate is shown before the button is pressed. */
export function requirementsToEnter(facts: GateFacts, to: Stage): Requirement[] {
  const from = facts.definition.stages.find((stage) => stage.key === facts.stage)
  const list: Requirement[] = []
  if (from && from.next.length > 0 && !to.aside && !from.aside && !from.next.includes(to.key) && to.key !== from.key) {
    const allowed = from.next.map((key) => facts.definition.stages.find((stage) => stage.key === key)?.label ?? key)
    list.push(requirement('path', 'transition', `${from.label} leads to ${allowed.join(' or ')}`, false, null, null))
  }
  // Going back, or to the side to wait, passes no gate: only going on does.
  if (!to.aside && isAfter(facts.definition, from, to)) {
    const fields = fieldsToEnter(facts.definition, to.key, facts.custom)
    list.push(...fields.map((field) => fieldRequirement(facts, field)), ...stageRequirements(facts))
  }
  return list
}

/** The mandatory work of the present stage. */
export function stageRequirements(facts: GateFacts): Requirement[] {
  return facts.tasks
    .filter((task) => task.mandatory && task.stage === facts.stage)
    .map((task) =>
      requirement(task.key ?? task.id, task.kind, task.title, task.done, task.doneBy, task.owner ?? facts.owner),
    )
}

export function canEnter(facts: GateFacts, to: Stage): Decision {
  return decisionOf(requirementsToEnter(facts, to))
}

/** Everything that resolving asks (domain rule 5): owner, summary, code, root cause and checklist of the type, children. */
export function closureRequirements(facts: GateFacts, resolution: Resolution): Requirement[] {
  const { closure } = facts.definition
  const said = (text: string | null) => (text ?? '').trim().length > 0
  const code = closure.codes.find((candidate) => candidate.key === resolution.code)
  const codeWanted =
    code || resolution.code === null
      ? 'Resolution code chosen'
      : `Resolution code chosen: “${resolution.code}” is none of ${closure.codes.map(({ key }) => key).join(', ')}`
  const list = [
    requirement('owner', 'owner', 'The case has an owner', facts.owner !== null, facts.owner, null),
    requirement('summary', 'field', 'Resolution summary written', said(resolution.summary), null, facts.owner),
    requirement('code', 'field', codeWanted, code !== undefined, code?.label ?? null, facts.owner),
  ]
  if (closure.rootCauseRequired) {
    list.push(requirement('root_cause', 'field', 'Root cause named', said(resolution.rootCause), null, facts.owner))
  }
  for (const field of fieldsToResolve(facts.definition, facts.custom)) list.push(fieldRequirement(facts, field))
  for (const task of facts.tasks.filter((candidate) => candidate.mandatory)) {
    list.push(
      requirement(task.key ?? task.id, task.kind, task.title, task.done, task.doneBy, task.owner ?? facts.owner),
    )
  }
  for (const child of facts.openChildren)
    list.push(requirement(`child ${child}`, 'child', `Child case ${child} resolved`, false, null, null))
  if (facts.uncoveredWork) {
    const { decidedBy } = facts.uncoveredWork
    const label = 'Decided whether work that no contract covers is done'
    list.push(requirement('uncovered_work', 'approval', label, decidedBy !== null, decidedBy, null))
  }
  return list
}

export function canResolve(facts: GateFacts, resolution: Resolution): Decision {
  return decisionOf(closureRequirements(facts, resolution))
}

function decisionOf(requirements: Requirement[]): Decision {
  const missing = requirements.filter((each) => !each.met)
  return missing.length === 0 ? { ok: true } : { ok: false, missing }
}

/** Named by `field:` and its key, so that a screen can lead to it. */
const fieldRequirement = ({ custom, owner }: GateFacts, field: Field): Requirement =>
  requirement(`field:${field.key}`, 'field', field.label, isFilled(field, custom[field.key]), null, owner)

function requirement(
  key: string,
  kind: Requirement['kind'],
  label: string,
  met: boolean,
  metBy: string | null,
  holds: string | null,
): Requirement {
  return { key, kind, label, met, metBy: met ? metBy : null, holds: met ? null : holds }
}

function isAfter(definition: CaseTypeDefinition, from: Stage | undefined, to: Stage): boolean {
  if (!from) return true
  if (!isOpen(to.status)) return true
  return definition.stages.indexOf(to) > definition.stages.indexOf(from)
}
