import { useQuery } from '@tanstack/react-query'
import { accountQuery, contactQuery } from '../../customers/queries.ts'
import { useLevelNames } from '../../escalations/queries.ts'
import { levelChoices } from '../../escalations/words.ts'
import { peopleQuery, teamsQuery, typesQuery } from '../../people/queries.ts'
import { fields } from './fields.ts'
import { type FilterKey, valuesOf } from './filter.ts'
import type { Value } from './values.ts'

/** What may be chosen for a part of the filter. */
export function useValues(key: FilterKey): Value[] {
  const field = fields[key]
  const from = field.kind === 'many' || field.kind === 'one' ? field.values : null
  const people = useQuery({ ...peopleQuery, enabled: from === 'people' }).data?.items
  const teams = useQuery({ ...teamsQuery, enabled: from === 'teams' }).data?.items
  const types = useQuery({ ...typesQuery, enabled: from === 'types' }).data?.items
  const levels = useLevelNames(from === 'levels')
  if (Array.isArray(from)) return from
  if (from === 'teams') return teams?.map(({ id, name }) => ({ value: id, label: name })) ?? []
  if (from === 'types') return types?.map(({ id, definition }) => ({ value: id, label: definition.name })) ?? []
  if (from === 'levels') return [...anyLevel, ...levelChoices(levels)]
  if (from !== 'people') return []
  const everyone = people?.filter((person) => !person.deactivatedAt).map(({ id, name }) => ({ value: id, label: name }))
  return [{ value: 'me', label: 'me' }, { value: 'none', label: 'nobody' }, ...(everyone ?? [])]
}

const anyLevel: Value[] = [
  { value: 'any', label: 'to any level' },
  { value: 'none', label: 'not' },
]

/** A part of the filter in words: “critical or high”, “Meridian Labs”, “today”. */
export function useWords(key: FilterKey, text: string | undefined): string {
  const values = useValues(key)
  const first = valuesOf(text)[0] ?? ''
  const account = useQuery({
    ...accountQuery(first),
    enabled: key === 'account' && first !== '' && first !== 'none',
  }).data
  const contact = useQuery({
    ...contactQuery(first),
    enabled: key === 'contact' && first !== '' && first !== 'none',
  }).data
  const fixed = fields[key].kind === 'fixed' || fields[key].kind === 'text'
  if (key === 'account' && account) return account.name
  if (key === 'contact' && contact) return contact.name
  if (key === 'queue' || key === 'product' || key === 'asset') return first === 'none' ? 'none' : `one ${key}`
  if (fixed) return text ?? ''
  const words = valuesOf(text).map((value) => values.find((v) => v.value === value)?.label ?? shortly(value))
  return words.length > 3 ? `${words.slice(0, 2).join(', ')} or ${words.length - 2} more` : words.join(' or ')
}

/** An id whose name is not known yet, or no longer, says nothing to a reader. */
const shortly = (value: string): string => (value.length > 30 ? '…' : value)
