import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Account, ChangeAccount } from '../../../features/customers/contract.ts'
import { api } from '../../api.ts'
import { amountText, minorOf } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { peopleQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'

const labels = {
  name: 'Name',
  tier: 'Tier',
  industry: 'Industry',
  domains: 'Mail domains',
  customerSince: 'Customer since',
  city: 'City',
  country: 'Country',
  phone: 'Phone',
  website: 'Website',
  currency: 'Currency',
  valueYearMinor: 'Value this year',
  valueTotalMinor: 'Value in all',
  renewalOn: 'Renewal',
  pinnedNote: 'Pinned note',
  namedAgentId: 'Named agent',
  tags: 'Tags',
}
type Values = Record<Exclude<keyof typeof labels, 'domains' | 'tags'>, string> & { domains: string[]; tags: string[] }

interface Props {
  account: Account | null
  onClose: () => void
  onSaved: (account: Account) => void
}

export function AccountForm({ account, onClose, onSaved }: Props) {
  const cache = useQueryClient()
  const people = useQuery(peopleQuery).data?.items ?? []
  const now = useNow()
  const { form, submit, pending, problem, conflict } = useRecordForm<Account, Values, Omit<ChangeAccount, 'version'>>({
    what: account?.name ?? 'The account',
    record: account,
    valuesOf,
    bodyOf,
    labels,
    validate: {
      name: (name) => (name.trim() ? null : 'An account needs a name'),
      currency: (currency) => (/^[A-Z]{3}$/.test(currency.trim().toUpperCase()) ? null : 'Three letters, such as EUR'),
      valueYearMinor: (text, values) => amountProblem(text, values.currency),
      valueTotalMinor: (text, values) => amountProblem(text, values.currency),
    },
    create: (body) => api.customers.createAccount({ body: { ...body, name: body.name! } }),
    change: ({ id }, body) => api.customers.changeAccount({ params: { id }, body }),
    onSaved: (saved) => {
      void cache.invalidateQueries({ queryKey: ['account', saved.id] })
      void cache.invalidateQueries({ queryKey: ['accounts'] })
      onSaved(saved)
    },
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  return (
    <Sheet title={account ? `Change ${account.name}` : 'New account'} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={account ? 'Save' : 'Make account'}
      >
        <TextInput data-autofocus data-wide {...field('name')} wrapperProps={{ 'data-wide': true }} />
        <TextInput {...field('tier')} placeholder="Gold" />
        <TextInput {...field('industry')} />
        <TagsInput
          {...field('domains')}
          wrapperProps={{ 'data-wide': true }}
          description="Whoever writes from one of these is taken for somebody of this account"
          placeholder={form.getValues().domains.length === 0 ? 'company.example' : ''}
        />
        <TextInput {...field('city')} />
        <TextInput {...field('country')} />
        <TextInput {...field('phone')} type="tel" />
        <TextInput {...field('website')} type="url" placeholder="https://" />
        <h3>Relationship</h3>
        <TextInput {...field('customerSince')} type="date" />
        <TextInput {...field('renewalOn')} type="date" />
        <NativeSelect
          {...field('namedAgentId')}
          data={[{ value: '', label: 'Nobody' }, ...personChoices(people, now)]}
        />
        <TextInput {...field('currency')} maxLength={3} />
        <TextInput {...field('valueYearMinor')} inputMode="decimal" />
        <TextInput {...field('valueTotalMinor')} inputMode="decimal" />
        <Textarea {...field('pinnedNote')} autosize minRows={2} wrapperProps={{ 'data-wide': true }} />
        <TagsInput {...field('tags')} wrapperProps={{ 'data-wide': true }} />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

const valuesOf = (account: Account | null): Values => {
  const currency = account?.currency ?? 'EUR'
  return {
    name: account?.name ?? '',
    tier: account?.tier ?? '',
    industry: account?.industry ?? '',
    domains: account?.domains ?? [],
    customerSince: account?.customerSince ?? '',
    city: account?.city ?? '',
    country: account?.country ?? '',
    phone: account?.phone ?? '',
    website: account?.website ?? '',
    currency,
    valueYearMinor: account?.valueYear ? amountText(account.valueYear.minor, currency) : '',
    valueTotalMinor: account?.valueTotal ? amountText(account.valueTotal.minor, currency) : '',
    renewalOn: account?.renewalOn ?? '',
    pinnedNote: account?.pinnedNote?.text ?? '',
    namedAgentId: account?.namedAgent?.id ?? '',
    tags: account?.tags ?? [],
  }
}

const bodyOf = (values: Values): Omit<ChangeAccount, 'version'> => {
  const currency = values.currency.trim().toUpperCase()
  return {
    name: values.name.trim(),
    tier: orNull(values.tier),
    industry: orNull(values.industry),
    domains: values.domains.map((domain) => domain.replace(/^@/, '')),
    customerSince: orNull(values.customerSince),
    city: orNull(values.city),
    country: orNull(values.country),
    phone: orNull(values.phone),
    website: orNull(values.website),
    currency,
    valueYearMinor: values.valueYearMinor.trim() ? minorOf(values.valueYearMinor, currency) : null,
    valueTotalMinor: values.valueTotalMinor.trim() ? minorOf(values.valueTotalMinor, currency) : null,
    renewalOn: orNull(values.renewalOn),
    pinnedNote: orNull(values.pinnedNote),
    namedAgentId: orNull(values.namedAgentId),
    tags: values.tags,
  }
}

function amountProblem(text: string, currency: string): string | null {
  const code = currency.trim().toUpperCase()
  if (!text.trim() || !/^[A-Z]{3}$/.test(code)) return null
  return minorOf(text, code) === null ? 'An amount such as 40,200 or 2318.40' : null
}
