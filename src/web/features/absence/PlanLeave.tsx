import { Button, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { HandOverRule } from '../../../features/absence/contract/hand-over.ts'
import type { Leave } from '../../../features/absence/contract.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { fieldProblems, orNull, wordsOf } from '../../ui/forms.ts'
import { Known } from '../../ui/Known.tsx'
import { Section } from '../../ui/Section.tsx'
import { personChoices } from '../people/standing.ts'
import styles from './absence.module.css'
import { type Choices, choicesOf, withChoices } from './choices.ts'
import { atTime, dateText, endOfDay, endOfWeek, lastDayBefore, nextWorkingDay, startOfDay, timeText } from './days.ts'
import { PlannedActs } from './PlannedActs.tsx'
import { foreseenQuery, leaveWorkQuery } from './queries.ts'
import { WorkTable } from './WorkTable.tsx'
import { foreseenSaid, kinds, rulesFor } from './words.ts'

interface Props {
  person: Named
  people: readonly Person[]
  /** The one that is planned already; null for a new one. */
  leave: Leave | null
  /** Somebody is away already: everything is handed over at once. */
  isNow: boolean
  /** For whom a new one may be planned. */
  whose?: readonly Person[]
}

/** When somebody is away, by which rule their work is handed over, and what that does to each case and task. */
export function PlanLeave({ person, people, leave, isNow, whose = [] }: Props) {
  const me = useMe()
  const now = useNow()
  const go = useGo()
  const setQuery = useSetQuery()
  const cache = useQueryClient()
  const soon = nextWorkingDay(now)
  const [first, setFirst] = useState(dateText(leave ? new Date(leave.from) : isNow ? now : soon))
  const [last, setLast] = useState(
    dateText(leave ? lastDayBefore(new Date(leave.until)) : endOfWeek(isNow ? now : soon)),
  )
  const [firstTime, setFirstTime] = useState(leave ? timeText(new Date(leave.from)) : '')
  const [lastTime, setLastTime] = useState(leave ? timeText(new Date(leave.until)) : '')
  // With nobody else here there is nobody to hand anything to: the work waits.
  const alone = people.filter(({ deactivatedAt }) => !deactivatedAt).length === 1
  const [kind, setKind] = useState<NonNullable<Leave['kind']>>(leave?.kind ?? (isNow ? 'illness' : 'vacation'))
  const [note, setNote] = useState(leave?.note ?? '')
  const [rule, setRule] = useState<HandOverRule>(leave?.rule ?? (alone ? 'watch' : isNow ? 'all' : 'what_moves'))
  const [deputyId, setDeputyId] = useState(leave?.deputy?.id ?? '')
  const [choices, setChoices] = useState<Choices>({})
  const own = person.id === me.id
  const from = isNow && !leave ? now : atTime(first, firstTime, startOfDay)
  const until = atTime(last, lastTime, endOfDay)
  const deputies = people.filter(({ id, role }) => id !== person.id && isAssignable(role))
  const deputy = deputies.find(({ id }) => id === deputyId)?.name ?? null

  const wish = {
    personId: person.id,
    from: (atTime(first, firstTime, startOfDay) ?? now).toISOString(),
    until: (until ?? now).toISOString(),
    rule,
    deputyId: deputyId || null,
  }
  const foreseen = useQuery({ ...foreseenQuery(wish), placeholderData: keepPreviousData })
  const stored = useQuery({ ...leaveWorkQuery(leave?.id ?? ''), enabled: leave !== null })
  const items = foreseen.data && withChoices(foreseen.data.items, stored.data?.items ?? [], choices, deputyId !== '')

  const save = useMutation({
    mutationFn: async () => {
      const body = {
        from: from!.toISOString(),
        until: until!.toISOString(),
        kind,
        note: orNull(note),
        rule,
        deputyId: deputyId || null,
      }
      const work = choicesOf(choices)
      if (!leave) return api.absence.planLeave({ body: { ...body, personId: person.id, work } })
      const params = { id: leave.id }
      const changed = await api.absence.changeLeave({ params, body: { ...body, version: leave.version } })
      if (work.length > 0)
        await api.absence.chooseLeaveWork({ params, body: { version: changed.version, items: work } })
      return changed
    },
    onSuccess: (saved) => {
      for (const key of ['leaves', 'people', 'me', 'my-next']) void cache.invalidateQueries({ queryKey: [key] })
      notifications.show({
        message: saved.state === 'away' ? 'The leave has begun; the work is on its way.' : 'The leave is planned.',
      })
      go(saved.state === 'away' ? `/leave/${saved.id}` : '/away')
    },
  })
  const problems = fieldProblems(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={styles.plan} onSubmit={submit} noValidate>
      <h1>{own ? 'Your leave' : isNow ? `${person.name} is away` : `Leave of ${person.name}`}</h1>
      <p className={styles.lead}>
        {alone
          ? 'While you are away your cases wait for you, and their clocks go on.'
          : isNow
            ? `Everything is handed over as soon as you confirm, and given back when ${own ? 'you are' : `${person.name} is`} here again.`
            : 'On its first day the work is handed over as it stands below; on return it comes back.'}
      </p>
      <div className={styles.fields}>
        {whose.length > 1 && (
          <NativeSelect
            wrapperProps={{ 'data-wide': true }}
            label="Whose leave"
            data={whose.map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (you)` : name }))}
            value={person.id}
            onChange={(event) => setQuery({ person: event.currentTarget.value })}
          />
        )}
        {!isNow && (
          <TextInput
            type="date"
            label="First day"
            value={first}
            error={problems?.from}
            onChange={(event) => {
              const { value } = event.currentTarget
              setFirst(value)
              // Who begins later is not back before.
              if (value > last) setLast(dateText(endOfWeek(startOfDay(value) ?? now)))
            }}
          />
        )}
        <TextInput
          type="date"
          label={isNow ? 'Expected last day' : 'Last day'}
          value={last}
          error={problems?.until}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
        {!isNow && (
          <TextInput
            type="time"
            label="From"
            description="Empty: the whole first day; 13:00 for an afternoon"
            value={firstTime}
            onChange={(event) => setFirstTime(event.currentTarget.value)}
          />
        )}
        <TextInput
          type="time"
          label="Back at"
          description="Empty: the whole last day"
          value={lastTime}
          onChange={(event) => setLastTime(event.currentTarget.value)}
        />
        <NativeSelect
          label="Reason"
          data={kinds}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
        />
        {!alone && (
          <NativeSelect
            label="Who stands in"
            value={deputyId}
            onChange={(event) => setDeputyId(event.currentTarget.value)}
            data={[
              { value: '', label: 'nobody: the queues of the teams' },
              ...personChoices(deputies, now).map(({ value, label }) => {
                const { load, capacity } = deputies.find(({ id }) => id === value)!
                return { value, label: `${label}, carries ${load} of ${capacity}` }
              }),
            ]}
          />
        )}
        <Textarea
          wrapperProps={{ 'data-wide': true }}
          label="Note"
          description="Read by the person, the leads of their teams and administrators"
          autosize
          minRows={1}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {!alone && (
          <Radio.Group
            wrapperProps={{ 'data-wide': true }}
            label="What is handed over"
            value={rule}
            onChange={(value) => setRule(value as HandOverRule)}
            className={styles.rules!}
          >
            {rulesFor(own ? 'you are' : `${person.name} is`).map((each) => (
              <Radio key={each.value} value={each.value} label={each.label} description={each.said} />
            ))}
          </Radio.Group>
        )}
      </div>
      {!alone && (
        <Section title="What happens with each case" level={2} count={items?.length ?? ''}>
          <Known query={foreseen} what="The open work" lines={6}>
            {() => (
              <WorkTable
                items={items ?? []}
                deputy={deputy}
                onChoose={(key, choice) =>
                  setChoices((before) => ({ ...before, [key]: { ...before[key], ...choice } }))
                }
              />
            )}
          </Known>
        </Section>
      )}
      {save.error && !problems && (
        <p className={styles.problem} role="alert">
          {overlapSaid(save.error) ?? wordsOf(save.error)}
        </p>
      )}
      <footer className={styles.foot}>
        <p role="status">{items && !alone ? foreseenSaid(items, deputy) : ''}</p>
        {leave && <PlannedActs leave={leave} />}
        <Button type="submit" loading={save.isPending} disabled={!from || !until}>
          {leave ? 'Save' : isNow ? 'Hand over everything now' : 'Plan this leave'}
        </Button>
      </footer>
    </form>
  )
}

/** Names the reason that the server gives beside its words. */
function overlapSaid(error: unknown): string | null {
  const { code, detail } = error as { code?: string; detail?: { because?: string; person?: string } }
  return code === 'cannot_be_deputy' && detail?.because ? `${detail.person} cannot stand in: ${detail.because}.` : null
}
