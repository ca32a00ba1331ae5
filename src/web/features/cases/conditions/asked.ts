import type { Condition, ConditionField, ConditionIs } from '../../../../features/cases/contract/conditions.ts'
import { fieldNames, isWords } from '../../../../features/cases/rules/condition-words.ts'
import type { FieldKind } from '../../../../features/casetypes/contract/fields.ts'
import type { CaseType } from '../../../../features/casetypes/contract.ts'

/** What can only be asked when a case comes in: who wrote where, in which words, and whether a calendar was open. */
export type AtIntake = 'contact' | 'mailbox' | 'words' | 'open'
export type AskedField = ConditionField | AtIntake
export type AskedCondition = Omit<Condition, 'field'> & { field: AskedField }

const askedNames: Record<Exclude<AskedField, 'custom'>, string> = {
  ...fieldNames,
  contact: 'contact',
  mailbox: 'mailbox',
  words: 'subject or message',
  open: 'calendar',
}

/** How a condition compares, as a list to choose from says it. */
export function wayWords({ field, is }: Pick<AskedCondition, 'field' | 'is'>): string {
  if (field === 'words') return is === 'one_of' ? 'has' : 'has none of'
  if (field === 'open') return is === 'one_of' ? 'is open' : 'is closed'
  if (field === 'contact' || field === 'mailbox') return is === 'one_of' ? 'is' : 'is not'
  return isWords({ field, is })
}

/** A field that forms of types ask for; one key is one field, whichever types have it. */
export interface FormField {
  key: string
  label: string
  kind: FieldKind
  choices: { value: string; label: string }[]
}

/** Kinds whose values a condition can name. */
const askable: readonly FieldKind[] = ['text', 'long_text', 'number', 'money', 'yes_no', 'choice', 'several']
const numeric: readonly FieldKind[] = ['number', 'money']

/** The fields of all types that conditions can ask for, by label. */
export function formFields(types: readonly Pick<CaseType, 'definition'>[]): FormField[] {
  const known = new Map<string, FormField>()
  for (const { key, label, kind, choices } of types.flatMap(({ definition }) => definition.fields)) {
    if (!askable.includes(kind)) continue
    const offered = kind === 'yes_no' ? yesOrNo : choices.map((choice) => ({ value: choice.key, label: choice.label }))
    const before = known.get(key)?.choices ?? []
    const more = offered.filter(({ value }) => !before.some((choice) => choice.value === value))
    known.set(key, { label, kind, ...known.get(key), key, choices: [...before, ...more] })
  }
  return [...known.values()].sort((a, b) => a.label.localeCompare(b.label))
}

export const yesOrNo = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
]

/** The ways in which what a condition looks at can be compared. */
export function waysOf(
  { field, key }: Pick<AskedCondition, 'field' | 'key'>,
  fields: readonly FormField[],
): ConditionIs[] {
  const form = fields.find((each) => each.key === key)
  const hasSize = field === 'priority' || (form !== undefined && numeric.includes(form.kind))
  return hasSize ? ['one_of', 'none_of', 'at_least', 'less_than'] : ['one_of', 'none_of']
}

/** What a list to choose from calls what a condition looks at: a field of the form by its key behind a colon. */
export const askedName = ({ field, key }: Pick<AskedCondition, 'field' | 'key'>): string =>
  key === undefined ? field : `custom:${key}`

/** A fresh condition on that, without a value yet. */
export function conditionOn(asked: string): AskedCondition {
  const [field, key] = asked.split(':') as [AskedField, string?]
  return { field, ...(key !== undefined && { key }), is: 'one_of', values: [] }
}

/** What can be asked for, in groups; what a condition asks for already stays, also when its field is gone. */
export function askedGroups(
  offered: readonly Exclude<AskedField, 'custom'>[],
  fields: readonly FormField[],
  present: Pick<AskedCondition, 'field' | 'key'>,
) {
  const ofCase = offered.map((field) => ({ value: field as string, label: askedNames[field] }))
  const ofForm = fields.map(({ key, label }) => ({ value: askedName({ field: 'custom', key }), label }))
  const name = askedName(present)
  const gone = [...ofCase, ...ofForm].every(({ value }) => value !== name)
  const label = present.field === 'custom' ? (present.key ?? '') : askedNames[present.field]
  return [
    { group: 'The case', items: gone ? [...ofCase, { value: name, label }] : ofCase },
    ...(ofForm.length > 0 ? [{ group: 'Its form', items: ofForm }] : []),
  ]
}

/** A condition without a value holds for nobody, or for all: it was not finished. */
export const isWhole = (conditions: readonly AskedCondition[]): boolean =>
  conditions.every(({ is, values, field }) => {
    const compares = field === 'custom' && (is === 'at_least' || is === 'less_than')
    return values.length > 0 && (!compares || /^-?\d{1,15}(\.\d{1,4})?$/.test(values[0]!))
  })
