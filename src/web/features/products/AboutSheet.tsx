import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { type About, aboutLabels, PickAbout } from './PickAbout.tsx'

/** Says what a case is about; coverage is asked for anew by it. */
export function AboutSheet({ found, onClose }: { found: Case; onClose: () => void }) {
  const cache = useQueryClient()
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: found.number,
    record: found,
    valuesOf: (known: Case | null) => ({ productId: known?.product?.id ?? '', assetId: known?.asset?.id ?? '' }),
    bodyOf: ({ productId, assetId }) => ({ productId: orNull(productId), assetId: orNull(assetId) }),
    labels: aboutLabels,
    change: ({ number }, body) => api.cases.changeCase({ params: { id: number }, body }),
    onSaved: () => {
      void cache.invalidateQueries({ queryKey: ['case', found.number] })
      onClose()
    },
  })
  const [about, setAbout] = useState<About>({
    product: found.product,
    piece: found.asset && { ...found.asset, product: found.product! },
  })
  return (
    <Sheet title={`What ${found.number} is about`} onClose={onClose} size={480}>
      <SheetForm onSubmit={submit} onCancel={onClose} problem={problem} pending={pending} act="Save">
        <PickAbout
          account={found.account}
          value={about}
          errors={form.errors}
          wide
          onChange={(next) => {
            setAbout(next)
            form.setFieldValue('productId', next.product?.id ?? '')
            form.setFieldValue('assetId', next.piece?.id ?? '')
          }}
        />
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
