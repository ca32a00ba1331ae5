import type { ApprovalAsked, ApprovalCondition, Approver } from '../contract/approvals.ts'
import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { isAsked } from './fields.ts'
import { unavoidable } from './way.ts'

type Values = Readonly<Record<string, unknown>>

/** Whether a case of these values needs the approval at all. A field that is not asked for, or has no value, says nothing. */
export function isNeeded({ fields }: CaseTypeDefinition, { when }: ApprovalAsked, values: Values): boolean {
  if (!when) return true
  const field = fields.find(({ key }) => key === when.field)
  if (!field || !isAsked(field, values)) return false
  const value = values[when.field]
  if ('over' in when) return isOver(field, value, when.over)
  const said = Array.isArray(value) ? value : [value === true ? 'yes' : value === false ? 'no' : value]
  return said.some((each) => when.is.includes(each as string))
}

/** Amounts are compared in minor units without ever becoming a fraction. */
function isOver(field: Field, value: unknown, limit: number): boolean {
  if (field.kind === 'number') return typeof value === 'number' && value > limit
  const parts = typeof value === 'string' ? /^(-?)(\d{1,15})(?:\.(\d{1,4}))?$/.exec(value) : null
  if (field.kind !== 'money' || !parts || parts[1] === '-') return false
  const fraction = (parts[3] ?? '').padEnd(4, '0')
  const scale = 10n ** BigInt(4 - minorDigits(field.currency))
  return BigInt(`${parts[2]}${fraction}`) > BigInt(limit) * scale
}

/** How many digits the minor unit of a currency has (ISO 4217): cents have two, yen none. */
export function minorDigits(currency: string | undefined): number {
  if (!currency) return 2
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return Math.min(4, maximumFractionDigits ?? 2)
}

const placeOf = ({ stages }: CaseTypeDefinition, key: string): number => stages.findIndex((stage) => stage.key === key)

/** Where a case has to stand for an approval to be asked of itself: its stage, or the last one before resolving. */
export function askedFrom(definition: CaseTypeDefinition, approval: ApprovalAsked): Stage {
  const open = definition.stages.filter(({ status, aside }) => !aside && (status === 'new' || status === 'open'))
  return open.find(({ key }) => key === approval.stage) ?? open.at(-1)!
}

/** Whether one stage stands before another on the path. */
export const isBefore = (definition: CaseTypeDefinition, key: string, other: string): boolean =>
  placeOf(definition, key) < placeOf(definition, other)

/**
 * The approvals that are to be asked for by now, of a case that stands on the path in `stageKey`: those of this stage, of
 * stages that every way here passes, and those that were asked for on the way it came.
 */
export function approvalsDue(
  definition: CaseTypeDefinition,
  stageKey: string,
  values: Values,
  known: readonly string[],
): ApprovalAsked[] {
  const here = definition.stages.find(({ key }) => key === stageKey)
  const passed = here ? [...unavoidable(definition, here), here].map(({ key }) => key) : []
  return definition.approvals.filter((approval) => {
    const from = askedFrom(definition, approval).key
    const asked = known.includes(approval.key) && isBefore(definition, from, stageKey)
    return (passed.includes(from) || asked) && isNeeded(definition, approval, values)
  })
}

/**
 * The approvals without which a case does not pass the gates of some stages; and those that were asked for in a stage
 * before `to`, whichever way it took since.
 */
export const approvalsToPass = (
  definition: CaseTypeDefinition,
  stages: readonly Stage[],
  to: Stage,
  values: Values,
  known: readonly string[],
): ApprovalAsked[] =>
  definition.approvals.filter(
    (approval) =>
      approval.stage !== undefined &&
      (stages.some(({ key }) => key === approval.stage) ||
        (known.includes(approval.key) && isBefore(definition, approval.stage, to.key))) &&
      isNeeded(definition, approval, values),
  )

/** Of those, and of those that closing asks for, the ones that resolving with a code asks for; with all where none is chosen yet. */
export const isForCode = ({ codes }: ApprovalAsked, code: string | null): boolean =>
  codes.length === 0 || code === null || codes.includes(code)

/** Whether it stands for one person, and never for several. */
export const isOne = ({ who }: Approver): boolean =>
  who === 'person' || who === 'lead' || who === 'manager_of_owner' || who === 'manager_of_requester'

/** What is wrong with the approvals of a definition, in words. */
export function approvalProblems(definition: CaseTypeDefinition): string[] {
  const { approvals, stages, fields, closure } = definition
  const keys = approvals.map(({ key }) => key)
  const problems: string[] = []
  if (new Set(keys).size < keys.length) problems.push('Two approvals have the same key.')
  for (const approval of approvals) {
    const { title, stage, rejectTo, mode, approvers, codes, when } = approval
    const isOpenStage = (key: string) => stages.some((each) => each.key === key && isOfPath(each))
    if (stage !== undefined && !isOpenStage(stage))
      problems.push(`The approval “${title}” is asked for in a stage that is not on the path.`)
    if (rejectTo !== undefined && !isOpenStage(rejectTo))
      problems.push(`The approval “${title}” leads to a stage that is not on the path when it is rejected.`)
    const unknown = approval.fields.filter((key) => !fields.some((field) => field.key === key))
    if (unknown.length > 0)
      problems.push(`The approval “${title}” covers fields that are not there: ${unknown.join(', ')}.`)
    const unoffered = codes.filter((code) => !closure.codes.some(({ key }) => key === code))
    if (unoffered.length > 0)
      problems.push(`The approval “${title}” is for codes that closing does not offer: ${unoffered.join(', ')}.`)
    const named = approvers.every(isOne)
    if (typeof mode === 'object' && named && mode.atLeast > approvers.length)
      problems.push(`The approval “${title}” needs ${mode.atLeast} to agree and asks ${approvers.length}.`)
    if (when) problems.push(...conditionProblems(title, when, fields))
  }
  return problems
}

const isOfPath = ({ status, aside }: Stage): boolean => !aside && (status === 'new' || status === 'open')

function conditionProblems(title: string, when: ApprovalCondition, fields: readonly Field[]): string[] {
  const field = fields.find(({ key }) => key === when.field)
  if (!field) return [`The approval “${title}” depends on a field that is not there.`]
  if ('over' in when)
    return field.kind === 'money' || field.kind === 'number'
      ? []
      : [`The approval “${title}” depends on an amount, and ${field.label} is none.`]
  const known =
    field.kind === 'yes_no'
      ? ['yes', 'no']
      : field.kind === 'choice' || field.kind === 'several'
        ? field.choices.map(({ key }) => key)
        : null
  if (!known) return [`The approval “${title}” depends on ${field.label}, which is neither yes or no nor a choice.`]
  const unknown = when.is.filter((value) => !known.includes(value))
  return unknown.length > 0
    ? [`The approval “${title}” depends on ${unknown.join(', ')}, which ${field.label} does not offer.`]
    : []
}
