import type { Field, FieldKind } from '../../../features/casetypes/contract/fields.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'

export const kindName: Record<FieldKind, string> = {
  text: 'words',
  long_text: 'several lines',
  number: 'a number',
  money: 'an amount of money',
  date: 'a date',
  yes_no: 'yes or no',
  choice: 'one of a list',
  several: 'several of a list',
  person: 'a colleague',
  account: 'an account',
  product: 'a product or piece',
  file: 'a file',
}

export const offersChoices = ({ kind }: Pick<Field, 'kind'>): boolean => kind === 'choice' || kind === 'several'

/** The values that a condition on a field may name, with their words. */
export const answersOf = (field: Field): { value: string; label: string }[] =>
  field.kind === 'yes_no'
    ? [
        { value: 'yes', label: 'yes' },
        { value: 'no', label: 'no' },
      ]
    : field.choices.map(({ key, label }) => ({ value: key, label }))

export function newField(fields: readonly Field[]): Field {
  const taken = fields.map(({ key }) => key)
  return { key: keyFor('new field', taken), label: '', kind: 'text', choices: [], seenBy: 'staff' }
}

/** Without what belongs to another kind, and without choices where it offers none. */
export function ofKind(field: Field, kind: FieldKind): Field {
  const { currency, never, compare, ...rest } = field
  return {
    ...rest,
    kind,
    choices: offersChoices({ kind }) ? field.choices : [],
    ...(never && kind === 'date' && { never }),
    ...(compare && kind === 'text' && { compare }),
    ...(kind === 'money' && { currency: currency ?? 'EUR' }),
  }
}

/**
 * As they are published: those without a name are left out, new fields and choices get their keys from their words, and
 * whatever names them follows. `stageKey` gives the key under which a stage is published.
 */
export function tidiedFields(
  fields: readonly Field[],
  published: readonly Field[],
  stageKey: (key: string) => string,
): Field[] {
  const named = fields.filter(({ label }) => label.trim())
  const keys = finalKeys(named, published)
  const choiceKeys = new Map(
    named.map((field) => [
      field.key,
      finalKeys(field.choices, published.find(({ key }) => key === field.key)?.choices),
    ]),
  )
  return named.map(({ when, requiredFrom, ...field }) => ({
    ...field,
    key: keys(field.key),
    label: field.label.trim(),
    choices: field.choices
      .filter(({ label }) => label.trim())
      .map(({ key, label }) => ({ key: choiceKeys.get(field.key)!(key), label: label.trim() })),
    ...(requiredFrom !== undefined && { requiredFrom: stageKey(requiredFrom) }),
    ...(when && {
      when: { field: keys(when.field), is: when.is.map((value) => choiceKeys.get(when.field)?.(value) ?? value) },
    }),
  }))
}

type Keyed = { key: string; label: string }

export function finalKeys(lines: readonly Keyed[], published: readonly Keyed[] = []): (key: string) => string {
  const taken = published.map(({ key }) => key)
  const keys = new Map(lines.filter(({ key }) => taken.includes(key)).map(({ key }) => [key, key]))
  for (const { key, label } of lines.filter(({ key, label }) => !keys.has(key) && label.trim())) {
    const final = keyFor(label, taken)
    keys.set(key, final)
    taken.push(final)
  }
  return (key) => keys.get(key) ?? key
}
