import type { Field, FieldValue } from '../../../../features/casetypes/contract/fields.ts'
import { valueWords } from '../../../../features/casetypes/rules/fields.ts'
import { amountText, minorOf, money, plainNumber } from '../../../ui/amounts.ts'
import { dayMonth } from '../../../ui/time.ts'

/** A value as it is being typed or chosen; empty where there is none. */
export type Draft = string | string[]

export function draftOf({ kind }: Field, value: unknown): Draft {
  if (kind === 'several') return Array.isArray(value) ? (value as string[]) : []
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null || value === undefined ? '' : String(value)
}

/** What is sent for it. What cannot be read goes as it is, so that the server says what it expects. */
export function enteredValue({ kind, currency }: Field, draft: Draft): FieldValue {
  if (Array.isArray(draft)) return draft.length > 0 ? draft : null
  const text = draft.trim()
  if (!text) return null
  if (kind === 'yes_no') return text === 'yes'
  if (kind === 'number') {
    const plain = plainNumber(text)
    return plain === null ? text : Number(plain)
  }
  if (kind === 'money') {
    const minor = minorOf(text, currency!)
    return minor === null ? text : amountText(minor, currency!)
  }
  return text
}

/** As it stands in a line; `name` is that of the person or account. */
export function shownValue(field: Field, value: FieldValue, name: string | null, now: Date): string {
  if (name) return name
  if (field.kind === 'money' && typeof value === 'string') {
    const minor = minorOf(value, field.currency!)
    if (minor !== null) return money(minor, field.currency!)
  }
  if (field.kind === 'date' && typeof value === 'string') return dayMonth(new Date(value), now)
  return valueWords(field, value)
}
