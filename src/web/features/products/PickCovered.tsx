import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Named } from '../../../platform/shapes.ts'
import { assetsMatching, productsMatching } from './queries.ts'

interface Field {
  label?: string
  description?: string
  value?: string[]
  error?: ReactNode
  onChange?: (ids: string[]) => void
  /** What is chosen so far, which the search need not find again. */
  known: Named[]
}

const inSheet = { withinPortal: false, shadow: 'none' } as const

/** Any number of products, found by typing. */
export function PickProducts({ known, ...field }: Field) {
  const { typed, setTyped, q } = useTyped()
  const { data } = useQuery({ ...productsMatching(q), placeholderData: keepPreviousData })
  return <Many field={field} known={known} found={data?.items ?? []} typed={typed} onTyped={setTyped} />
}

/** Any number of pieces at an account, found by serial number or product. */
export function PickAssets({ known, account, ...field }: Field & { account: string }) {
  const { typed, setTyped, q } = useTyped()
  const { data } = useQuery({ ...assetsMatching(account, q), placeholderData: keepPreviousData })
  const found = data?.items.map(({ id, serial, product }) => ({ id, name: `${product.name}, ${serial}` })) ?? []
  return <Many field={field} known={known} found={found} typed={typed} onTyped={setTyped} />
}

interface ManyProps {
  field: Omit<Field, 'known'>
  known: Named[]
  found: Named[]
  typed: string
  onTyped: (text: string) => void
}

function Many({ field, known, found, typed, onTyped }: ManyProps) {
  const [seen, setSeen] = useState(new Map(known.map(({ id, name }) => [id, name])))
  const named = new Map([...seen, ...found.map(({ id, name }): [string, string] => [id, name])])
  const chosen = new Set(field.value ?? [])
  const offered = [...named].filter(([id]) => chosen.has(id) || found.some((each) => each.id === id))
  return (
    <MultiSelect
      {...field}
      wrapperProps={{ 'data-wide': true }}
      searchable
      clearable
      comboboxProps={inSheet}
      nothingFoundMessage="Nothing of that name"
      data={offered.map(([value, label]) => ({ value, label }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={onTyped}
      onChange={(ids) => {
        setSeen(named)
        field.onChange?.(ids)
      }}
    />
  )
}

interface OneProps {
  label: string
  value: string
  error?: ReactNode
  onChange: (id: string, name: string) => void
  known: Named | null
  /** Over the whole width of its sheet, and first to be typed into. */
  wide?: boolean
}

/** One product, or none. */
export function PickProduct({ label, value, error, onChange, known, wide = false }: OneProps) {
  const [typed, setTyped] = useState(known?.name ?? '')
  const [picked, setPicked] = useState(known)
  const [q] = useDebouncedValue(typed.trim(), 150)
  // what is chosen stands in the box; searching for it would hide all others
  const { data } = useQuery({ ...productsMatching(q === picked?.name ? '' : q), placeholderData: keepPreviousData })
  const offered = new Map((data?.items ?? []).map(({ id, name }) => [id, name]))
  if (picked) offered.set(picked.id, picked.name)
  return (
    <Select
      label={label}
      data-autofocus={wide || undefined}
      openOnFocus={false}
      wrapperProps={{ 'data-wide': wide || undefined }}
      placeholder="None"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `No ${label.toLowerCase()}` }}
      comboboxProps={inSheet}
      nothingFoundMessage="No product of that name"
      data={[...offered].map(([id, name]) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value || null}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        const name = id && option ? String(option.label) : ''
        setPicked(id ? { id: String(id), name } : null)
        onChange(id ? String(id) : '', name)
      }}
    />
  )
}

function useTyped() {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  return { typed, setTyped, q }
}
