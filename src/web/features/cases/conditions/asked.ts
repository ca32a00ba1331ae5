import type { Condition, ConditionField, ConditionIs } from '../../../../features/cases/contract/conditions.ts'
import { fieldNames, isWords } from '../../../../features/cases/rules/condition-words.ts'
import type { FieldKind } from '../../../../features/casetypes/contract/fields.ts'
import type { CaseType } from '../../../../features/casetypes/contract.ts'

/** What can only be asked when a case comes in: who wrote where, in which words, and whether a calendar was open. */
export type AtIntake = 'contact' | 'mailbox' | 'words' | 'skill' | 'open'
export type AskedField = ConditionField | AtIntake
export type AskedCondition = Omit<Condition, 'field'> & { field: AskedField }

const askedNames: Record<Exclude<AskedField, 'custom'>, string> = {
  ...fieldNames,
  contact: 'contact',
  mailbox: 'mailbox',
  words: 'words in it',
  skill: 'words of a skill',
  open: 'calendar',
}

/** How a condition compares, as a list to choose from says it. */
export function wayWords({ field, is }: Pick<AskedCondition, 'field' | 'is'>): string {
  if (field === 'words') return is === 'one_of' ? 'has' : 'has none of'
  if (field === 'skill') return is === 'one_of' ? 'speaks of' : 'does not speak of'
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
  /** The types whose forms have it. */
  types: string[]
  /** Whether one of them can have it when a case comes in: what only a later stage needs is found out by then. */
  atIntake: boolean
}

/** Kinds whose values a condition can name. */
const askable: readonly FieldKind[] = ['text', 'long_text', 'number', 'money', 'yes_no', 'choice', 'several']
const numeric: readonly FieldKind[] = ['number', 'money']

/** What a case needs to enter one of these is often said by whoever opens it. */
const firstStages = 3

/** The fields of all types that conditions can ask for, by label. */
export function formFields(types: readonly Pick<CaseType, 'definition'>[]): FormField[] {
  const known = new Map<string, FormField>()
  const asked = types.flatMap(({ definition }) => definition.fields.map((field) => ({ ...field, definition })))
  for (const { key, label, kind, choices, requiredFrom, definition } of asked) {
    if (!askable.includes(kind)) continue
    const offered = kind === 'yes_no' ? yesOrNo : choices.map((choice) => ({ value: choice.key, label: choice.label }))
    const before = known.get(key)?.choices ?? []
    const more = offered.filter(({ value }) => !before.some((choice) => choice.value === value))
    const stage = definition.stages?.findIndex((each) => each.key === requiredFrom) ?? -1
    known.set(key, {
      label,
      kind,
      ...known.get(key),
      key,
      choices: [...before, ...more],
      types: [...(known.get(key)?.types ?? []), definition.name],
      atIntake: known.get(key)?.atIntake || (stage < firstStages && kind !== 'long_text'),
    })
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
  const name = askedName(present)
  const isIntake = offered.some((field) => field === 'words')
  const shown = fields.filter(({ key, atIntake }) => !isIntake || atIntake || key === present.key)
  const itemOf = ({ key, label }: FormField, more = '') => ({
    value: askedName({ field: 'custom', key }),
    label: `${label}${more}`,
  })
  const alone = shown.filter(({ types }) => types.length === 1)
  const shared = shown.filter(({ types }) => types.length > 1)
  const forms = [...new Set(alone.map(({ types: [type] }) => type!))].toSorted((a, b) => a.localeCompare(b))
  const gone = [...ofCase, ...shown.map((field) => itemOf(field))].every(({ value }) => value !== name)
  const label = present.field === 'custom' ? (present.key ?? '') : askedNames[present.field]
  return [
    { group: 'The case', items: gone ? [...ofCase, { value: name, label }] : ofCase },
    ...(shared.length > 0
      ? [
          {
            group: 'Forms of several types',
            items: shared.map((field) => itemOf(field, ` (${field.types.join(', ')})`)),
          },
        ]
      : []),
    ...forms.map((form) => ({
      group: `Form of ${form}`,
      items: alone.filter(({ types }) => types[0] === form).map((field) => itemOf(field)),
    })),
  ]
}

/** A condition without a value holds for nobody, or for all: it was not finished. */
export const isWhole = (conditions: readonly AskedCondition[]): boolean =>
  conditions.every(({ is, values, field }) => {
    const compares = field === 'custom' && (is === 'at_least' || is === 'less_than')
    return values.length > 0 && (!compares || /^-?\d{1,15}(\.\d{1,4})?$/.test(values[0]!))
  })
