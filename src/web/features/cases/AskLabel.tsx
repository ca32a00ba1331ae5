import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import styles from '../../ui/why.module.css'

/** What a gate asks for; a child case or a side conversation that holds it up is a click away. */
export function AskLabel({ ask: { kind, key, label } }: { ask: Requirement }) {
  const setQuery = useSetQuery()
  const number = kind === 'child' ? /^child (C-\d+)$/.exec(key)?.[1] : undefined
  const side = kind === 'side_conversation' ? /^side (\S+)$/.exec(key)?.[1] : undefined
  if (number) return <Go to={`/cases/${number}`}>{label}</Go>
  if (!side) return <span>{label}</span>
  return (
    <button type="button" className={styles.fill} onClick={() => setQuery({ sheet: null, why: null, side })}>
      {label}
    </button>
  )
}
