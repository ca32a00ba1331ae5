import { Checkbox, MultiSelect, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Queue } from '../../../features/routing/contract/queues.ts'
import { api } from '../../api.ts'
import { whyStays } from '../../ui/forms.ts'
import { Removal } from '../../ui/Removal.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { type Form, useRecordForm } from '../../ui/useRecordForm.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { queuesQuery } from './queries.ts'
import { type QueueBody, type QueueValues, queueBody, queueChecks, queueLabels, queueValues } from './queueForm.ts'
import { methodWords, orderWords, type Slot } from './queueWords.ts'
import styles from './routing.module.css'

interface Props {
  /** Null makes a new one. */
  queue: Queue | null
  /** The part of its sentence that was chosen. */
  at: Slot | null
  onClose: () => void
}

/** Everything that is set for a queue, in the order in which it happens to a case. */
export function QueueSheet({ queue, at, onClose }: Props) {
  const cache = useQueryClient()
  const teams = useQuery(teamsQuery).data?.items
  const people = useQuery(peopleQuery).data?.items
  const refresh = () => {
    void cache.invalidateQueries({ queryKey: queuesQuery.queryKey })
    onClose()
  }
  if (!teams || !people) return null
  return <QueueForm queue={queue} at={at} teams={teams} people={people} onSaved={refresh} onClose={onClose} />
}

interface Named {
  id: string
  name: string
}
interface FormProps extends Props {
  teams: Named[]
  people: (Named & { role: string })[]
  onSaved: () => void
}

