import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Face } from '../../ui/Face.tsx'
import { IconUserPlus } from '../../ui/icons.ts'
import styles from './PickContact.module.css'
import { contactsMatching } from './queries.ts'

/** Who asks: somebody known, or somebody we write down now. */
export type Asker =
  | { kind: 'known'; id: string; name: string; account: string | null }
  | { kind: 'new'; name: string; email: string; phone: string }

interface Props {
  value: Asker | null
  error?: string | undefined
  onChange: (asker: Asker | null) => void
}

export function PickContact({ value, error, onChange }: Props) {
  if (value?.kind === 'known') {
    return (
      <div className={styles.field}>
        <span className={styles.label}>From</span>
        <p className={styles.known}>
          <Face name={value.name} size={22} customer />
          <span>
            <b>{value.name}</b> {value.account}
          </span>
          <CloseButton aria-label={`Not ${value.name}`} onClick={() => onChange(null)} />
        </p>
        {error && <p className={styles.problem}>{error}</p>}
      </div>
    )
  }
  if (value?.kind === 'new') {
    const part = (key: 'name' | 'email' | 'phone', label: string) => ({
      label,
      value: value[key],
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...value, [key]: event.currentTarget.value }),
    })
    return (
      <div className={styles.field}>
        <div className={styles.fresh}>
          <TextInput {...part('name', 'New contact')} error={error} autoFocus />
          <TextInput {...part('email', 'E-mail')} type="email" />
          <TextInput {...part('phone', 'Phone')} type="tel" />
        </div>
        <button type="button" className={styles.quiet} onClick={() => onChange(null)}>
          Search instead
        </button>
      </div>
    )
  }
  return <Search error={error} onChange={onChange} />
}

function Search({ error, onChange }: Omit<Props, 'value'>) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { data } = useQuery({ ...contactsMatching(q), enabled: q.length > 0, placeholderData: keepPreviousData })
  const found = q ? (data?.items ?? []) : []
  const choose = (id: string) => {
    const contact = found.find((each) => each.id === id)
    onChange(
      contact
        ? { kind: 'known', id, name: contact.name, account: contact.account?.name ?? null }
        : {
            kind: 'new',
            ...(typed.includes('@') ? { name: '', email: typed.trim() } : { name: typed.trim(), email: '' }),
            phone: '',
          },
    )
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          label="From"
          placeholder="Name or address of the customer"
          data-autofocus
          autoComplete="off"
          value={typed}
          error={error}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={q.length === 0}>
        <Combobox.Options aria-label="Contacts">
          {found.map((contact) => (
            <Combobox.Option key={contact.id} value={contact.id} className={styles.option!}>
              <Face name={contact.name} size={22} customer />
              <span>
                <b>{contact.name}</b>
                <small>{[contact.account?.name, contact.emails[0]?.email].filter(Boolean).join(', ')}</small>
              </span>
            </Combobox.Option>
          ))}
          <Combobox.Option value="new" className={styles.option!}>
            <IconUserPlus size={18} stroke={1.6} aria-hidden />
            <span>
              <b>Somebody new: {typed.trim()}</b>
            </span>
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
