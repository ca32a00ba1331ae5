import { Checkbox, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ChangeContact, Contact } from '../../../features/customers/contract.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { zones } from '../../ui/zones.ts'
import { PickAccount } from './PickAccount.tsx'

const labels = {
  name: 'Name',
  role: 'Role',
  accountId: 'Account',
  vip: 'VIP',
  language: 'Language',
  timeZone: 'Time zone',
  emails: 'Addresses',
  phones: 'Phones',
  notes: 'Notes',
  tags: 'Tags',
}
type Values = {
  name: string
  role: string
  accountId: string
  vip: boolean
  language: string
  timeZone: string
  emails: string[]
  phones: string[]
  notes: string
  tags: string[]
}

interface Props {
  contact: Contact | null
  /** The account that a new contact belongs to unless another is chosen. */
  account?: Named | null
  onClose: () => void
  onSaved: (contact: Contact) => void
}

export function ContactForm({ contact, account, onClose, onSaved }: Props) {
  const cache = useQueryClient()
  const belongs = contact?.account ?? account ?? null
  const { form, submit, pending, problem, conflict } = useRecordForm<Contact, Values, Omit<ChangeContact, 'version'>>({
    what: contact?.name ?? 'The contact',
    record: contact,
    valuesOf: (known) => valuesOf(known, belongs),
    bodyOf,
    labels,
    validate: {
      name: (name) => (name.trim() ? null : 'A contact needs a name'),
      emails: (emails) => {
        const wrong = emails.find((email) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
        return wrong ? `“${wrong}” is no mail address` : null
      },
    },
    create: (body) => api.customers.createContact({ body: { ...body, name: body.name! } }),
    change: ({ id }, body) => api.customers.changeContact({ params: { id }, body }),
    onSaved: (saved) => {
      for (const kind of ['contact', 'contacts', 'account', 'accounts'])
        void cache.invalidateQueries({ queryKey: [kind] })
      onSaved(saved)
    },
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  return (
    <Sheet title={contact ? `Change ${contact.name}` : 'New contact'} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={contact ? 'Save' : 'Make contact'}
      >
        <TextInput data-autofocus {...field('name')} />
        <TextInput {...field('role')} placeholder="Head of purchasing" />
        <PickAccount
          label={labels.accountId}
          known={belongs}
          value={form.getValues().accountId}
          error={form.errors.accountId}
          onChange={(id) => form.setFieldValue('accountId', id)}
        />
        <TagsInput
          {...field('emails')}
          wrapperProps={{ 'data-wide': true }}
          description="The first is written to; Enter after each"
        />
        <TagsInput {...field('phones')} wrapperProps={{ 'data-wide': true }} />
        <TextInput {...field('language')} placeholder="en" description="What we write in, such as en or pt-BR" />
        <NativeSelect
          {...field('timeZone')}
          description="So that nobody calls at night"
          data={[{ value: '', label: 'Not known' }, ...zones]}
        />
        <Textarea {...field('notes')} autosize minRows={3} wrapperProps={{ 'data-wide': true }} />
        <TagsInput {...field('tags')} wrapperProps={{ 'data-wide': true }} />
        <Checkbox
          label="VIP"
          description="Stands on every case of theirs"
          {...form.getInputProps('vip', { type: 'checkbox' })}
        />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

const valuesOf = (contact: Contact | null, account: Named | null): Values => ({
  name: contact?.name ?? '',
  role: contact?.role ?? '',
  accountId: contact ? (contact.account?.id ?? '') : (account?.id ?? ''),
  vip: contact?.vip ?? false,
  language: contact?.language ?? '',
  timeZone: contact?.timeZone ?? '',
  emails: contact?.emails.map((each) => each.email) ?? [],
  phones: contact?.phones ?? [],
  notes: contact?.notes ?? '',
  tags: contact?.tags ?? [],
})

const bodyOf = (values: Values): Omit<ChangeContact, 'version'> => ({
  name: values.name.trim(),
  role: orNull(values.role),
  accountId: orNull(values.accountId),
  vip: values.vip,
  language: orNull(values.language),
  timeZone: orNull(values.timeZone),
  emails: values.emails,
  phones: values.phones,
  notes: orNull(values.notes),
  tags: values.tags,
})
