import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { FindField } from '../../ui/FindField.tsx'
import { Go } from '../../ui/Go.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
import { dayMonth } from '../../ui/time.ts'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { useSearchInAddress } from '../../ui/useSearchInAddress.ts'
import styles from '../customers/accounts.module.css'
import { LightMark } from './LightMark.tsx'
import { type ContractState, contractsQuery } from './queries.ts'
import { amountOf } from './words.ts'

const states = [
  { value: 'current', label: 'Current' },
  { value: 'ended', label: 'Ended' },
  { value: 'all', label: 'All' },
]

/** Every service contract, those that end next first: what has to be renewed stands at the top. */
export function ContractsScreen() {
  const setQuery = useSetQuery()
  const state = (useQueryPart('state') ?? 'current') as ContractState
  const { typed, setTyped, q } = useSearchInAddress()
  const list = useInfiniteQuery({ ...contractsQuery({ q, state }), placeholderData: keepPreviousData })
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <header className={styles.head}>
          <div>
            <Go className={styles.back} to="/accounts">
              Accounts
            </Go>
            <h1>Service contracts</h1>
          </div>
        </header>
        <div className={styles.find}>
          <FindField label="Find a contract" placeholder="Number, name or account" value={typed} onChange={setTyped} />
          <SegmentedControl
            aria-label="Which contracts"
            data={states}
            value={state}
            onChange={(next) => setQuery({ state: next === 'current' ? null : next })}
          />
        </div>
        <PagedList what="contracts" list={list} empty={<None q={q} onAll={() => setTyped('')} />}>
          {(rows) => <ContractTable rows={rows} />}
        </PagedList>
      </div>
    </div>
  )
}

function None({ q, onAll }: { q: string; onAll: () => void }) {
  return q ? (
    <Empty title={`No contract matches “${q}”`} act={<Button onClick={onAll}>Show all</Button>}>
      The search looks into numbers, names of contracts and names of accounts.
    </Empty>
  ) : (
    <Empty title="No contracts here" act={<Go to="/accounts">Go to the accounts</Go>}>
      A contract says what an account has a right to: hours, incidents, people, ways of asking. It is made on the page
      of the account.
    </Empty>
  )
}

function ContractTable({ rows }: { rows: ServiceContract[] }) {
  const now = useNow()
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Contract</th>
          <th scope="col">Light</th>
          <th scope="col" data-wide>
            Left
          </th>
          <th scope="col" data-wide>
            Renewal
          </th>
          <th scope="col" data-right>
            Ends
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Go to={`/contracts/${row.id}`} data-row>
                <b>{row.account.name}</b>
              </Go>
              <small>
                {row.number}, {row.terms.name}
              </small>
            </td>
            <td>
              <LightMark light={row.light} />
            </td>
            <td data-wide>
              {row.standings
                .map(({ kind, balance }) => (balance === null ? 'unlimited' : amountOf(kind, balance)))
                .join(', ')}
            </td>
            <td data-wide>
              {row.renewedBy
                ? `by ${row.renewedBy.number}`
                : renewals[row.cancelledOn ? 'cancelled' : row.terms.renewal]}
            </td>
            <td data-right>{endOf(row, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const renewals = { none: 'none', by_hand: 'by hand', automatic: 'by itself', cancelled: 'cancelled' }

function endOf({ cancelledOn, terms }: ServiceContract, now: Date): string {
  const last = cancelledOn ?? terms.endsOn
  return last ? dayMonth(new Date(last), now, 'UTC') : 'open'
}
