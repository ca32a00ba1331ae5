import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Leaving, Successor } from '../../../features/people/contract/leaving.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import styles from './people.module.css'
import { everybodyQuery, leavingQuery } from './queries.ts'
import { personChoices } from './standing.ts'

/** Somebody leaves: what happens at once, and who takes what they carry. */
export function LeavingSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const cache = useQueryClient()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const carried = useQuery(leavingQuery(person.id))
  const people = useQuery(everybodyQuery).data?.items ?? []
  const able = people.filter((each) => each.id !== person.id && !each.deactivatedAt && isAssignable(each.role))
  const leave = useMutation({
    mutationFn: () => {
      const byTeam = Object.entries(chosen).flatMap(([teamId, to]) => (to ? [{ teamId, to: to as Successor }] : []))
      return api.people.deactivatePerson({ params: { id: person.id }, body: { byTeam } })
    },
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
    <Sheet title={`End the access of ${person.name}`} onClose={onClose} size={600}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={leave.error ? wordsOf(leave.error) : null}
        pending={leave.isPending}
        disabled={!carried.data}
        act="End access now"
      >
        <p className={styles.sentence}>
          Every session of theirs ends at once. What they wrote stays under their name. Access is given back only by
          inviting them anew.
        </p>
        <div className={styles.carried}>
          <Known query={carried} what="What they carry" lines={3}>
            {(known) => (
              <>
                <Carried
                  leaving={known}
                  able={able}
                  chosen={chosen}
                  onChoose={(id, to) => setChosen({ ...chosen, [id]: to })}
                />
                {known.approvals.length > 0 && (
                  <p>
                    {counted(known.approvals.length, 'approval waits', 'approvals wait')} for their word:{' '}
                    {known.approvals.map(({ id, title, number }, at) => (
                      <span key={id}>
                        {at > 0 && ', '}“{title}” on <Go to={`/cases/${number}`}>{number}</Go>
                      </span>
                    ))}
                    . Whoever stands in for them is asked at once, or the lead of their team.
                  </p>
                )}
                {known.reports.length > 0 && <p>{reportsSaid(known)}</p>}
                {known.leads.length > 0 && <p>{known.leads.map(leadSaid).join(' ')}</p>}
              </>
            )}
          </Known>
        </div>
      </SheetForm>
    </Sheet>
  )
}

const reportsSaid = ({ reports, manager }: Leaving) =>
  `${reports.map(({ name }) => name).join(', ')} ${reports.length === 1 ? 'reports' : 'report'} to ${manager?.name ?? 'nobody'} then.`

const leadSaid = ({ team, next }: Leaving['leads'][number]) =>
  next ? `${next.name} becomes the duty holder of ${team.name}.` : `${team.name} would be without a duty holder.`

interface CarriedProps {
  leaving: Leaving
  able: readonly Person[]
  chosen: Record<string, string>
  onChoose: (teamId: string, to: string) => void
}

/** What they carry of each team, and who gets it: its duty holder where nobody else is chosen. */
function Carried({ leaving, able, chosen, onChoose }: CarriedProps) {
  const now = useNow()
  if (leaving.byTeam.length === 0) return <p>They carry no open case and no open task.</p>
  const carries = (id: string) => {
    const found = able.find((each) => each.id === id)
    return found ? `, carries ${found.load} of ${found.capacity}` : ''
  }
  return leaving.byTeam.map(({ team, cases, tasks, dutyHolder }) => {
    const others = able.filter(({ id }) => id !== dutyHolder?.id)
    const inTeam = (each: Person) => each.teams.some(({ id }) => id === team.id)
    const choices = (people: readonly Person[]) =>
      personChoices(people, now, 'somebody here').map((each) => ({
        ...each,
        label: `${each.label}${carries(each.value)}`,
      }))
    return (
      <NativeSelect
        key={team.id}
        label={`${team.name}: ${counted(cases, 'open case')}, ${counted(tasks, 'open task')} go to`}
        value={chosen[team.id] ?? ''}
        onChange={(event) => onChoose(team.id, event.currentTarget.value)}
        data={[
          {
            value: '',
            label: dutyHolder
              ? `${dutyHolder.name}, duty holder${carries(dutyHolder.id)}`
              : 'the queue: its duty holder cannot take cases',
          },
          ...(dutyHolder ? [{ value: 'queue', label: 'the queue of the team, to be routed' }] : []),
          { group: 'In the team', items: choices(others.filter(inTeam)) },
          { group: 'Elsewhere', items: choices(others.filter((each) => !inTeam(each))) },
        ]}
      />
    )
  })
}
