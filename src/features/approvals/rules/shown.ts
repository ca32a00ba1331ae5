import type { Field, FieldValue } from '../../casetypes/contract/fields.ts'
import { valueWords } from '../../casetypes/rules/fields.ts'
import type { SubjectValue } from './rounds.ts'

/** A value as it lies before those who decide. */
export const valuesShown = (field: Field & { value: FieldValue; name: string | null }): SubjectValue => ({
  key: field.key,
  label: field.label,
  value: field.value,
  words: field.name ?? (valueWords(field, field.value) || 'nothing'),
  forLeads: field.seenBy === 'leads',
})
