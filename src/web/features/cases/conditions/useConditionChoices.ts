import { useQueries, useQuery } from '@tanstack/react-query'
import { nameKey } from '../../../../features/cases/rules/condition-words.ts'
import { languageName, languages } from '../../../ui/languages.ts'
import { calendarsQuery } from '../../calendars/queries.ts'
import { accountQuery, contactQuery } from '../../customers/queries.ts'
import { contractQuery } from '../../entitlements/queries.ts'
import { mailboxesQuery } from '../../mailboxes/queries.ts'
import { peopleQuery, skillsQuery, teamsQuery, typesQuery } from '../../people/queries.ts'
import { type AskedCondition, type AskedField, type FormField, formFields, yesOrNo } from './asked.ts'
import { accountsByName, productsByName } from './queries.ts'

export interface Choice {
  value: string
  label: string
  /** What stands beside it in the list. */
  note?: string
}
export interface ConditionChoices {
  /** What there is to choose from, for what has a list. */
  choices: Partial<Record<AskedField, Choice[]>>
  /** Fields that forms of types ask for. */
  fields: FormField[]
  /** What an id or key stands for. */
  names: ReadonlyMap<string, string>
}

/** The ways by which a case can have come. */
export const channels = ['email', 'form', 'portal', 'chat', 'phone', 'sms', 'messaging', 'api', 'agent']

/** What conditions can ask for: what there is here now, and whatever those that stand already name. */
export function useConditionChoices(present: readonly AskedCondition[]): ConditionChoices {
  const types = useQuery(typesQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const people = useQuery(peopleQuery).data?.items ?? []
  const products = useQuery(productsByName).data?.items ?? []
  const listed = useQuery(accountsByName).data?.items ?? []
  const named = (field: AskedField) => present.filter((each) => each.field === field).flatMap(({ values }) => values)
  const missing = named('account').filter((id) => !listed.some((account) => account.id === id))
  const others = useQueries({ queries: missing.map((id) => accountQuery(id)) }).flatMap(({ data }) => data ?? [])
  const contracts = useQueries({ queries: named('contract').map((id) => contractQuery(id)) })
  const asksFor = (field: AskedField) => present.some((each) => each.field === field)
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: asksFor('mailbox') }).data?.items ?? []
  const calendars = useQuery({ ...calendarsQuery, enabled: asksFor('open') }).data?.items ?? []
  const skills = useQuery({ ...skillsQuery, enabled: asksFor('skill') }).data?.items ?? []
  const contacts = useQueries({ queries: named('contact').map((id) => contactQuery(id)) }).flatMap(
    ({ data }) => data ?? [],
  )
  const accounts = [...listed, ...others]
  const tiers = [...new Set(accounts.flatMap(({ tier }) => tier ?? []))].sort()
  const fields = formFields(types)
  const byName = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const choices: ConditionChoices['choices'] = {
    type: types.map(({ key, definition }) => ({ value: key, label: definition.name })),
    priority: ['critical', 'high', 'medium', 'low'].map((value) => ({ value, label: value })),
    product: byName(products),
    team: byName(teams),
    account: byName(accounts),
    channel: channels.map((channel) => ({ value: channel, label: channel })),
    language: languages.map((code) => ({ value: code, label: languageName(code) })),
    vip: yesOrNo,
    ...(tiers.length > 0 && { tier: tiers.map((tier) => ({ value: tier, label: tier })) }),
    mailbox: mailboxes.map(({ id, address }) => ({ value: id, label: address })),
    open: byName(calendars),
    skill: skills.map(({ id, name, words }) => ({ value: id, label: name, note: wordsNote(words) })),
    contact: byName(contacts),
    contract: contracts.flatMap(({ data }) => (data ? { value: data.id, label: data.number } : [])),
  }
  const names = new Map(
    [...Object.values(choices), byName(people)].flatMap((list) =>
      list.map(({ value, label }): [string, string] => [value, label]),
    ),
  )
  for (const field of fields) {
    names.set(nameKey(field.key), field.label)
    for (const choice of field.choices) names.set(nameKey(field.key, choice.value), choice.label)
  }
  return { choices, fields, names }
}

/** The first of them: which words speak of a skill is kept with it. */
const wordsNote = (words: readonly string[]): string =>
  words.length === 0
    ? 'no words yet'
    : words.slice(0, 3).join(', ') + (words.length > 3 ? `, ${words.length - 3} more` : '')
