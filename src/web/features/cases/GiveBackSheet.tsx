import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { wordsOf } from '../../ui/forms.ts'
import { NoticeAct } from '../../ui/NoticeAct.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import { useCaseAct } from './queries.ts'

/** Giving a case back to its queue: whoever gets it next reads why, and it can be taken back. */
export function GiveBackSheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const me = useMe()
  const [reason, setReason] = useState('')
  const params = { id: found.id }
  const mine = found.owner?.id === me.id
  // Whoever may give cases to anybody gives them without a reason too.
  const needsReason = !me.rights.includes('cases.assign')
  const takeBack = useCaseAct(number, async (version: number) => {
    await api.cases.undoAssign({ params, body: { version } })
    return api.cases.getCase({ params })
  })
  const giveBack = useCaseAct(number, () =>
    api.cases.assignCase({
      params,
      body: { version: found.version, ownerId: null, ...(reason.trim() && { reason: reason.trim() }) },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    giveBack.mutate(undefined, {
      onSuccess: (now) => {
        onClose()
        const id = `given back ${found.id}`
        notifications.show({
          id,
          autoClose: 10_000,
          message: (
            <NoticeAct
              act="Undo"
              onAct={() => {
                notifications.hide(id)
                takeBack.mutate(now.version, said)
              }}
            >
              {found.number} {now.owner ? `went to ${now.owner.name}.` : `waits in ${now.queue?.name ?? 'its queue'}.`}
            </NoticeAct>
          ),
        })
      },
    })
  }
  return (
    <Sheet title={`Give ${found.number} back to the queue`} onClose={onClose} size={480}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={giveBack.error ? wordsOf(giveBack.error) : null}
        pending={giveBack.isPending}
        disabled={needsReason && !reason.trim()}
        act="Give it back"
        note={`It keeps its place in time${mine ? ' and is not given to you again' : ''}.`}
      >
        <TextInput
          data-autofocus
          wrapperProps={{ 'data-wide': true }}
          label={needsReason ? 'Why, for whoever gets it next' : 'Why, for whoever gets it next (optional)'}
          required={needsReason}
          withAsterisk={false}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}
