import type { EntitlementStanding } from '../../../features/entitlements/contract/coverage.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Meter } from '../../ui/Meter.tsx'
import styles from './entitlements.module.css'
import { amountOf } from './words.ts'

/** What is left of each entitlement, as a figure and a ruled line. */
export function Meters({ standings }: { standings: EntitlementStanding[] }) {
  return (
    <ul className={styles.meters}>
      {standings.map((each) => (
        <li key={each.id}>
          <Left standing={each} />
        </li>
      ))}
    </ul>
  )
}

function Left({ standing }: { standing: EntitlementStanding }) {
  const { name, kind, balance, granted, reserved, usedPercent, overage, nextGrantAt, nextExpiry } = standing
  if (balance === null || granted === null)
    return (
      <p>
        <b>{name}</b> <span>as often as needed</span>
      </p>
    )
  const tone = balance <= 0 ? 'overdue' : (usedPercent ?? 0) >= 80 ? 'risk' : 'accent'
  const left = kind === 'hours' ? amountOf(kind, balance) : String(balance)
  const whole = amountOf(kind, granted)
  return (
    <>
      <p>
        <b>{left}</b> of {whole} left <span>{name}</span>
      </p>
      <Meter value={balance} of={granted} tone={tone} label={`${left} of ${whole} left of ${name}`} />
      <small>
        {reserved > 0 && <>{amountOf(kind, reserved)} held for cases. </>}
        {overage > 0 && <>{amountOf(kind, overage)} beyond it. </>}
        {nextExpiry && nextExpiry.at !== nextGrantAt && (
          <>
            Unless used, {amountOf(kind, nextExpiry.amount)} {nextExpiry.amount === 1 ? 'ends' : 'end'}{' '}
            <Instant at={nextExpiry.at} />.{' '}
          </>
        )}
        {nextGrantAt && (
          <>
            {nextExpiry?.at === nextGrantAt ? 'Begins anew' : 'More'} <Instant at={nextGrantAt} />.
          </>
        )}
      </small>
    </>
  )
}
