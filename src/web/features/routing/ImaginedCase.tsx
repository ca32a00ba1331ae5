import { NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import { languageName, languages } from '../../ui/languages.ts'
import studio from '../../ui/studio.module.css'
import { RecordSelect } from '../cases/conditions/RecordSelect.tsx'
import { channels } from '../cases/conditions/useConditionChoices.ts'
import { FieldInput } from '../cases/form/FieldInput.tsx'
import { mailboxesQuery } from '../mailboxes/queries.ts'
import { typesQuery } from '../people/queries.ts'
import { type Imagined, saidBeside } from './imagined.ts'
import styles from './routing.module.css'

interface Props {
  asked: Imagined
  /** Of the chosen type. */
  fields: readonly Field[]
  onChange: (part: Partial<Imagined>) => void
}

const priorities = ['critical', 'high', 'medium', 'low']

/** All that rules can look at: what tells most first, the rest for who asks for more. */
export function ImaginedCase({ asked, fields, onChange }: Props) {
  const [more, setMore] = useState(false)
  const types = useQuery(typesQuery).data?.items.filter(({ disabled }) => !disabled) ?? []
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: more }).data?.items ?? []
  const choose = (
    name: 'typeId' | 'priority' | 'language' | 'channel' | 'mailboxId',
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <NativeSelect
      aria-label={label}
      value={asked[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data={data}
    />
  )
  const beside = saidBeside(asked)
  return (
    <>
      <div className={styles.pick}>
        {choose('typeId', 'Type', [
          { value: '', label: 'Type by its words' },
          ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
        ])}
        <RecordSelect
          of="account"
          label="Customer"
          value={asked.accountId}
          onChange={(accountId) => onChange({ accountId })}
        />
        {choose('language', 'Language', [
          { value: '', label: 'Any language' },
          ...languages.map((value) => ({ value, label: languageName(value) })),
        ])}
        <TextInput
          aria-label="Words of its subject"
          placeholder="words of its subject"
          value={asked.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
        {more && (
          <>
            <RecordSelect
              of="contact"
              label="Contact"
              value={asked.contactId}
              onChange={(contactId) => onChange({ contactId })}
            />
            {choose('priority', 'Priority', [
              { value: '', label: 'Priority by its type' },
              ...priorities.map((value) => ({ value, label: `${value} priority` })),
            ])}
            {choose(
              'channel',
              'Channel',
              channels.map((value) => ({ value, label: `by ${value}` })),
            )}
            {choose('mailboxId', 'Mailbox', [
              { value: '', label: 'Any mailbox' },
              ...mailboxes.map(({ id, address }) => ({ value: id, label: address })),
            ])}
            <RecordSelect
              of="product"
              label="Product"
              value={asked.productId}
              onChange={(productId) => onChange({ productId })}
            />
            <TagsInput
              aria-label="Tags"
              placeholder={asked.tags.length === 0 ? 'tags' : ''}
              comboboxProps={{ shadow: 'none' }}
              value={asked.tags}
              onChange={(tags) => onChange({ tags })}
            />
          </>
        )}
      </div>
      {more && fields.length > 0 && (
        <div className={styles.pick}>
          {fields
            .filter(({ kind, seenBy }) => kind !== 'file' && seenBy === 'staff')
            .map((field) => (
              <FieldInput
                key={field.key}
                field={field}
                of={{ number: null, account: null }}
                draft={asked.form[field.key] ?? (field.kind === 'several' ? [] : '')}
                name={null}
                note={null}
                error={null}
                onChange={(draft) => onChange({ form: { ...asked.form, [field.key]: draft } })}
              />
            ))}
        </div>
      )}
      <button type="button" className={studio.add} aria-expanded={more} onClick={() => setMore(!more)}>
        {more ? 'Less' : beside > 0 ? `More, ${beside} said` : 'More: contact, mailbox, product, tags, its form'}
      </button>
    </>
  )
}
