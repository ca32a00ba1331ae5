import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { fieldProblems, orNull, wordsOf } from '../../ui/forms.ts'
import studio from '../../ui/studio.module.css'
import styles from './mailboxes.module.css'
import { outgoingQuery } from './queries.ts'

/** Where the links in letters lead, and whether a customer can open them. */
export function PublicAddress({ mayEdit }: { mayEdit: boolean }) {
  const cache = useQueryClient()
  const shown = useQuery(outgoingQuery).data
  const [typed, setTyped] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (address: string | null) => api.outgoing.setPublicAddress({ body: { address } }),
    onSuccess: (next) => {
      cache.setQueryData(outgoingQuery.queryKey, next)
      setTyped(null)
    },
  })
  if (!shown) return null
  const problem = save.error && (fieldProblems(save.error)?.address ?? wordsOf(save.error))
  return (
    <>
      {shown.linksStayInside && (
        <p className={styles.alarm} data-tone="risk">
          Links in letters lead to {shown.publicAddress}, which customers cannot open.
        </p>
      )}
      {shown.publicAddressGiven || !mayEdit ? (
        <p className={studio.sub}>
          Links in letters lead to {shown.publicAddress}
          {shown.publicAddressGiven && ', set by CASEWARD_URL'}.
        </p>
      ) : (
        <form
          className={styles.oneField}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(orNull(typed ?? ''))
          }}
        >
          <TextInput
            label="Address that customers open"
            placeholder="https://cases.example.com"
            value={typed ?? (shown.linksStayInside ? '' : shown.publicAddress)}
            error={problem}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={typed === null} loading={save.isPending}>
            Save
          </Button>
        </form>
      )}
    </>
  )
}
