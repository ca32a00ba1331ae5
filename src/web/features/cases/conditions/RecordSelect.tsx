import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { recordsMatching } from './queries.ts'

interface Props {
  of: 'account' | 'contact' | 'product' | 'contract'
  label: string
  value: string
  onChange: (id: string) => void
}

/** There can be thousands: found by what is typed. */
export function RecordSelect({ of, label, value, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null)
  const searched = chosen && typed === chosen.label ? '' : typed
  const found = useQuery({ ...recordsMatching(of, searched), placeholderData: keepPreviousData }).data ?? []
  const data = chosen && !found.some((each) => each.value === chosen.value) ? [chosen, ...found] : found
  return (
    <Select
      aria-label={label}
      placeholder={`Any ${label.toLowerCase()}`}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `No ${label.toLowerCase()}` }}
      comboboxProps={{ shadow: 'none' }}
      data={data}
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        setChosen(data.find((each) => each.value === id) ?? null)
        onChange(id ?? '')
      }}
    />
  )
}
