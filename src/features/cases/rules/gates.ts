import type { Status } from '../../../platform/shapes.ts'
import type { Field } from '../../casetypes/contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { approvalsToPass, isForCode, isNeeded } from '../../casetypes/rules/approvals.ts'
import { fieldsRequired, isFilled } from '../../casetypes/rules/fields.ts'
import { initialStage, pathOf, stageFor, stageOf } from '../../casetypes/rules/stages.ts'
import { unavoidable, wayBetween } from '../../casetypes/rules/way.ts'
import type { Requirement } from '../contract/case-row.ts'
import { type ApprovalFacts, inOwnWords, ofType } from './approvals.ts'
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
  /** The stage on the path that it stands in, or beside which it waits. */
  standsIn: string
  owner: string | null
  /** The values of the type's fields, by key. */
  custom: Readonly<Record<string, unknown>>
  tasks: readonly TaskFacts[]
  openChildren: readonly { number: string; restricted: boolean }[]
  /** The last round of each approval, and those that people asked for. */
  approvals: readonly ApprovalFacts[]
  /** With whom side conversations have not ended. */
  openSides: readonly { id: string; party: string; owner: string }[]
  /** Work that no contract covers and that somebody has to approve first; null where nobody has to. */
  uncoveredWork: { decidedBy: string | null } | null
}

export interface Resolution {
  code: string | null
  summary: string | null
  rootCause: string | null
}

export type Decision = { ok: true } | { ok: false; missing: Requirement[] }

/**
 * Everything that going to `to` asks, met or not; the gate is shown before the button is pressed. Going on passes every
 * gate on the way (`wayBetween`), with the work of each stage that is left and the values that each needs. Going back, or
 * to the side to wait, passes none; from there a case goes on as from the stage it waits beside.
 */
export function requirementsToEnter(facts: GateFacts, to: Stage): Requirement[] {
  const { definition } = facts
  const from = standing(facts)
  if (to.aside || to.key === from.key) return []
  const list: Requirement[] = []
  if (from.next.length > 0 && isOpen(to.status) && !from.next.includes(to.key)) {
    const allowed = from.next.map((key) => stageOf(definition, key)?.label ?? key)
    list.push(requirement('path', 'transition', `${from.label} leads to ${allowed.join(' or ')}`, false, null, null))
  }
  if (!isAfter(definition, from, to)) return list
  const way = wayBetween(definition, from, to)
  const before = [...unavoidable(definition, to), ...way]
  return [
    ...list,
    ...fieldsAsked(facts, [...before, to]),
    ...workOf(facts, way),
    ...approvalsOf(facts, approvalsToPass(definition, before, to, facts.custom, askedFor(facts))),
  ]
}

/** Asked for once, also where that was voided since: whichever way the case takes, it is not walked around. */
const askedFor = ({ approvals }: GateFacts): string[] => approvals.flatMap(({ key }) => key ?? [])

/** With what people asked for in own words, which holds the case as long as it is neither approved nor taken back. */
const approvalsOf = ({ approvals, owner }: GateFacts, asked: Parameters<typeof ofType>[0][]): Requirement[] => [
  ...asked.map((each) => ofType(each, approvals, owner)),
  ...approvals.filter(({ key, state }) => key === null && state !== 'void').map((each) => inOwnWords(each, owner)),
]

/** The work and the values that every stage of a way asks for, of which it may have jumped over some. */
const fieldsAsked = (facts: GateFacts, stages: readonly Stage[]): Requirement[] =>
  fieldsRequired(facts.definition, stages, facts.custom).map((field) => fieldRequirement(facts, field))

function workOf(facts: GateFacts, stages: readonly Stage[]): Requirement[] {
  return stages.flatMap((stage) => {
    const known = facts.tasks.filter((task) => task.stage === stage.key)
    const unbegun = stage.tasks.filter(({ key, mandatory }) => mandatory && !known.some((task) => task.key === key))
    return [
      ...known.filter(({ mandatory }) => mandatory).map((task) => taskRequirement(facts, task, stage)),
      ...unbegun.map(
        (task): Requirement => ({
          ...requirement(`begin:${stage.key}:${task.key}`, 'task', task.title, false, null, null),
          stage: { key: stage.key, label: stage.label, begun: false },
        }),
      ),
    ]
  })
}

function taskRequirement(facts: GateFacts, task: TaskFacts, stage: Stage | undefined): Requirement {
  const holds = task.owner ?? facts.owner
  const asked = requirement(task.key ?? task.id, task.kind, task.title, task.done, task.doneBy, holds)
  const elsewhere = stage && stage.key !== facts.standsIn
  return {
    ...asked,
    taskId: task.id,
    ...(elsewhere && { stage: { key: stage.key, label: stage.label, begun: true } }),
  }
}

/** Whether all that a stage asks for was done without the case having been in it: begun from where it stood, or before. */
export function isWorkedFromElsewhere(facts: GateFacts, stage: Stage, code: string | null): boolean {
  const approvals = facts.definition.approvals.filter(
    (each) => each.stage === stage.key && isForCode(each, code) && isNeeded(facts.definition, each, facts.custom),
  )
  const asked = [...workOf(facts, [stage]), ...approvals.map((each) => ofType(each, facts.approvals, facts.owner))]
  return asked.length > 0 && asked.every(({ met }) => met)
}

