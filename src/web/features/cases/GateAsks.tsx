import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { IconCheck, IconCircle } from '../../ui/icons.ts'
import styles from '../../ui/why.module.css'
import { FieldAsk } from './FieldAsk.tsx'
import { isOfForm } from './gates.ts'

/** What a gate asks for, each with who met it or holds it up. */
export function GateAsks({ asks }: { asks: Requirement[] }) {
  const missing = asks.filter((ask) => !ask.met).length
  if (asks.length === 0) return <p className={styles.gateEnd}>This gate asks for nothing.</p>
  return (
    <>
      <ul className={styles.asks}>
        {asks.map((ask) => (
          <li key={ask.key} data-met={ask.met || undefined}>
            {ask.met ? (
              <IconCheck size={14} stroke={2} aria-label="Met" />
            ) : (
              <IconCircle size={14} stroke={1.6} aria-label="Missing" />
            )}
            {isOfForm(ask) ? <FieldAsk label={ask.label} /> : <span>{ask.label}</span>}
            <small>{ask.met ? ask.metBy : ask.holds}</small>
          </li>
        ))}
      </ul>
      <p className={styles.gateEnd}>{missing ? `Closed: ${missing} of ${asks.length} missing` : 'Open'}</p>
    </>
  )
}
