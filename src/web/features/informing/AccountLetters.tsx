import { Switch } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountLetters as Letters } from '../../../features/informing/contract.ts'
import { api } from '../../api.ts'
import { Section } from '../../ui/Section.tsx'
import { said } from '../../ui/said.ts'
import styles from './informing.module.css'

const lettersQuery = (id: string) =>
  queryOptions({
    queryKey: ['account', id, 'letters'],
    queryFn: () => api.informing.getAccountLetters({ params: { id } }),
  })

/** What reaches the people of an account by itself; an account that wants quiet gets quiet. */
export function AccountLetters({ account, mayEdit }: { account: string; mayEdit: boolean }) {
  const cache = useQueryClient()
  const { data } = useQuery(lettersQuery(account))
  const set = useMutation({
    mutationFn: (letters: Letters) => api.informing.setAccountLetters({ params: { id: account }, body: letters }),
    onSuccess: (letters) => cache.setQueryData(lettersQuery(account).queryKey, letters),
    ...said,
  })
  if (!data) return null
  const row = (key: keyof Letters, label: string) => (
    <Switch
      size="xs"
      label={label}
      disabled={!mayEdit || set.isPending}
      checked={data[key]}
      onChange={(event) => set.mutate({ ...data, [key]: event.currentTarget.checked })}
    />
  )
  return (
    <Section level={2} title="Told by itself">
      <div className={styles.switches}>
        {row('stages', 'When a case comes to a stage that its type names')}
        {row('inTouch', 'A word while nothing moves')}
      </div>
    </Section>
  )
}
