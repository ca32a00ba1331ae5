import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Named } from '../../../../platform/shapes.ts'
import { assetsMatching, productsMatching } from '../../products/queries.ts'

interface Props {
  label: string
  description: string | undefined
  error: ReactNode
  value: string
  name: string | null
  account: Named | null
  onChange: (id: string) => void
}

/** A piece that stands at the account, or a product as such; found by typing. */
export function ProductBox({ value, name, account, onChange, ...box }: Props) {
  const [chosen, setChosen] = useState(value && name ? { id: value, name } : null)
  const [typed, setTyped] = useState(chosen?.name ?? '')
  const [q] = useDebouncedValue(typed === chosen?.name ? '' : typed.trim(), 150)
  const products = useQuery({ ...productsMatching(q), placeholderData: keepPreviousData }).data?.items ?? []
  const pieces = useQuery({
    ...assetsMatching(account?.id ?? '', q),
    enabled: account !== null,
    placeholderData: keepPreviousData,
  }).data?.items
  const found = [
    ...(pieces ?? []).map(({ id, serial, product }) => ({ id, name: `${product.name}, ${serial}`, piece: true })),
    ...products.map(({ id, name }) => ({ id, name, piece: false })),
  ]
  if (chosen && !found.some(({ id }) => id === chosen.id)) found.push({ ...chosen, piece: false })
  const optionsOf = (piece: boolean) =>
    found.filter((each) => each.piece === piece).map(({ id, name }) => ({ value: id, label: name }))
  const groups = [
    { group: account ? `At ${account.name}` : 'Pieces', items: optionsOf(true) },
    { group: 'Products', items: optionsOf(false) },
  ]
  return (
    <Select
      {...box}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `No ${box.label.toLowerCase()}` }}
      comboboxProps={{ withinPortal: false, shadow: 'none' }}
      nothingFoundMessage="Nothing of that name"
      data={groups.filter(({ items }) => items.length > 0)}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value || null}
      onChange={(id) => {
        setChosen(found.find((each) => each.id === id) ?? null)
        onChange(id ?? '')
      }}
    />
  )
}
