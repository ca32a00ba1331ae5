import type { Case } from '../../../../features/cases/contract.ts'
import { isAsked, isFilled } from '../../../../features/casetypes/rules/fields.ts'
import { useSetQuery } from '../../../ui/address.ts'
import { useNow } from '../../../ui/clock.ts'
import { Facts, Section } from '../../../ui/Section.tsx'
import customers from '../../customers/accounts.module.css'
import { shownValue } from './values.ts'

/** What is written down of what the type of this case asks for; how much is not, said in one number. */
export function FormPart({ found }: { found: Case }) {
  const setQuery = useSetQuery()
  const now = useNow()
  const asked = found.fields.filter((field) => isAsked(field, found.custom))
  const filled = asked.filter((field) => isFilled(field, field.value))
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
      {filled.length > 0 && (
        <Facts rows={filled.map((field) => [field.label, shownValue(field, field.value, field.name, now)])} />
      )}
    </Section>
  )
}
