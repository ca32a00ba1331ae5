import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '../../../features/products/contract.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useQueryPart } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { Known } from '../../ui/Known.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { accountQuery } from '../customers/queries.ts'
import { PickProduct } from './PickCovered.tsx'
import { assetQuery } from './queries.ts'

interface Props {
  account: Named
  onClose: () => void
}

/** One piece at an account; which one stands in the address. */
export function AssetForm({ account, onClose }: Props) {
  const id = useQueryPart('asset')
  const known = useQuery({ ...assetQuery(id ?? ''), enabled: id !== null })
  if (id === null) return <Form asset={null} account={account} onClose={onClose} />
  if (known.data) return <Form key={id} asset={known.data} account={known.data.account} onClose={onClose} />
  return (
    <Sheet title={`Asset at ${account.name}`} onClose={onClose}>
      <Known query={known} what="The asset" lines={5}>
        {() => null}
      </Known>
    </Sheet>
  )
}

const labels = {
  serial: 'Serial number',
  productId: 'Product',
  contactId: 'Whose hands it is in',
  installedOn: 'Installed',
  warrantyUntil: 'Last day of warranty',
  active: 'In use',
}

const valuesOf = (known: Asset | null) => ({
  serial: known?.serial ?? '',
  productId: known?.product.id ?? '',
  contactId: known?.contact?.id ?? '',
  installedOn: known?.installedOn ?? '',
  warrantyUntil: known?.warrantyUntil ?? '',
  active: known?.active ?? true,
})

function Form({ asset, account, onClose }: Props & { asset: Asset | null }) {
  const cache = useQueryClient()
  const people = useQuery(accountQuery(account.id)).data?.contacts ?? []
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: asset?.serial ?? 'The asset',
    record: asset,
    valuesOf,
    bodyOf: (values) => ({
      serial: values.serial.trim(),
      productId: values.productId,
      contactId: orNull(values.contactId),
      installedOn: orNull(values.installedOn),
      warrantyUntil: orNull(values.warrantyUntil),
      active: values.active,
    }),
    labels,
    validate: {
      serial: (serial) => (serial.trim() ? null : 'Its number, as it stands on it'),
      productId: (id) => (id ? null : 'What it is a piece of'),
      warrantyUntil: (until, { installedOn }) =>
        until && installedOn && until < installedOn ? 'Ends before it was installed' : null,
    },
    create: ({ active: _, ...body }) => api.products.createAsset({ body: { ...body, accountId: account.id } }),
    change: ({ id }, body) => api.products.changeAsset({ params: { id }, body }),
    onSaved: () => {
      for (const kind of ['assets', 'case', 'contract']) void cache.invalidateQueries({ queryKey: [kind] })
      onClose()
    },
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  const values = form.getValues()
  return (
    <Sheet title={asset ? `${asset.product.name}, ${asset.serial}` : `New asset at ${account.name}`} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={asset ? 'Save' : 'Write it down'}
      >
        <TextInput data-autofocus {...field('serial')} />
        <PickProduct
          label={labels.productId}
          known={asset?.product ?? null}
          value={values.productId}
          error={form.errors.productId}
          onChange={(id) => form.setFieldValue('productId', id)}
        />
        <TextInput type="date" {...field('installedOn')} />
        <TextInput type="date" {...field('warrantyUntil')} />
        <NativeSelect
          {...field('contactId')}
          data={[
            { value: '', label: 'Nobody in particular' },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {asset && (
          <Switch
            wrapperProps={{ 'data-wide': true }}
            label="In use; off once it is scrapped or gone"
            {...form.getInputProps('active', { type: 'checkbox' })}
          />
        )}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
