import { Button, Checkbox, Popover, Radio, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { IconX } from '../../../ui/icons.ts'
import { fields } from './fields.ts'
import { type FilterKey, type ViewFilter, valuesOf } from './filter.ts'
import { useValues, useWords } from './useValues.ts'
import type { OpenView } from './useView.ts'
import styles from './ViewsScreen.module.css'

interface Props {
  field: FilterKey
  view: OpenView
  /** Just added: open at once, and gone again if nothing is chosen. */
  fresh: boolean
  onClosed: () => void
}

const mostShown = 8

/** One part of the filter: said in words, changed in place, taken away. */
export function FilterToken({ field, view, fresh, onClosed }: Props) {
  const [open, setOpen] = useState(fresh)
  const { name, kind } = fields[field]
  const value = view.filter[field]
  const words = useWords(field, value)
  const set = (next: string | undefined) => view.setFilter({ [field]: next || undefined } as ViewFilter)
  const close = () => {
    setOpen(false)
    onClosed()
  }
  return (
    <span className={styles.token}>
      <Popover opened={open} onChange={(next) => (next ? setOpen(true) : close())} position="bottom-start" trapFocus>
        <Popover.Target>
          <UnstyledButton onClick={() => kind !== 'fixed' && setOpen((was) => !was)} disabled={kind === 'fixed'}>
            <span>{name}</span> is <b>{words || '…'}</b>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={styles.choices!} aria-label={name}>
          {(kind === 'many' || kind === 'one') && <Choices field={field} value={value} onSet={set} onDone={close} />}
          {kind === 'text' && <Words name={name} value={value ?? ''} onSet={set} onDone={close} />}
          {kind === 'account' && <AccountChoice onSet={set} onDone={close} />}
        </Popover.Dropdown>
      </Popover>
      <UnstyledButton
        className={styles.off!}
        aria-label={`Remove filter ${name}`}
        onClick={() => {
          onClosed()
          set(undefined)
        }}
      >
        <IconX size={12} stroke={2} />
      </UnstyledButton>
    </span>
  )
}

interface Choosing {
  onSet: (value: string | undefined) => void
  onDone: () => void
}

function Choices({ field, value, onSet, onDone }: Choosing & { field: FilterKey; value: string | undefined }) {
  const [typed, setTyped] = useState('')
  const values = useValues(field)
  const chosen = valuesOf(value)
  const shown = values.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))
  const toggle = (one: string) => {
    // these say all there is to say, so that no other stands beside them
    const whole = field === 'escalated' ? ['any', 'none'] : ['all', 'unresolved']
    const alone = whole.includes(one)
    const others = chosen.filter((other) => other !== one && !whole.includes(other))
    onSet(chosen.includes(one) ? others.join(',') : alone ? one : [...others, one].join(','))
  }
  return (
    <>
      {values.length > mostShown && (
        <TextInput
          size="xs"
          aria-label="Find"
          placeholder="Find"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {shown.map(({ value: one, label }) =>
        fields[field].kind === 'one' ? (
          <Radio
            key={one}
            size="xs"
            label={label}
            checked={chosen.includes(one)}
            onChange={() => {
              onSet(one)
              onDone()
            }}
          />
        ) : (
          <Checkbox key={one} label={label} checked={chosen.includes(one)} onChange={() => toggle(one)} />
        ),
      )}
    </>
  )
}

function Words({ name, value, onSet, onDone }: Choosing & { name: string; value: string }) {
  const [typed, setTyped] = useState(value)
  return (
    <form
      className={styles.words}
      onSubmit={(event) => {
        event.preventDefault()
        onSet(typed.trim())
        onDone()
      }}
    >
      <TextInput
        size="xs"
        aria-label={name}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit">Apply</Button>
    </form>
  )
}

function AccountChoice({ onSet, onDone }: Choosing) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { data } = useQuery({
    queryKey: ['accounts', 'named', q],
    queryFn: () => api.customers.listAccounts({ query: { limit: mostShown, ...(q && { q }) } }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <TextInput
        size="xs"
        aria-label="Account"
        placeholder="Name of the account"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      {data?.items.map(({ id, name }) => (
        <UnstyledButton
          key={id}
          className={styles.choice!}
          onClick={() => {
            onSet(id)
            onDone()
          }}
        >
          {name}
        </UnstyledButton>
      ))}
      {data?.items.length === 0 && <p className={styles.nothing}>No account of that name.</p>}
    </>
  )
}
