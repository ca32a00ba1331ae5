import type { ApprovalAsked, ApprovalCondition, Approver } from '../contract/approvals.ts'
import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition } from '../contract.ts'
import { isOne, minorDigits } from './approvals.ts'
import { moneyWords } from './fields.ts'
import { stageOf } from './stages.ts'

/** What people, teams and own roles are called, by id. */
export type Names = ReadonlyMap<string, string>

/** An approval as a sentence: to do what, who agrees, where, until when, and what a rejection does. */
export function approvalWords(approval: ApprovalAsked, definition: CaseTypeDefinition, names: Names): string {
  const { stage, codes, when, dueHours, rejectTo } = approval
  const codeNames = codes.map((code) => definition.closure.codes.find(({ key }) => key === code)?.label ?? code)
  const ending = codeNames.length > 0 ? ` as ${listed(codeNames, 'or')}` : ''
  const leaving = stage === undefined ? `To resolve it${ending}` : `To leave ${label(definition, stage)}`
  const where = when ? `, where ${conditionWords(when, definition.fields)}` : ''
  const due = dueHours ? `, within ${dueHours} h` : ''
  const back = rejectTo ? ` A rejection leads to ${label(definition, rejectTo)}.` : ''
  return `${leaving}, ${whoAgrees(approval, names)}${where}${due}.${back}`
}

const label = (definition: CaseTypeDefinition, key: string): string => stageOf(definition, key)?.label || 'a new stage'

const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

function whoAgrees({ approvers, mode, inOrder }: ApprovalAsked, names: Names): string {
  const who = approvers.map((approver) => approverWords(approver, names))
  const single = approvers.length === 1 && isOne(approvers[0]!)
  const order = inOrder && !single ? ', one after the other' : ''
  if (single) return `${who[0]} has to agree`
  if (mode === 'all') return `${listed(who, 'and')} have to agree${order}`
  if (mode === 'any') return `${approvers.length > 1 ? listed(who, 'or') : `one of ${who[0]}`} has to agree${order}`
  return `${mode.atLeast} of ${listed(who, 'and')} have to agree${order}`
}

/** Whom an approver stands for, in words. */
export function approverWords(approver: Approver, names: Names): string {
  switch (approver.who) {
    case 'person':
      return names.get(approver.personId) ?? 'a colleague'
    case 'team':
      return `the team ${names.get(approver.teamId) ?? 'that is named'}`
    case 'team_named':
      return `the team ${approver.name} (if there is one)`
    case 'role':
      return `the ${roleWords[approver.role]} of its team`
    case 'own_role':
      return `everybody with the role ${names.get(approver.roleId) ?? 'that is named'}`
    case 'lead':
      return 'the lead of its team'
    case 'lead_of_requester':
      return 'the lead of whoever asks'
    case 'manager_of_owner':
      return 'the manager of the owner'
    case 'manager_of_requester':
      return 'the manager of whoever asks'
  }
}

export const roleWords = {
  admin: 'administrators',
  manager: 'managers',
  agent: 'agents',
  light: 'light agents',
  sales: 'sales people',
} as const

function conditionWords(when: ApprovalCondition, fields: readonly Field[]): string {
  const field = fields.find(({ key }) => key === when.field)
  const name = field?.label || 'a field'
  if ('over' in when) return `${name} is over ${field ? amountOf(field, when.over) : when.over}`
  const offered = (value: string) => field?.choices.find(({ key }) => key === value)?.label ?? value
  return `${name} is ${listed(when.is.map(offered), 'or')}`
}

/** Minor units as people write them: 50000 of EUR → “€500”; a number stays as it is. */
function amountOf({ kind, currency }: Field, minor: number): string {
  if (kind !== 'money') return String(minor)
  const digits = minorDigits(currency)
  return moneyWords((minor / 10 ** digits).toFixed(digits), currency ?? 'EUR')
}