const standing = ({ definition, standsIn }: GateFacts): Stage =>
  stageOf(definition, standsIn) ?? initialStage(definition)

export function canEnter(facts: GateFacts, to: Stage): Decision {
  return decisionOf(requirementsToEnter(facts, to))
}

/**
 * Everything that resolving asks (domain rule 5): owner, summary, code and root cause, the values and the work of every
 * stage on the way to the end (also of those that were jumped over), the checklist of the type, children. `asFor`: with
 * which code the way is asked for; null: with any, each requirement with the codes it belongs to.
 */
export function closureRequirements(facts: GateFacts, resolution: Resolution, asFor = resolution.code): Requirement[] {
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
  const rootCause = requirement(
    'root_cause',
    'field',
    'Root cause named',
    said(resolution.rootCause),
    null,
    facts.owner,
  )
  const ofPath = [...(closure.rootCauseRequired ? [rootCause] : []), ...pathRequirements(facts, asFor)]
  list.push(...unlessEndedEarly(facts, ofPath, asFor))
  for (const task of facts.tasks.filter(isForCustomer)) list.push(taskRequirement(facts, task, undefined))
  list.push(...facts.openChildren.map(childRequirement))
  for (const { id, party, owner } of facts.openSides)
    list.push(
      requirement(`side ${id}`, 'side_conversation', `Side conversation with ${party} ended`, false, null, owner),
    )
  if (facts.uncoveredWork) {
    const { decidedBy } = facts.uncoveredWork
    const label = 'Decided whether work that no contract covers is done'
    list.push(requirement('uncovered_work', 'approval', label, decidedBy !== null, decidedBy, null))
  }
  return list
}

/** What the whole path asks for, and the closing checklist. */
function pathRequirements(facts: GateFacts, code: string | null): Requirement[] {
  const stages = stagesToTheEnd(facts)
  const elsewhere = facts.tasks.filter(
    (task) => task.mandatory && !isForCustomer(task) && !stages.some(({ key }) => key === task.stage),
  )
  return [
    ...fieldsAsked(facts, stages),
    ...workOf(facts, stages),
    ...elsewhere.map((task) => taskRequirement(facts, task, stageOf(facts.definition, task.stage ?? ''))),
    ...approvalsOf(facts, approvalsToResolve(facts, stages, code)),
  ]
}

/** A mandatory task of no stage: promised to the customer, or a condition of theirs, however the case ends. */
const isForCustomer = ({ kind, mandatory, stage }: TaskFacts): boolean => mandatory && kind === 'task' && stage === null

/** A case that was withdrawn, or known already, does not walk its path to the end. Before a code is chosen all is shown. */
function unlessEndedEarly({ definition }: GateFacts, asked: Requirement[], code: string | null): Requirement[] {
  const { codes } = definition.closure
  if (codes.find(({ key }) => key === code)?.endsEarly) return []
  if (!codes.some(({ endsEarly }) => endsEarly)) return asked
  const whole = codes.filter(({ endsEarly }) => !endsEarly).map(({ key }) => key)
  return asked.map((ask) => ({ ...ask, codes: ask.codes?.filter((each) => whole.includes(each)) ?? whole }))
}

function approvalsToResolve(facts: GateFacts, stages: readonly Stage[], code: string | null) {
  const { definition, custom } = facts
  const passing = approvalsToPass(definition, stages, stageFor(definition, 'resolved')!, custom, askedFor(facts))
  const closing = definition.approvals.filter((each) => each.stage === undefined && isNeeded(definition, each, custom))
  return [...passing, ...closing].filter((approval) => isForCode(approval, code))
}

/** The stages whose gates a case has passed before it is resolved: those of every way, and of the way from where it stands. */
function stagesToTheEnd(facts: GateFacts): Stage[] {
  const { definition } = facts
  const end = stageFor(definition, 'resolved')!
  const passed = new Set([...unavoidable(definition, end), ...wayBetween(definition, standing(facts), end), end])
  return pathOf(definition).filter((stage) => passed.has(stage))
}

export function canResolve(facts: GateFacts, resolution: Resolution): Decision {
  return decisionOf(closureRequirements(facts, resolution))
}

function decisionOf(requirements: Requirement[]): Decision {
  const missing = requirements.filter((each) => !each.met)
  return missing.length === 0 ? { ok: true } : { ok: false, missing }
}

/** Named by `child` and its number; of a restricted one nobody learns which it is. */
const childRequirement = ({ number, restricted }: GateFacts['openChildren'][number], at: number): Requirement =>
  restricted
    ? requirement(`restricted child ${at + 1}`, 'child', 'A restricted child case resolved', false, null, null)
    : requirement(`child ${number}`, 'child', `Child case ${number} resolved`, false, null, null)

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

function isAfter(definition: CaseTypeDefinition, from: Stage, to: Stage): boolean {
  if (!isOpen(to.status)) return true
  return definition.stages.indexOf(to) > definition.stages.indexOf(from)
}
