import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import styles from '../../ui/why.module.css'

/** A requirement that a value of the form is missing leads to the form, and back to where it was asked. */
export function FieldAsk({ label }: { label: string }) {
  const setQuery = useSetQuery()
  const sheet = useQueryPart('sheet')
  return (
    <button type="button" className={styles.fill} onClick={() => setQuery({ why: null, sheet: 'form', after: sheet })}>
      {label}
    </button>
  )
}
