import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { AccountRow } from '../../../features/customers/contract.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { money } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { FindField } from '../../ui/FindField.tsx'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconPlus } from '../../ui/icons.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import { dayMonth } from '../../ui/time.ts'
import { useSearchInAddress } from '../../ui/useSearchInAddress.ts'
import { AccountForm } from './AccountForm.tsx'
import styles from './accounts.module.css'
import { type AccountOrder, accountsQuery } from './queries.ts'
import { isNear } from './renewal.ts'

const orders: { value: AccountOrder; label: string }[] = [
  { value: 'name', label: 'name' },
  { value: 'open', label: 'open cases' },
  { value: 'value', label: 'value this year' },
  { value: 'renewal', label: 'renewal' },
]

/** Every customer with what stands open there. */
export function AccountsScreen() {
  const me = useMe()
  const go = useGo()
  const setQuery = useSetQuery()
  const making = useQueryPart('sheet') === 'new-account'
  const sort = (useQueryPart('sort') ?? 'name') as AccountOrder
  const { typed, setTyped, q } = useSearchInAddress()
  const list = useInfiniteQuery({ ...accountsQuery({ q, sort }), placeholderData: keepPreviousData })
  const mayEdit = me.rights.includes('customers.edit')
  const make = mayEdit && (
    <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ sheet: 'new-account' })}>
      New account
    </Button>
  )
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <header className={styles.head}>
          <div>
            <h1>Accounts</h1>
          </div>
          <Go className={styles.also} to="/contracts">
            Service contracts
          </Go>
          {make}
        </header>
        <div className={styles.find}>
          <FindField label="Find an account" placeholder="Name or mail domain" value={typed} onChange={setTyped} />
          <NativeSelect
            aria-label="Order by"
            leftSection={<span aria-hidden>by</span>}
            data={orders}
            value={sort}
            onChange={(event) => setQuery({ sort: event.currentTarget.value })}
          />
        </div>
        <PagedList
          what="accounts"
          list={list}
          empty={
            q ? (
              <Empty title={`No account matches “${q}”`} act={<Button onClick={() => setTyped('')}>Show all</Button>}>
                The search looks into names and into whole mail domains such as company.example.
              </Empty>
            ) : (
              <Empty title="No accounts yet" act={make || null}>
                Companies you serve stand here with their cases, their value and their renewal. They also come by
                themselves when somebody writes from a known mail domain.
              </Empty>
            )
          }
        >
          {(rows) => <AccountTable rows={rows} />}
        </PagedList>
      </div>
      {making && mayEdit && (
        <AccountForm
          account={null}
          onClose={() => setQuery({ sheet: null })}
          onSaved={({ id }) => go(`/accounts/${id}`)}
        />
      )}
    </div>
  )
}

function AccountTable({ rows }: { rows: AccountRow[] }) {
  const now = useNow()
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Account',
          cell: ({ id, name, tier, industry }) => (
            <>
              <Go to={`/accounts/${id}`} data-row>
                <b>{name}</b>
              </Go>
              <small>{[tier, industry].filter(Boolean).join(', ')}</small>
            </>
          ),
        },
        { name: 'Where', wide: true, cell: ({ city, country }) => [city, country].filter(Boolean).join(', ') },
        { name: 'Open', right: true, cell: ({ openCases }) => openCases || '' },
        {
          name: 'Breached',
          said: 'open cases with a missed promise: over their date now, or once',
          right: true,
          tone: ({ breachedCases }) => breachedCases > 0 && 'overdue',
          cell: ({ breachedCases }) => breachedCases || '',
        },
        { name: 'Contacts', right: true, wide: true, cell: ({ contacts }) => contacts || '' },
        {
          name: 'This year',
          right: true,
          wide: true,
          cell: ({ valueYear }) => valueYear && money(valueYear.minor, valueYear.currency),
        },
        {
          name: 'Renewal',
          right: true,
          wide: true,
          tone: ({ renewalOn }) => isNear(renewalOn, now) && 'risk',
          cell: ({ renewalOn }) => renewalOn && dayMonth(new Date(renewalOn), now, 'UTC'),
        },
        {
          name: 'Last contact',
          right: true,
          wide: true,
          cell: ({ lastContactAt }) => lastContactAt && <Instant at={lastContactAt} as="ago" />,
        },
      ]}
    />
  )
}