function QueueForm({ queue, at, teams, people, onSaved, onClose }: FormProps) {
  const nameOf = (id: string) => [...teams, ...people].find((each) => each.id === id)?.name ?? id
  const names = (list: string[]) => list.map(nameOf).join(', ')
  const { form, submit, pending, problem, conflict } = useRecordForm<Queue, QueueValues, QueueBody>({
    what: queue?.name ?? 'The queue',
    record: queue,
    valuesOf: (known) => queueValues(known, teams[0]?.id ?? ''),
    bodyOf: queueBody,
    labels: queueLabels,
    words: {
      teamId: nameOf,
      besideIds: names,
      fallbackIds: names,
      dutyHolderId: (id) => (id ? nameOf(id) : 'the lead of its team'),
      takesFirst: (value) => orderWords[value],
      method: (value) => methodWords[value],
      mode: (value) => modes[value].label,
      countsIn: (value) => countsWords[value],
    },
    validate: queueChecks,
    create: ({ isDefault: _, ...body }) => api.routing.createQueue({ body }),
    change: ({ id }, { isDefault, ...body }) =>
      api.routing.changeQueue({ params: { id }, body: { ...body, ...(isDefault && { isDefault }) } }),
    onSaved,
  })
  const remove = useMutation({
    mutationFn: ({ id, version }: Queue) => api.routing.removeQueue({ params: { id }, query: { version } }),
    onSuccess: onSaved,
  })
  const begins = (...slots: (Slot | null)[]) => (slots.includes(at) ? { 'data-autofocus': true } : {})
  const field = (name: keyof QueueValues) => ({ label: queueLabels[name], ...form.getInputProps(name) })
  const { teamId, besideIds, fallbackIds, mode, countsIn } = form.getValues()
  const others = (taken: string[]) =>
    teams.filter(({ id }) => id !== teamId && !taken.includes(id)).map(({ id, name }) => ({ value: id, label: name }))
  const list = {
    wrapperProps: { 'data-wide': true },
    searchable: true,
    comboboxProps: { withinPortal: false, shadow: 'none' as const },
  }
  return (
    <Sheet title={queue?.name ?? 'New queue'} onClose={onClose} size={680}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={problem ?? (remove.error && whyStays(remove.error, 'queue'))}
        pending={pending}
        act={queue ? 'Save' : 'Make queue'}
        note={
          queue && (
            <Removal
              label="Remove the queue"
              asks="It goes for good."
              pending={remove.isPending}
              onRemove={() => remove.mutate(queue)}
            />
          )
        }
      >
        <TextInput {...begins(null)} {...field('name')} />
        <NativeSelect
          {...begins('teamId')}
          {...field('teamId')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <MultiSelect {...list} {...field('besideIds')} data={others(fallbackIds)} />
        <ModeField form={form} begins={begins('mode')} />
        {mode !== 'pull' && <MethodField form={form} begins={begins('method')} />}
        <Radio.Group {...field('takesFirst')} wrapperProps={{ 'data-wide': true }}>
          <div className={styles.choices}>
            <Radio
              {...(form.getValues().takesFirst === 'priority' && begins('takesFirst'))}
              value="priority"
              label="Highest priority first"
              description="Among equals whoever waits longest. A case keeps its place in time, whoever had or declined it."
            />
            <Radio
              {...(form.getValues().takesFirst === 'deadline' && begins('takesFirst'))}
              value="deadline"
              label="Nearest deadline first"
              description="What is over its due date before all else."
            />
          </div>
        </Radio.Group>
        <h3>While nobody can take it</h3>
        <TextInput {...field('relaxMinutes')} description="Such as a language; required ones never are" />
        <NativeSelect
          {...begins('countsIn')}
          {...field('countsIn')}
          description={
            countsIn === 'all_hours'
              ? 'Also at night: nobody waits in silence'
              : `${queue?.calendar && teamId === queue.team.id ? `Those of ${queue.calendar.name}` : 'Those of its team, else of the organisation'}; 1 d means 24 h of them`
          }
          data={[
            { value: 'all_hours', label: countsWords.all_hours },
            { value: 'open_hours', label: countsWords.open_hours },
          ]}
        />
        <MultiSelect
          {...list}
          {...begins('fallbackIds')}
          {...field('fallbackIds')}
          description="One after another, in this order"
          data={others(besideIds)}
        />
        {fallbackIds.length > 0 && (
          <TextInput
            {...begins('fallbackMinutes')}
            {...field('fallbackMinutes')}
            wrapperProps={{ 'data-wide': true }}
            description="The first of them; each further one after as long again"
          />
        )}
        <TextInput
          {...begins('routing')}
          {...field('routingMinutes')}
          description="Once, whoever else is asked by then"
        />
        <NativeSelect
          {...begins('duty')}
          {...field('dutyHolderId')}
          description="The duty holder of this queue"
          data={[
            { value: '', label: 'the lead of its team' },
            ...people
              .filter(({ role }) => ['admin', 'manager', 'agent'].includes(role))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {queue && (
          <Checkbox
            wrapperProps={{ 'data-wide': true }}
            label="Takes what nothing sends elsewhere"
            description={
              queue.isDefault
                ? 'One queue always does: set this at another one to change it.'
                : 'Instead of the one before'
            }
            disabled={queue.isDefault}
            {...form.getInputProps('isDefault', { type: 'checkbox' })}
          />
        )}
      </SheetForm>
      {conflict}
    </Sheet>
  )
}

const countsWords: Record<Queue['countsIn'], string> = {
  all_hours: 'around the clock',
  open_hours: 'in opening hours only',
}

const modes: Record<Queue['mode'], { label: string; description: string }> = {
  push: { label: 'At once', description: 'Whoever fits best has it, without being asked.' },
  offer: {
    label: 'By offer',
    description: 'It is offered to one after another. Who declines it is not asked again; it keeps its place.',
  },
  pull: { label: 'By hand', description: 'Nobody gets anything by itself: people ask for the next one.' },
}

interface ChoiceProps {
  form: Form<QueueValues>
  begins: object
}

function ModeField({ form, begins }: ChoiceProps) {
  const { mode } = form.getValues()
  return (
    <>
      <Radio.Group label={queueLabels.mode} {...form.getInputProps('mode')} wrapperProps={{ 'data-wide': true }}>
        <div className={styles.choices}>
          {(['push', 'offer', 'pull'] as const).map((value) => (
            <Radio key={value} value={value} {...modes[value]} {...(value === mode && begins)} />
          ))}
        </div>
      </Radio.Group>
      {mode === 'offer' && <TextInput label={queueLabels.offerMinutes} {...form.getInputProps('offerMinutes')} />}
    </>
  )
}

function MethodField({ form, begins }: ChoiceProps) {
  return (
    <NativeSelect
      {...begins}
      label={queueLabels.method}
      {...form.getInputProps('method')}
      data={[
        { value: 'spare_number', label: 'Whoever has the most room' },
        { value: 'spare_share', label: 'Whoever has the largest share of their room' },
        { value: 'round_robin', label: 'In turn: longest without a new case' },
      ]}
    />
  )
}
