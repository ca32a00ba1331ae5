import { Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { PickProduct } from './PickCovered.tsx'
import { assetsOf } from './queries.ts'

const labels = { productId: 'Product', assetId: 'Which piece' }

/** Says what a case is about; coverage is asked for anew by it. */
export function AboutSheet({ found, onClose }: { found: Case; onClose: () => void }) {
  const cache = useQueryClient()
  const account = found.account
  const assets = useQuery({ ...assetsOf(account?.id ?? ''), enabled: account !== null }).data?.items ?? []
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
  const known = found.asset ? [{ id: found.asset.id, serial: found.asset.serial, product: found.product! }] : []
  const pieces = [...new Map([...known, ...assets].map((each) => [each.id, each])).values()]
  const offered = pieces.filter(({ product }) => !productId || product.id === productId)
  return (
    <Sheet title={`What ${found.number} is about`} onClose={onClose} size={480}>
      <SheetForm onSubmit={submit} onCancel={onClose} problem={problem} pending={pending} act="Save">
        <PickProduct
          key={pieces.find(({ id }) => id === assetId)?.product.id ?? 'any'}
          label={labels.productId}
          wide
          known={pieces.find(({ id }) => id === assetId)?.product ?? found.product}
          value={productId}
          error={form.errors.productId}
          onChange={(id) => {
            form.setFieldValue('productId', id)
            if (pieces.find((each) => each.id === assetId)?.product.id !== id) form.setFieldValue('assetId', '')
          }}
        />
        <Select
          label={labels.assetId}
          wrapperProps={{ 'data-wide': true }}
          description={account ? `Of ${account.name}` : 'A case without an account names no piece'}
          placeholder={offered.length > 0 ? 'None in particular' : 'None is written down'}
          disabled={offered.length === 0}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'None in particular' }}
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          data={offered.map(({ id, serial, product }) => ({ value: id, label: `${serial}, ${product.name}` }))}
          value={assetId || null}
          error={form.errors.assetId}
          onChange={(id) => {
            form.setFieldValue('assetId', id ?? '')
            const piece = pieces.find((each) => each.id === id)
            if (piece) form.setFieldValue('productId', piece.product.id)
          }}
        />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
