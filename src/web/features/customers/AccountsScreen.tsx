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
import table from '../../ui/table.module.css'
import { dayMonth } from '../../ui/time.ts'
import { useRowKeys } from '../../ui/useRowKeys.ts'
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
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col" data-wide>
            Where
          </th>
          <th scope="col" data-right>
            Open
          </th>
          <th scope="col" data-right title="open cases with a missed promise: over their date now, or once">
            Breached
          </th>
          <th scope="col" data-right data-wide>
            Contacts
          </th>
          <th scope="col" data-right data-wide>
            This year
          </th>
          <th scope="col" data-right data-wide>
            Renewal
          </th>
          <th scope="col" data-right data-wide>
            Last contact
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Go to={`/accounts/${row.id}`} data-row>
                <b>{row.name}</b>
              </Go>
              <small>{[row.tier, row.industry].filter(Boolean).join(', ')}</small>
            </td>
            <td data-wide>{[row.city, row.country].filter(Boolean).join(', ')}</td>
            <td data-right>{row.openCases || ''}</td>
            <td data-right data-tone={row.breachedCases ? 'overdue' : undefined}>
              {row.breachedCases || ''}
            </td>
            <td data-right data-wide>
              {row.contacts || ''}
            </td>
            <td data-right data-wide>
              {row.valueYear && money(row.valueYear.minor, row.valueYear.currency)}
            </td>
            <td data-right data-wide data-tone={isNear(row.renewalOn, now) ? 'risk' : undefined}>
              {row.renewalOn && dayMonth(new Date(row.renewalOn), now, 'UTC')}
            </td>
            <td data-right data-wide>
              {row.lastContactAt && <Instant at={row.lastContactAt} as="ago" />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
