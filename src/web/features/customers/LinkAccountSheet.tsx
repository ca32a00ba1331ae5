import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { AccountForm } from './AccountForm.tsx'
import { PickAccount } from './PickAccount.tsx'
import { contactQuery } from './queries.ts'

/** Says to which account a contact belongs; their cases that are not closed and belong to none follow, where the reader works on cases. */
export function LinkAccountSheet({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const cache = useQueryClient()
  const contact = useQuery(contactQuery(contactId)).data
  const mayWork = useMe().rights.includes('cases.work')
  const [accountId, setAccountId] = useState('')
  const [making, setMaking] = useState(false)
  const link = useMutation({
    mutationFn: (to: string) =>
      api.customers.changeContact({ params: { id: contactId }, body: { version: contact!.version, accountId: to } }),
    onSuccess: () => {
      for (const key of ['contact', 'contacts', 'account', 'accounts', 'case', 'cases', 'my-next'])
        void cache.invalidateQueries({ queryKey: [key] })
      onClose()
    },
    onError: () => cache.invalidateQueries({ queryKey: contactQuery(contactId).queryKey }),
  })
  const stale = link.error instanceof ApiProblem && link.error.code === 'changed_meanwhile'
  const now = contact?.account ? ` They belong to ${contact.account.name} now.` : ''
  const problem = stale
    ? `Somebody changed ${contact?.name ?? 'the contact'} meanwhile, and nothing was linked.${now} Link once more if it still holds.`
    : link.error && wordsOf(link.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    link.mutate(accountId)
  }
  if (making) {
    return (
      <AccountForm
        account={null}
        onClose={() => setMaking(false)}
        onSaved={({ id }) => {
          setMaking(false)
          setAccountId(id)
          link.mutate(id)
        }}
      />
    )
  }
  return (
    <Sheet title={contact ? `Whom ${contact.name} belongs to` : 'Link to an account'} onClose={onClose} size={480}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem || null}
        pending={link.isPending}
        act="Link"
        disabled={!accountId || !contact}
        note={mayWork ? 'Their cases without an account follow' : 'Their cases are left to those who work on them'}
      >
        <div data-wide>
          <PickAccount label="Account" known={null} value={accountId} onChange={setAccountId} />
        </div>
        <p data-wide>
          Not among them?{' '}
          <Button size="compact-xs" variant="default" onClick={() => setMaking(true)}>
            Make a new account
          </Button>
        </p>
      </SheetForm>
    </Sheet>
  )
}
