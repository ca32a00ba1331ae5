import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import styles from '../../ui/why.module.css'

/** Whether a requirement is an approval that is asked for on the case. */
export const isApproval = ({ kind, key }: Requirement): boolean => kind === 'approval' && key.startsWith('approval:')

/** An approval that a gate asks for leads to whom it waits for, and back to where it was asked. */
export function ApprovalAsk({ label }: { label: string }) {
  const setQuery = useSetQuery()
  const sheet = useQueryPart('sheet')
  return (
    <button
      type="button"
      className={styles.fill}
      onClick={() => setQuery({ why: null, sheet: 'approvals', after: sheet })}
    >
      {label}
    </button>
  )
}
