import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Person } from '../../../features/people/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import styles from './people.module.css'
import { everybodyQuery } from './queries.ts'

/** Somebody leaves: what happens at once, and who takes what they carry. */
export function LeavingSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const cache = useQueryClient()
  const [successor, setSuccessor] = useState('')
  const people = useQuery(everybodyQuery).data?.items ?? []
  const able = people.filter(
    (each) => each.id !== person.id && !each.deactivatedAt && ['admin', 'manager', 'agent'].includes(each.role),
  )
  const leave = useMutation({
    mutationFn: () =>
      api.people.deactivatePerson({ params: { id: person.id }, body: { handOverTo: successor || null } }),
    onSuccess: ({ movedCases, movedTasks }) => {
      void cache.invalidateQueries()
      notifications.show({
        message: `${person.name} has no access any more. ${counted(movedCases, 'case')} and ${counted(movedTasks, 'task')} moved on.`,
      })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leave.mutate()
  }
  return (
    <Sheet title={`End the access of ${person.name}`} onClose={onClose} size={520}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={leave.error ? wordsOf(leave.error) : null}
        pending={leave.isPending}
        act="End access now"
      >
        <p className={styles.sentence}>
          Every session of theirs ends at once. What they wrote stays under their name. Teams they lead get another duty
          holder. Access is given back only by inviting them anew.
        </p>
        <NativeSelect
          label="Open cases and tasks go to"
          data-autofocus
          wrapperProps={{ 'data-wide': true }}
          value={successor}
          onChange={(event) => setSuccessor(event.currentTarget.value)}
          data={[
            { value: '', label: 'the queues of their teams, to be routed' },
            ...able.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </SheetForm>
    </Sheet>
  )
}
