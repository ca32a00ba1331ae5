import type { Field, FieldValues } from '../contract/fields.ts'
import type { CaseTypeDefinition, Stage } from '../contract.ts'
import { stageFor, stageOf } from './stages.ts'
import { unavoidable } from './way.ts'

type Values = Readonly<Record<string, unknown>>

/** Whether a field is asked for, as the other values stand. */
export function isAsked(field: Field, values: Values): boolean {
  const { when } = field
  if (!when) return true
  const other = values[when.field]
  const said = Array.isArray(other) ? other : [other === true ? 'yes' : other === false ? 'no' : other]
  return said.some((value) => when.is.includes(value as string))
}

/** Whether a field has a value that fits it. */
export const isFilled = (field: Field, value: unknown): boolean =>
  value !== undefined && value !== null && problemOfValue(field, value) === null

/** The fields that some of these stages require, while they are asked for. */
export const fieldsRequired = ({ fields }: CaseTypeDefinition, stages: readonly Stage[], values: Values): Field[] =>
  fields.filter(
    (field) =>
      field.requiredFrom !== undefined &&
      stages.some(({ key }) => key === field.requiredFrom) &&
      isAsked(field, values),
  )

/** The fields without which a stage cannot be entered: those required from it or from a stage that every way to it passes. */
export function fieldsToEnter(definition: CaseTypeDefinition, stageKey: string, values: Values): Field[] {
  const to = stageOf(definition, stageKey)
  return to ? fieldsRequired(definition, [...unavoidable(definition, to), to], values) : []
}

/** The fields that a case needs before it is resolved: those of every stage that all ways to the end pass. */
export const fieldsToResolve = (definition: CaseTypeDefinition, values: Values): Field[] =>
  fieldsToEnter(definition, stageFor(definition, 'resolved')!.key, values)

const money = /^-?\d{1,15}(\.\d{1,4})?$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What is wrong with a value, in words; null where it fits its field. */
export function problemOfValue(field: Field, value: unknown): string | null {
  const offered = field.choices.map(({ key }) => key)
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return typeof value === 'string' && value.trim() ? null : 'expects words'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'expects a number'
    case 'money':
      return typeof value === 'string' && money.test(value) ? null : 'expects an amount like 2318.40, as text'
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : 'expects a date like 2026-11-22'
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'expects true or false'
    case 'choice':
      return offered.includes(value as string) ? null : `expects one of ${offered.join(', ')}`
    case 'several':
      return Array.isArray(value) && value.length > 0 && value.every((each) => offered.includes(each))
        ? null
        : `expects a list of ${offered.join(', ')}`
    case 'person':
    case 'account':
    case 'product':
    case 'file':
      return typeof value === 'string' && uuid.test(value) ? null : `expects the id of a ${field.kind}`
  }
}

/** Dates are compared as text: their digits stand in order. */
function outOfTime({ kind, never }: Field, value: string, today: string): string | null {
  if (kind !== 'date') return null
  if (never === 'future' && value > today) return 'cannot lie in the future'
  return never === 'past' && value < today ? 'cannot lie in the past' : null
}

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}

/** A value as people read it; one that names somebody or something is told by that name elsewhere. */
export function valueWords({ kind, choices, currency }: Field, value: unknown): string {
  if (value === null || value === undefined) return ''
  const label = (key: unknown) => choices.find((choice) => choice.key === key)?.label ?? String(key)
  if (kind === 'choice') return label(value)
  if (kind === 'several' && Array.isArray(value)) return value.map(label).join(', ')
  if (kind === 'yes_no') return value === true ? 'yes' : 'no'
  return kind === 'money' && currency ? moneyWords(String(value), currency) : String(value)
}

/** An amount as people write it: “2318.40” EUR → “€2,318.40”, “500” EUR → “€500”. What is no amount stays as it is. */
export function moneyWords(amount: string, currency: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!parts) return `${currency} ${amount}`
  const [, minus, whole, fraction = ''] = parts
  const digits = /^0*$/.test(fraction) ? 0 : Math.max(fraction.length, 2)
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const format = new Intl.NumberFormat('en-GB', {
    ...style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(`${minus}${whole}.${fraction || '0'}` as `${number}`)
}

/**
 * What is wrong with values that somebody set, by key; what takes a value away is never wrong. `today` is the day on the
 * calendar of the organisation.
 */
export function problemsOfValues(
  fields: readonly Field[],
  set: FieldValues,
  today: string,
): { key: string; message: string }[] {
  return fields.flatMap((field) => {
    const value = set[field.key]
    if (value === undefined || value === null) return []
    const message = problemOfValue(field, value) ?? outOfTime(field, value as string, today)
    return message ? [{ key: field.key, message }] : []
  })
}

/** What is wrong with the fields of a definition, in words. */
export function fieldProblems({ fields, stages }: CaseTypeDefinition): string[] {
  const problems: string[] = []
  const twice = fields.filter(({ key }, at) => fields.findIndex((field) => field.key === key) !== at)
  if (twice.length > 0) problems.push(`Fields stand twice: ${twice.map(({ key }) => key).join(', ')}.`)
  fields.forEach((field, at) => {
    const { label, kind, choices, requiredFrom, when } = field
    const keys = choices.map(({ key }) => key)
    if ((kind === 'choice' || kind === 'several') && choices.length === 0) problems.push(`${label} offers no choices.`)
    if (new Set(keys).size < keys.length) problems.push(`${label} offers a choice twice.`)
    if (field.never && kind !== 'date') problems.push(`${label} is no date that could lie before or after today.`)
    if (field.compare && kind !== 'text') problems.push(`${label} is no words that could be compared.`)
    if (kind === 'money' && !field.currency) problems.push(`${label} needs a currency.`)
    if (requiredFrom !== undefined && !stages.some(({ key }) => key === requiredFrom))
      problems.push(`${label} is required from a stage that is not there.`)
    if (requiredFrom !== undefined && stages.find(({ key }) => key === requiredFrom)?.status === 'closed')
      problems.push(`${label} would be required only after everything is over.`)
    if (when) problems.push(...conditionProblems(field, fields.slice(0, at)))
  })
  return problems
}

/** A condition looks at a field that stands before it, so that conditions never go round in a circle. */
function conditionProblems({ label, when }: Field, before: readonly Field[]): string[] {
  const other = before.find(({ key }) => key === when!.field)
  if (!other) return [`${label} depends on a field that does not stand before it.`]
  const known =
    other.kind === 'yes_no'
      ? ['yes', 'no']
      : other.kind === 'choice' || other.kind === 'several'
        ? other.choices.map(({ key }) => key)
        : null
  if (!known) return [`${label} depends on ${other.label}, which is neither yes or no nor a choice.`]
  const unknown = when!.is.filter((value) => !known.includes(value))
  return unknown.length > 0 ? [`${label} depends on ${unknown.join(', ')}, which ${other.label} does not offer.`] : []
}

/** What a form says of what its case is about, where that says something else; such as another serial number. */
export const differing = (fields: readonly Field[], values: Values, serial: string | null): Field[] =>
  fields.filter(({ key, compare }) => {
    const value = values[key]
    return (
      compare && serial !== null && typeof value === 'string' && plain(value) !== '' && plain(value) !== plain(serial)
    )
  })

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
