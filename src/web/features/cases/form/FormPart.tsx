import type { Case } from '../../../../features/cases/contract.ts'
import { differing, isAsked, isFilled } from '../../../../features/casetypes/rules/fields.ts'
import { useSetQuery } from '../../../ui/address.ts'
import { useNow } from '../../../ui/clock.ts'
import { Facts, Section } from '../../../ui/Section.tsx'
import customers from '../../customers/accounts.module.css'
import styles from './form.module.css'
import { shownValue } from './values.ts'

/** What is written down of what the type of this case asks for; how much is not, said in one number. */
export function FormPart({ found }: { found: Case }) {
  const setQuery = useSetQuery()
  const now = useNow()
  const asked = found.fields.filter((field) => isAsked(field, found.custom))
  const filled = asked.filter((field) => isFilled(field, field.value))
  const odd = differing(asked, found.custom, found.asset?.serial ?? null)
  if (asked.length === 0 || (filled.length === 0 && !found.can.work)) return null
  return (
    <Section
      title={found.type.name}
      count={filled.length < asked.length ? `${filled.length} of ${asked.length} known` : undefined}
      action={
        found.can.work && (
          <button type="button" className={customers.quiet} onClick={() => setQuery({ sheet: 'form' })}>
            {filled.length === 0 ? 'Fill in' : 'Change'}
          </button>
        )
      }
    >
      {odd.map((field) => (
        <p key={field.key} className={styles.odd} role="note">
          {field.label} is not that of {found.product?.name ?? 'the piece'}, {found.asset?.serial}, which this case is
          about
        </p>
      ))}
      {filled.length > 0 && (
        <Facts rows={filled.map((field) => [field.label, <Value key={field.key} field={field} now={now} />])} />
      )}
    </Section>
  )
}

/** A value in a line; a file leads to itself. */
function Value({ field, now }: { field: Case['fields'][number]; now: Date }) {
  const { kind, value, name } = field
  if (kind !== 'file' || typeof value !== 'string') return shownValue(field, value, name, now)
  if (!name) return 'stands on another case'
  return (
    <a className={styles.file} href={`/api/v1/attachments/${value}`} download={name}>
      {name}
    </a>
  )
}
