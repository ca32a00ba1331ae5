import { Checkbox, MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Approval } from '../../../features/approvals/contract.ts'
import type { Case } from '../../../features/cases/contract.ts'
import type { ApprovalMode, Approver } from '../../../features/casetypes/contract/approvals.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { mayReadCases } from '../people/managers.ts'
import { peopleQuery, rolesQuery, teamsQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'
import { useAlone } from '../people/useAlone.ts'
import { approvalsQuery, useApprovalAct } from './queries.ts'

interface Props {
  found: Case
  number: string
  onClose: () => void
}

/** Asking for somebody's word in one's own words; again after a rejection, with what was asked before filled in. */
export function AskSheet(props: Props) {
  const again = useQueryPart('again')
  const asked = useQuery({ ...approvalsQuery(props.number), enabled: again !== null })
  if (again !== null && asked.isPending) return null
  const before = asked.data?.items.find(({ id, state }) => id === again && state === 'rejected') ?? null
  return <AskForm {...props} before={again === null ? null : before} />
}

function AskForm({ found, number, onClose, before }: Props & { before: Approval | null }) {
  const me = useMe().id
  const alone = useAlone()
  const now = useNow()
  const people = useQuery(peopleQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const roles = useQuery(rolesQuery).data?.items ?? []
  const [title, setTitle] = useState(before?.title ?? '')
  const [asks, setAsks] = useState(before?.asks ?? '')
  const [approvers, setApprovers] = useState(
    () => before?.votes.filter(({ person }) => person.id !== me).map(({ person }) => `person ${person.id}`) ?? [],
  )
  const [mode, setMode] = useState<'any' | 'all' | 'at_least'>(before?.mode ?? 'any')
  const [count, setCount] = useState(before?.needed ?? 2)
  const [inOrder, setInOrder] = useState(before?.inOrder ?? false)
  const [dueAt, setDueAt] = useState<string | null>(null)
  const [holds, setHolds] = useState(before?.holds ?? true)
  const ask = useApprovalAct(number, () =>
    api.approvals.askApproval({
      params: { id: found.id },
      body: {
        title,
        asks: asks.trim() || title,
        // Whoever works alone is asked themselves, for a second look.
        approvers: alone ? [{ who: 'person', personId: me }] : approvers.map(approverOf),
        mode: modeOf(mode, count),
        inOrder,
        holds,
        ...(before && { again: before.id }),
        ...(dueAt && { dueAt }),
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate(undefined, { onSuccess: onClose })
  }
  const fields = fieldProblems(ask.error)
  const several = approvers.length > 1 || approvers.some((each) => each.startsWith('team '))
  return (
    <Sheet
      title={before ? `Ask again on ${found.number}` : `Ask for an approval on ${found.number}`}
      onClose={onClose}
      size={600}
    >
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={ask.error && !fields ? wordsOf(ask.error) : null}
        pending={ask.isPending}
        act={alone ? 'Look at it again later' : 'Ask'}
        disabled={!title.trim() || (approvers.length === 0 && !alone)}
        note={
          alone
            ? 'Nobody else is there: you look again yourself, and that stands on the timeline.'
            : before
              ? 'It takes the place of what was rejected. Whoever asks never decides it themselves.'
              : 'Whoever asks never decides it themselves.'
        }
      >
        <TextInput
          data-autofocus
          label="What has to be approved"
          wrapperProps={{ 'data-wide': true }}
          maxLength={200}
          value={title}
          error={fields?.title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label={alone ? 'What to look at' : 'What they should know'}
          wrapperProps={{ 'data-wide': true }}
          autosize
          minRows={2}
          maxLength={1000}
          value={asks}
          error={fields?.asks}
          onChange={(event) => setAsks(event.currentTarget.value)}
        />
        {!alone && (
          <MultiSelect
            label="Who is asked"
            wrapperProps={{ 'data-wide': true }}
            searchable
            data={[
              {
                group: 'By what they are',
                items: [
                  { value: 'lead', label: `The lead of ${found.team.name}` },
                  { value: 'manager_of_requester', label: managerSaid('Your manager', me, people) },
                  ...(found.owner && found.owner.id !== me
                    ? [
                        {
                          value: 'manager_of_owner',
                          label: managerSaid(`The manager of ${found.owner.name}`, found.owner.id, people),
                        },
                      ]
                    : []),
                ],
              },
              {
                group: 'People',
                items: personChoices(
                  people.filter((each) => each.id !== me && !each.deactivatedAt && mayReadCases(each, roles)),
                  now,
                ).map(({ value, label }) => ({ value: `person ${value}`, label })),
              },
              {
                group: 'Teams',
                items: teams.map(({ id, name }) => ({ value: `team ${id}`, label: `Everybody of ${name}` })),
              },
              {
                group: 'Roles',
                items: roles
                  .filter(({ shipped, people: held }) => !shipped && held.length > 0)
                  .map(({ id, name }) => ({ value: `own_role ${id}`, label: `Everybody with the role ${name}` })),
              },
            ]}
            value={approvers}
            error={fields?.approvers}
            onChange={setApprovers}
          />
        )}
        {several && (
          <NativeSelect
            label="How many have to agree"
            value={mode}
            onChange={(event) => setMode(event.currentTarget.value as typeof mode)}
            data={[
              { value: 'any', label: 'One of them is enough' },
              { value: 'all', label: 'All of them' },
              { value: 'at_least', label: 'So many of them' },
            ]}
          />
        )}
        {several && mode === 'at_least' && (
          <NumberInput
            label="How many"
            min={1}
            max={50}
            value={count}
            onChange={(value) => setCount(Number(value) || 1)}
          />
        )}
        <DateTimeField label="Due" value={dueAt} error={fields?.dueAt} onChange={setDueAt} />
        {several && (
          <Checkbox
            wrapperProps={{ 'data-wide': true }}
            label="One after the other, in this order"
            checked={inOrder}
            onChange={(event) => setInOrder(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          wrapperProps={{ 'data-wide': true }}
          label={`The case cannot go on from ${found.stage.label} without it`}
          checked={holds}
          disabled={before?.holds}
          onChange={(event) => setHolds(event.currentTarget.checked)}
        />
      </SheetForm>
    </Sheet>
  )
}

function approverOf(value: string): Approver {
  const [who, id] = value.split(' ')
  if (who === 'person') return { who, personId: id! }
  if (who === 'team') return { who, teamId: id! }
  if (who === 'own_role') return { who, roleId: id! }
  return { who: who === 'manager_of_owner' || who === 'manager_of_requester' ? who : 'lead' }
}

/** Named with who it is today; whoever has no manager is answered for by the lead of their team. */
function managerSaid(called: string, personId: string, people: readonly Person[]): string {
  const manager = people.find(({ id }) => id === personId)?.manager
  return `${called} (${manager?.name ?? 'none is named: the lead of the team'})`
}

const modeOf = (mode: 'any' | 'all' | 'at_least', count: number): ApprovalMode =>
  mode === 'at_least' ? { atLeast: count } : mode
