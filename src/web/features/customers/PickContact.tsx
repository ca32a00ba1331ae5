import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Face } from '../../ui/Face.tsx'
import { IconUserPlus } from '../../ui/icons.ts'
import { type Asker, askerFrom, hasAddress, type NewAsker, nameOf } from './asker.ts'
import styles from './PickContact.module.css'
import { contactsMatching } from './queries.ts'

interface Props {
  value: Asker | null
  error?: string | undefined
  onChange: (asker: Asker | null) => void
}

export function PickContact({ value, error, onChange }: Props) {
  // Whoever was chosen is named next; whoever was just left behind is not gone back to.
  const [named, setNamed] = useState(false)
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
  if (value?.kind === 'new') return <Fresh value={value} error={error} focused={named} onChange={onChange} />
  return (
    <Search
      error={error}
      onChange={(asker, chosen) => {
        setNamed(chosen)
        onChange(asker)
      }}
    />
  )
}

interface FreshProps extends Props {
  value: NewAsker
  focused: boolean
}

/** Somebody who is written down with the case: by a name, an address or a number, as much as is known. */
function Fresh({ value, error, focused, onChange }: FreshProps) {
  const email = value.email.trim()
  const asks = hasAddress(value) && !value.name.trim()
  const matching = useQuery({ ...contactsMatching(email), enabled: asks }).data?.items
  const known = asks ? matching?.find((each) => each.emails.some((at) => isSame(at.email, email))) : undefined
  useEffect(() => {
    if (known) onChange({ kind: 'known', id: known.id, name: known.name, account: known.account?.name ?? null })
  }, [known, onChange])
  const part = (key: 'name' | 'email' | 'phone', label: string) => ({
    label,
    value: value[key],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...value, [key]: event.currentTarget.value }),
  })
  return (
    <div className={styles.field}>
      <span className={styles.label}>From somebody new</span>
      <div className={styles.fresh}>
        <TextInput {...part('name', 'Name')} placeholder={nameOf(value)} autoFocus={focused} />
        <TextInput {...part('email', 'E-mail')} type="email" />
        <TextInput {...part('phone', 'Phone')} type="tel" />
      </div>
      {error && <p className={styles.problem}>{error}</p>}
      <button type="button" className={styles.quiet} onClick={() => onChange(null)}>
        Search instead
      </button>
    </div>
  )
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

interface SearchProps {
  error: string | undefined
  /** `chosen` where one of the list was picked, not left behind in the field. */
  onChange: (asker: Asker, chosen: boolean) => void
}

function Search({ error, onChange }: SearchProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { data } = useQuery({ ...contactsMatching(q), enabled: q.length > 0, placeholderData: keepPreviousData })
  const found = q ? (data?.items ?? []) : []
  const fresh = askerFrom(typed)
  const exact = found.find(({ emails }) => emails.some(({ email }) => isSame(email, fresh.email)))
  const take = (id: string, chosen = true) => {
    const contact = found.find((each) => each.id === id)
    onChange(
      contact ? { kind: 'known', id, name: contact.name, account: contact.account?.name ?? null } : fresh,
      chosen,
    )
  }
  // The only one who can be meant is taken by Enter, and an address or a number by leaving the field.
  const only = exact?.id ?? (hasAddress(fresh) || found.length === 0 ? 'new' : found.length === 1 ? found[0]!.id : null)
  const taken = useRef(false)
  const leave = () => {
    combobox.closeDropdown()
    if (!taken.current && (hasAddress(fresh) || fresh.phone)) take(exact?.id ?? 'new', false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !typed.trim() || combobox.getSelectedOptionIndex() >= 0) return
    event.preventDefault()
    if (only && (hasAddress(fresh) || q === typed.trim())) choose(only)
    else combobox.selectFirstOption()
  }
  const choose = (id: string) => {
    taken.current = true
    take(id)
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
          onBlur={leave}
          onKeyDown={onKeyDown}
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
