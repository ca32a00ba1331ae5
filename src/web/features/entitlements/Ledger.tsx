import { useInfiniteQuery } from '@tanstack/react-query'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import type { EntitlementKind } from '../../../features/entitlements/contract/terms.ts'
import type { LedgerEntry } from '../../../features/entitlements/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { More } from '../../ui/More.tsx'
import { Lead, Section } from '../../ui/Section.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
import styles from './entitlements.module.css'
import { ledgerQuery } from './queries.ts'
import { amountOf, entryName, signed } from './words.ts'

/** Every line that made the balance: nothing is ever changed in it, only added. */
export function Ledger({ contract }: { contract: ServiceContract }) {
  const list = useInfiniteQuery(ledgerQuery(contract.id))
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const entitlements = new Map(contract.terms.entitlements.map((each) => [each.id, each]))
  const several = entitlements.size > 1
  return (
    <Section level={2} title="Ledger">
      {list.isError ? (
        <ErrorState title="The ledger could not be read" onRetry={() => void list.refetch()}>
          {list.error.message} Nothing was changed.
        </ErrorState>
      ) : list.isPending ? (
        <LinesSkeleton label="Loading the ledger" />
      ) : entries.length === 0 ? (
        <p>Nothing is counted, or nothing was granted yet.</p>
      ) : (
        <>
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
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Instant at={entry.at} zone={contract.terms.timeZone} />
                  </td>
                  <td>
                    {entryName[entry.kind]} {several && entitlements.get(entry.entitlementId)?.name}
                    <small>
                      <About
                        entry={entry}
                        kind={entitlements.get(entry.entitlementId)?.kind ?? 'hours'}
                        zone={contract.terms.timeZone}
                      />
                    </small>
                  </td>
                  <td data-right>{signed(entitlements.get(entry.entitlementId)?.kind ?? 'hours', entry.amount)}</td>
                  <td data-right>{amountOf(entitlements.get(entry.entitlementId)?.kind ?? 'hours', entry.balance)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </Section>
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
        entry.kind === 'warning' && 'most of it is used',
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
