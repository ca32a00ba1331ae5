import type { Fate, LedgerCounts } from '../../../features/mailboxes/contract.ts'
import styles from './ledger.module.css'
import { fates } from './words.ts'

/** What was seen today as a sum: every mail stands under exactly one fate. */
export function FateSum({ counts, onFate }: { counts: LedgerCounts; onFate: (fate: Fate) => void }) {
  const total = counts.today.reduce((sum, each) => sum + each.count, 0)
  const parts = fates.flatMap(({ value, label, tone }) => {
    const count = counts.today.find(({ fate }) => fate === value)?.count ?? 0
    return count > 0 ? [{ value, label: label.toLowerCase(), tone, count }] : []
  })
  return (
    <p className={styles.sum}>
      <b>{total}</b> seen today
      {parts.map(({ value, label, tone, count }, at) => (
        <button key={value} type="button" data-tone={tone} onClick={() => onFate(value)}>
          {at === 0 ? '=' : '+'} <b>{count}</b> {label}
        </button>
      ))}
    </p>
  )
}
