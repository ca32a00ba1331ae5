import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Named } from '../../../platform/shapes.ts'
import { PickProduct } from './PickCovered.tsx'
import { assetsMatching } from './queries.ts'

export interface Piece {
  id: string
  serial: string
  product: Named
}

export interface About {
  product: Named | null
  /** One piece of it at the account. */
  piece: Piece | null
}

export const aboutLabels = { productId: 'Product', assetId: 'Which piece' }

interface Props {
  /** Whose pieces are offered. */
  account: Named | null
  value: About
  errors: Record<string, ReactNode>
  onChange: (about: About) => void
  /** Each over the whole width of its sheet. */
  wide?: boolean
}

const wordsOf = ({ serial, product }: Piece): string => `${serial}, ${product.name}`

/** What a case is about: a product, or the very piece of it, which brings its product along. */
export function PickAbout({ account, value: { product, piece }, errors, onChange, wide = false }: Props) {
  const [typed, setTyped] = useState(piece ? wordsOf(piece) : '')
  const [q] = useDebouncedValue(typed.trim(), 150)
  // what is chosen stands in the box; searching for it would hide all others
  const sought = piece && q === wordsOf(piece) ? '' : q
  const assets = useQuery({
    ...assetsMatching(account?.id ?? '', sought, product?.id),
    enabled: account !== null,
    placeholderData: keepPreviousData,
  }).data?.items
  const pieces = new Map<string, Piece>((account && assets ? assets : []).map((each) => [each.id, each]))
  if (piece) pieces.set(piece.id, piece)
  const offered = [...pieces.values()].filter((each) => !product || each.product.id === product.id)
  const isNone = account === null || (assets?.length === 0 && typed === '' && offered.length === 0)
  return (
    <>
      <PickProduct
        key={piece?.product.id ?? 'any'}
        label={aboutLabels.productId}
        wide={wide}
        known={piece?.product ?? product}
        value={product?.id ?? ''}
        error={errors.productId}
        onChange={(id, name) => {
          const leaves = piece !== null && piece.product.id !== id
          if (leaves) setTyped('')
          onChange({ product: id ? { id, name } : null, piece: leaves ? null : piece })
        }}
      />
      <Select
        label={aboutLabels.assetId}
        wrapperProps={{ 'data-wide': wide || undefined }}
        description={wide ? (account ? `Of ${account.name}` : 'A case without an account names no piece') : undefined}
        placeholder={
          account === null ? 'Of a customer’s account' : isNone ? 'None is written down' : 'None in particular'
        }
        disabled={isNone}
        nothingFoundMessage="No piece in use of that number"
        searchable
        clearable
        openOnFocus={false}
        clearButtonProps={{ 'aria-label': 'None in particular' }}
        comboboxProps={{ withinPortal: false, shadow: 'none' }}
        data={offered.map((each) => ({ value: each.id, label: wordsOf(each) }))}
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={piece?.id ?? null}
        error={errors.assetId}
        onChange={(id) => {
          const chosen = (id && pieces.get(id)) || null
          onChange({ product: chosen?.product ?? product, piece: chosen })
        }}
      />
    </>
  )
}
