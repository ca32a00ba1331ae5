import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { PickProduct } from './PickCovered.tsx'
import { assetsMatching } from './queries.ts'

interface Piece {
  id: string
  serial: string
  product: Named
}
const wordsOf = ({ serial, product }: Piece): string => `${serial}, ${product.name}`

const labels = { productId: 'Product', assetId: 'Which piece' }

/** Says what a case is about; coverage is asked for anew by it. */
export function AboutSheet({ found, onClose }: { found: Case; onClose: () => void }) {
  const cache = useQueryClient()
  const account = found.account
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: found.number,
    record: found,
    valuesOf: (known: Case | null) => ({ productId: known?.product?.id ?? '', assetId: known?.asset?.id ?? '' }),
    bodyOf: ({ productId, assetId }) => ({ productId: orNull(productId), assetId: orNull(assetId) }),
    labels,
    change: ({ number }, body) => api.cases.changeCase({ params: { id: number }, body }),
    onSaved: () => {
      void cache.invalidateQueries({ queryKey: ['case', found.number] })
      onClose()
    },
  })
  const { productId, assetId } = form.getValues()
  const [picked, setPicked] = useState<Piece | null>(found.asset && { ...found.asset, product: found.product! })
  const [typed, setTyped] = useState(picked ? wordsOf(picked) : '')
  const [q] = useDebouncedValue(typed.trim(), 150)
  // what is chosen stands in the box; searching for it would hide all others
  const sought = picked && q === wordsOf(picked) ? '' : q
  const assets = useQuery({
    ...assetsMatching(account?.id ?? '', sought, productId),
    enabled: account !== null,
    placeholderData: keepPreviousData,
  }).data?.items
  const pieces = new Map<string, Piece>((assets ?? []).map((each) => [each.id, each]))
  if (picked) pieces.set(picked.id, picked)
  const offered = [...pieces.values()].filter(({ product }) => !productId || product.id === productId)
  const isNone = account === null || (assets?.length === 0 && typed === '' && offered.length === 0)
  const leavePiece = () => {
    form.setFieldValue('assetId', '')
    setPicked(null)
    setTyped('')
  }
  return (
    <Sheet title={`What ${found.number} is about`} onClose={onClose} size={480}>
      <SheetForm onSubmit={submit} onCancel={onClose} problem={problem} pending={pending} act="Save">
        <PickProduct
          key={picked?.product.id ?? 'any'}
          label={labels.productId}
          wide
          known={picked?.product ?? found.product}
          value={productId}
          error={form.errors.productId}
          onChange={(id) => {
            form.setFieldValue('productId', id)
            if (picked && picked.product.id !== id) leavePiece()
          }}
        />
        <Select
          label={labels.assetId}
          wrapperProps={{ 'data-wide': true }}
          description={account ? `Of ${account.name}` : 'A case without an account names no piece'}
          placeholder={isNone ? 'None is written down' : 'None in particular'}
          disabled={isNone}
          nothingFoundMessage="No piece in use of that number"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'None in particular' }}
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          data={offered.map((piece) => ({ value: piece.id, label: wordsOf(piece) }))}
          filter={({ options }) => options}
          searchValue={typed}
          onSearchChange={setTyped}
          value={assetId || null}
          error={form.errors.assetId}
          onChange={(id) => {
            form.setFieldValue('assetId', id ?? '')
            const piece = (id && pieces.get(id)) || null
            setPicked(piece)
            if (piece) form.setFieldValue('productId', piece.product.id)
          }}
        />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
