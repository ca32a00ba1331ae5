import { useInfiniteQuery } from '@tanstack/react-query'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import type { EntitlementKind } from '../../../features/entitlements/contract/terms.ts'
import type { LedgerEntry } from '../../../features/entitlements/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Lead, Section } from '../../ui/Section.tsx'
import table from '../../ui/table.module.css'
import styles from './entitlements.module.css'
import { ledgerQuery } from './queries.ts'
import { amountOf, entryName, signed } from './words.ts'

/** Every line that made the balance: nothing is ever changed in it, only added. */
export function Ledger({ contract }: { contract: ServiceContract }) {
  const list = useInfiniteQuery(ledgerQuery(contract.id))
  const { entitlements, timeZone } = contract.terms
  const several = entitlements.length > 1
  return (
    <Section level={2} title="Ledger">
      <PagedList what="ledger" list={list} empty={<p>Nothing is counted, or nothing was granted yet.</p>}>
        {(entries) => (
          <table className={`${table.table} ${styles.ledger}`}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col" data-right>
                  Change
                </th>
                <th scope="col" data-right>
                  Left
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => {
                const of = entitlements.find(({ id }) => id === entry.entitlementId)
                return (
                  <Line
                    key={entry.id}
                    entry={entry}
                    kind={of?.kind ?? 'hours'}
                    name={several ? of?.name : ''}
                    zone={timeZone}
                  />
                )
              })}
            </tbody>
          </table>
        )}
      </PagedList>
    </Section>
  )
}

interface LineProps {
  entry: LedgerEntry
  kind: EntitlementKind
  name: string | undefined
  zone: string
}

function Line({ entry, kind, name, zone }: LineProps) {
  return (
    <tr>
      <td>
        <Instant at={entry.at} zone={zone} />
      </td>
      <td>
        {entryName[entry.kind]} {name}
        <small>
          <About entry={entry} kind={kind} zone={zone} />
        </small>
      </td>
      <td data-right>{signed(kind, entry.amount)}</td>
      <td data-right>{amountOf(kind, entry.balance)}</td>
    </tr>
  )
}

function About({ entry, kind, zone }: { entry: LedgerEntry; kind: EntitlementKind; zone: string }) {
  return (
    <>
      {entry.case && (
        <>
          <Lead to={`/cases/${entry.case.number}`}>{entry.case.number}</Lead>{' '}
        </>
      )}
      {[
        entry.note,
        entry.person?.name,
        entry.overage > 0 && `${amountOf(kind, entry.overage)} beyond what was left`,
        entry.overage < 0 && `${amountOf(kind, -entry.overage)} beyond what was left, taken off`,
        entry.kind === 'warning' && !entry.note && 'most of it is used',
      ]
        .filter(Boolean)
        .join(', ')}
      {entry.expiresAt && entry.amount > 0 && (
        <>
          {' '}
          until <Instant at={entry.expiresAt} zone={zone} />
        </>
      )}
    </>
  )
}
