import { Button, Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Team } from '../../../features/people/contract/organisation.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { orNull } from '../../ui/forms.ts'
import { IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { RowName, Table } from '../../ui/Table.tsx'
import { duration } from '../../ui/time.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { calendarsQuery } from '../calendars/queries.ts'
import { peopleQuery, teamsQuery } from './queries.ts'
import { personChoices } from './standing.ts'

export function TeamsRoom() {
  const me = useMe()
  const setQuery = useSetQuery()
  const chosen = useQueryPart('team')
  const teams = useQuery(teamsQuery)
  const mayEdit = me.rights.includes('people.edit')
  const close = () => setQuery({ team: null })
  const team = teams.data?.items.find((each) => each.id === chosen) ?? null
  return (
    <>
      <RoomHead title="Teams" said="A case always belongs to a team; its lead is the duty holder while nobody owns it.">
        {mayEdit && (
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ team: 'new' })}>
            New team
          </Button>
        )}
      </RoomHead>
      <RoomBody label="Teams">
        <Known query={teams} what="The teams">
          {({ items }) => <TeamTable teams={items} onOpen={mayEdit ? (id) => setQuery({ team: id }) : null} />}
        </Known>
      </RoomBody>
      {mayEdit && (team || chosen === 'new') && <TeamSheet key={chosen} team={team} onClose={close} />}
    </>
  )
}

function TeamTable({ teams, onOpen }: { teams: Team[]; onOpen: ((id: string) => void) | null }) {
  if (teams.length === 0) return <Empty title="No teams yet">A team has a lead, members and a queue of its own.</Empty>
  return (
    <Table
      rows={teams}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Team',
          cell: ({ id, name, members, closed }) => (
            <>
              <RowName onOpen={onOpen && (() => onOpen(id))}>{name}</RowName>
              <small>
                {counted(members.length, 'member')}
                {closed && ', closed: only they see its cases'}
              </small>
            </>
          ),
        },
        { name: 'Lead', cell: ({ lead }) => lead.name },
        { name: 'Members', wide: true, cell: ({ members }) => members.map(({ name }) => name).join(', ') },
        { name: 'Routed within', right: true, cell: (team) => duration(routingMinutes(team)) },
      ]}
    />
  )
}

const routingMinutes = (team: Team | null): number =>
  (team?.queues.find((queue) => queue.isDefault) ?? team?.queues[0])?.routingMinutes ?? 30

const labels = {
  name: 'Name',
  leadId: 'Lead',
  memberIds: 'Members',
  calendarId: 'Calendar',
  routingMinutes: 'Routed within minutes',
  closed: 'Closed team',
}

function TeamSheet({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const cache = useQueryClient()
  const me = useMe()
  const people = useQuery(peopleQuery).data?.items ?? []
  const calendars = useQuery(calendarsQuery).data?.items ?? []
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: team?.name ?? 'The team',
    record: team,
    valuesOf: (known: Team | null) => ({
      name: known?.name ?? '',
      leadId: known?.lead.id ?? me.id,
      memberIds: known?.members.map((member) => member.id) ?? [],
      calendarId: known?.calendarId ?? '',
      routingMinutes: String(routingMinutes(known)),
      closed: known?.closed ?? false,
    }),
    bodyOf: (values) => ({
      name: values.name.trim(),
      leadId: values.leadId,
      memberIds: values.memberIds,
      calendarId: orNull(values.calendarId),
      routingMinutes: Number(values.routingMinutes),
      closed: values.closed,
    }),
    labels,
    validate: {
      name: (name) => (name.trim() ? null : 'A team needs a name'),
      routingMinutes: (text) => (Number(text) >= 1 && Number(text) <= 43200 ? null : 'Minutes, at least 1'),
    },
    create: ({ name, leadId, memberIds, closed }) =>
      api.people.createTeam({ body: { name, leadId, memberIds, closed } }),
    change: ({ id }, body) => api.people.changeTeam({ params: { id }, body }),
    onSaved: () => {
      void cache.invalidateQueries({ queryKey: ['teams'] })
      void cache.invalidateQueries({ queryKey: ['people'] })
      onClose()
    },
  })
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  const everyone = people.map(({ id, name }) => ({ value: id, label: name }))
  const able = personChoices(
    people.filter(({ role }) => isAssignable(role)),
    useNow(),
  )
  return (
    <Sheet title={team?.name ?? 'New team'} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem}
        pending={pending}
        act={team ? 'Save' : 'Make team'}
      >
        <TextInput data-autofocus {...field('name')} />
        <NativeSelect {...field('leadId')} description="Answers for cases without an owner" data={able} />
        <MultiSelect
          {...field('memberIds')}
          wrapperProps={{ 'data-wide': true }}
          searchable
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          data={everyone}
        />
        <Checkbox
          label={labels.closed}
          wrapperProps={{ 'data-wide': true }}
          description="Its cases are seen only by its members, those named on a case, and holders of the right to see restricted cases"
          {...form.getInputProps('closed', { type: 'checkbox' })}
        />
        {team && (
          <>
            <NativeSelect
              {...field('calendarId')}
              description="Business hours of its clocks"
              data={[
                { value: '', label: 'The organisation’s' },
                ...calendars.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextInput
              {...field('routingMinutes')}
              inputMode="numeric"
              description="How long a case may wait for an owner before the lead is told"
            />
          </>
        )}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}
