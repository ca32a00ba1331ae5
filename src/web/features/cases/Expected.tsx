import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import { api } from '../../api.ts'
import styles from './NewCase.module.css'
import { bodyOf, type NewCaseValues } from './newCase.ts'

/** What the case will get, before it is made: by the rules that will open it. */
export function Expected({ values, fields }: { values: NewCaseValues; fields: readonly Field[] }) {
  const { subject, text, typeId, priority, asker, account } = values
  const { custom, productId, assetId } = bodyOf(values, fields)
  const contactId = asker?.kind === 'known' ? asker.id : null
  const asked = {
    subject: subject.slice(0, 500),
    text: text.slice(0, 4000),
    ...(typeId && { typeId }),
    ...(priority && { priority }),
    ...(contactId && { contactId }),
    ...(account && !contactId && { accountId: account.id }),
    ...(productId && { productId }),
    ...(assetId && { assetId }),
    custom,
  }
  const [body] = useDebouncedValue(JSON.stringify(asked), 400)
  const { data } = useQuery({
    queryKey: ['cases', 'expected', body],
    queryFn: () => api.sla.expectCase({ body: JSON.parse(body) as typeof asked }),
    enabled: Boolean(typeId || subject.trim() || text.trim()),
    placeholderData: keepPreviousData,
  })
  if (!data) return null
  const { type, team, policy, promised } = data
  return (
    <p data-wide className={styles.said} role="status">
      {type.name}
      {!typeId && `, because ${type.because}`}. Goes to <b>{team.name}</b> with priority {data.priority}
      {!priority && `, by ${data.priorityBecause}`}.{' '}
      {policy ? (
        <>
          SLA policy <b>{policy.name}</b>
        </>
      ) : (
        'No SLA policy'
      )}
      {promised.length > 0 && `, or ${promised.map(({ name }) => name).join(' or ')} where its contract covers it`}.
    </p>
  )
}
