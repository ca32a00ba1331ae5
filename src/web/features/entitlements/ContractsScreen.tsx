import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { FindField } from '../../ui/FindField.tsx'
import { Go } from '../../ui/Go.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import { dayMonth } from '../../ui/time.ts'
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
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Contract',
          cell: ({ id, account, number, terms }) => (
            <>
              <Go to={`/contracts/${id}`} data-row>
                <b>{account.name}</b>
              </Go>
              <small>
                {number}, {terms.name}
              </small>
            </>
          ),
        },
        { name: 'Light', cell: ({ light }) => <LightMark light={light} /> },
        {
          name: 'Left',
          wide: true,
          cell: ({ standings }) =>
            standings.map(({ kind, balance }) => (balance === null ? 'unlimited' : amountOf(kind, balance))).join(', '),
        },
        {
          name: 'Renewal',
          wide: true,
          cell: ({ renewedBy, cancelledOn, terms }) =>
            renewedBy ? `by ${renewedBy.number}` : renewals[cancelledOn ? 'cancelled' : terms.renewal],
        },
        { name: 'Ends', right: true, cell: (row) => endOf(row, now) },
      ]}
    />
  )
}

const renewals = { none: 'none', by_hand: 'by hand', automatic: 'by itself', cancelled: 'cancelled' }

function endOf({ cancelledOn, terms }: ServiceContract, now: Date): string {
  const last = cancelledOn ?? terms.endsOn
  return last ? dayMonth(new Date(last), now, 'UTC') : 'open'
}
