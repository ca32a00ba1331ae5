import { useQuery } from '@tanstack/react-query'
import { useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Lead, Section } from '../../ui/Section.tsx'
import customers from '../customers/accounts.module.css'
import { CoveredThen } from './CoveredThen.tsx'
import styles from './entitlements.module.css'
import { LightMark } from './LightMark.tsx'
import { Meters } from './Meters.tsx'
import { contractsOf } from './queries.ts'

/** What an account has a right to, on its page. */
export function AccountContracts({ account, mayEdit }: { account: string; mayEdit: boolean }) {
  const setQuery = useSetQuery()
  const { data, isError } = useQuery(contractsOf(account))
  const today = useNow().toISOString().slice(0, 10)
  const all = data?.items ?? []
  const current = all.filter(({ cancelledOn, terms }) => (cancelledOn ?? terms.endsOn ?? '9999') >= today)
  const ended = all.length - current.length
  if (!data && !isError) return null
  return (
    <Section
      level={2}
      title="Contracts"
      count={current.length || undefined}
      action={
        mayEdit && (
          <button type="button" className={customers.quiet} onClick={() => setQuery({ sheet: 'new-contract' })}>
            Add a contract
          </button>
        )
      }
    >
      {isError && <p className={customers.none}>The contracts could not be read.</p>}
      {data && current.length === 0 && <p>No contract is in force{ended > 0 && `; ${ended} ended`}.</p>}
      <ul className={styles.contracts}>
        {current.map((each) => (
          <li key={each.id}>
            <header>
              <Lead to={`/contracts/${each.id}`} strong>
                {each.terms.name}
              </Lead>
              <LightMark light={each.light} />
            </header>
            {each.light.colour !== 'green' && <p className={styles.reasons}>{each.light.reasons.join(' ')}</p>}
            <Meters standings={each.standings} />
          </li>
        ))}
      </ul>
      {all.length > 0 && <CoveredThen account={account} />}
    </Section>
  )
}
