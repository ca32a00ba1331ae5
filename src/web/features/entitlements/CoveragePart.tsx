import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { CaseCoverage } from '../../../features/entitlements/contract/coverage.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Lead, Section } from '../../ui/Section.tsx'
import { dayMonth, duration } from '../../ui/time.ts'
import customers from '../customers/accounts.module.css'
import styles from './entitlements.module.css'
import { LightMark } from './LightMark.tsx'
import { Meters } from './Meters.tsx'
import { coverageQuery } from './queries.ts'
import { consequenceOf, verdictName } from './words.ts'

const CoverageSheet = lazy(() => import('./CoverageSheet.tsx').then((module) => ({ default: module.CoverageSheet })))
const DecideSheet = lazy(() => import('./DecideSheet.tsx').then((module) => ({ default: module.DecideSheet })))

/** Whether the case is covered, by what, what is left of it, and what follows when nothing covers it. */
export function CoveragePart({ found }: { found: Case }) {
  const coverage = useQuery(coverageQuery(found.number)).data?.coverage
  const sheet = useQueryPart('sheet')
  const setQuery = useSetQuery()
  const me = useMe()
  if (!coverage) return null
  const close = () => setQuery({ sheet: null })
  const mayWork = me.rights.includes('cases.work') && found.status !== 'closed'
  const asks = coverage.consequence === 'approval' && !coverage.decision
  return (
    <Section
      title="Contract"
      action={coverage.contract ? <LightMark light={coverage.contract.light} /> : verdictName[coverage.verdict]}
    >
      <div className={styles.part}>
        <Told coverage={coverage} />
        {mayWork && (
          <div className={styles.acts}>
            {asks && me.rights.includes('coverage.approve') && (
              <Button size="xs" onClick={() => setQuery({ sheet: 'decide-uncovered' })}>
                Decide
              </Button>
            )}
            <button type="button" className={customers.quiet} onClick={() => setQuery({ sheet: 'coverage' })}>
              Why, and change it
            </button>
          </div>
        )}
      </div>
      <Suspense>
        {mayWork && sheet === 'coverage' && <CoverageSheet number={found.number} coverage={coverage} onClose={close} />}
        {mayWork && sheet === 'decide-uncovered' && asks && (
          <DecideSheet number={found.number} version={coverage.version} onClose={close} />
        )}
      </Suspense>
    </Section>
  )
}

function Told({ coverage }: { coverage: CaseCoverage }) {
  const now = useNow()
  const { by, contract, chosen, reservedMinutes } = coverage
  const follows = consequenceOf(coverage)
  const standing = contract?.standings.filter(({ id }) => id === by?.entitlement.id) ?? []
  return (
    <>
      {by && contract && (
        <p>
          Covered by <Lead to={`/contracts/${contract.id}`}>{contract.name}</Lead>
          {contract.endsOn && `, until ${dayMonth(new Date(contract.endsOn), now, 'UTC')}`}
          {chosen && `. Chosen${chosen.by ? ` by ${chosen.by}` : ''}: ${chosen.because}`}
        </p>
      )}
      {standing.length > 0 && <Meters standings={standing} />}
      {reservedMinutes > 0 && <p>{duration(reservedMinutes)} held for this case.</p>}
      {!by && (chosen || follows) && (
        <p className={follows ? styles.ask : undefined}>
          {chosen && `${chosen.by ?? 'Somebody'} decided so: ${chosen.because}. `}
          {follows}
        </p>
      )}
    </>
  )
}
