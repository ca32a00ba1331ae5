import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Named } from '../../../platform/shapes.ts'
import { accountsMatching } from './queries.ts'

interface Props {
  label: string
  /** The account chosen so far, which the search need not find again. */
  known: Named | null
  value: string
  error?: ReactNode
  onChange: (id: string) => void
}

/** One account out of any number of them, found by typing. */
export function PickAccount({ label, known, value, error, onChange }: Props) {
  const [typed, setTyped] = useState(known?.name ?? '')
  const [q] = useDebouncedValue(typed.trim(), 150)
  const [picked, setPicked] = useState(known)
  // what is chosen stands in the box; searching for it would hide all others
  const found = useQuery({ ...accountsMatching(q === picked?.name ? '' : q), placeholderData: keepPreviousData })
  const shown = new Map((found.data?.items ?? []).map((each) => [each.id, each.name]))
  if (picked) shown.set(picked.id, picked.name)
  return (
    <Select
      label={label}
      placeholder="None"
      searchable
      comboboxProps={{ withinPortal: false, shadow: 'none' }}
      clearable
      clearButtonProps={{ 'aria-label': 'No account' }}
      nothingFoundMessage={q ? 'No account of that name' : 'No accounts yet'}
      data={[...shown].map(([id, name]) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value || null}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setPicked(id && option ? { id, name: String(option.label) } : null)
        onChange(id ?? '')
      }}
    />
  )
}
