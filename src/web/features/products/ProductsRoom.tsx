import { Button, Switch, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Product } from '../../../features/products/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { IconPlus } from '../../ui/icons.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { RowName, Table } from '../../ui/Table.tsx'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { productsQuery } from './queries.ts'

/** What customers have: a case can be about it, and a contract can cover it alone. */
export function ProductsRoom() {
  const mayEdit = useMe().rights.includes('settings.edit')
  const setQuery = useSetQuery()
  const chosen = useQueryPart('product')
  const products = useInfiniteQuery(productsQuery)
  const product = products.data?.pages.flatMap(({ items }) => items).find((each) => each.id === chosen) ?? null
  const { hasNextPage, isFetching, fetchNextPage } = products
  const seeks = chosen !== null && chosen !== 'new' && product === null
  // what the address names may stand on a later page
  useEffect(() => {
    if (seeks && hasNextPage && !isFetching) void fetchNextPage()
  }, [seeks, hasNextPage, isFetching, fetchNextPage])
  return (
    <>
      <RoomHead
        title="Products"
        said="A case can be about a product, and a contract can cover named ones. Single pieces stand at their account."
      >
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ product: 'new' })}>
            New product
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Products">
        <PagedList
          what="products"
          list={products}
          empty={<Empty title="No products yet">Make one, and cases can be about it and contracts can name it.</Empty>}
        >
          {(items) => <ProductTable products={items} onOpen={mayEdit ? (id) => setQuery({ product: id }) : null} />}
        </PagedList>
      </RoomBody>
      {mayEdit && (product || chosen === 'new') && (
        <ProductSheet key={chosen} product={product} onClose={() => setQuery({ product: null })} />
      )}
    </>
  )
}

function ProductTable({ products, onOpen }: { products: Product[]; onOpen: ((id: string) => void) | null }) {
  return (
    <Table
      rows={products}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Product',
          cell: ({ id, name }) => <RowName onOpen={onOpen && (() => onOpen(id))}>{name}</RowName>,
        },
        { name: 'Code', cell: ({ code }) => code },
        { name: 'Offered', right: true, cell: ({ active }) => (active ? 'yes' : 'no more') },
      ]}
    />
  )
}

const labels = { name: 'Name', code: 'Code', active: 'Offered' }

function ProductSheet({ product, onClose }: { product: Product | null; onClose: () => void }) {
  const cache = useQueryClient()
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: product?.name ?? 'The product',
    record: product,
    valuesOf: (known: Product | null) => ({
      name: known?.name ?? '',
      code: known?.code ?? '',
      active: known?.active ?? true,
    }),
    bodyOf: ({ name, code, active }) => ({ name: name.trim(), code: orNull(code), active }),
    labels,
    validate: { name: (name) => (name.trim() ? null : 'A product needs a name') },
    create: ({ name, code }) => api.products.createProduct({ body: { name, code } }),
    change: ({ id }, body) => api.products.changeProduct({ params: { id }, body }),
    onSaved: () => {
      for (const kind of ['products', 'assets', 'case']) void cache.invalidateQueries({ queryKey: [kind] })
      onClose()
    },
  })
  return (
    <Sheet title={product?.name ?? 'New product'} onClose={onClose} size={480}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={product ? 'Save' : 'Make product'}
      >
        <TextInput data-autofocus label={labels.name} {...form.getInputProps('name')} />
        <TextInput
          label={labels.code}
          description="As on its plate or in the price list"
          {...form.getInputProps('code')}
        />
        {product && (
          <Switch
            label="Offered for new cases, assets and contracts"
            {...form.getInputProps('active', { type: 'checkbox' })}
          />
        )}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
