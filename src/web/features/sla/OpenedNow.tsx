import { NativeSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Calendar } from '../../../features/calendars/contract.ts'
import type { PolicyTargets, Target, TargetMetric } from '../../../features/sla/contract.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { serverNow } from '../../ui/clock.ts'
import { wordsOf } from '../../ui/forms.ts'
import studio from '../../ui/studio.module.css'
import { exact } from '../../ui/time.ts'
import { metrics, priorities, secondsText } from './metrics.ts'
import styles from './policies.module.css'

/** The clocks that start with a case, and those that begin with a later message or hand-over: as if that came now. */
const starting: TargetMetric[] = ['first_response', 'customer_wait', 'agent_work', 'resolution']
const later: Partial<Record<TargetMetric, string>> = {
  next_response: 'to a message that comes now',
  periodic_update: 'after a reply now',
  team_ownership: 'handed over now',
}

interface Props {
  targets: PolicyTargets | null
  calendar: Calendar | undefined
  /** The one that is being edited, or was chosen here. */
  priority: Priority
  onPriority: (priority: Priority) => void
}

/** When a case opened now would be due, by the targets as they stand in the form. */
export function OpenedNow({ targets, calendar, priority, onPriority: setPriority }: Props) {
  const [asked] = useDebouncedValue(targets?.[priority], 300)
  const answer = useQuery({
    queryKey: ['policy preview', asked, calendar?.id, calendar?.version],
    queryFn: () =>
      Promise.all(
        [...starting, ...(Object.keys(later) as TargetMetric[])].flatMap((metric) =>
          dueOf(metric, asked?.[metric], calendar!),
        ),
      ),
    enabled: Boolean(asked && calendar),
    placeholderData: keepPreviousData,
  })
  return (
    <section aria-label="A case opened now">
      <h2 className={studio.title}>A case opened now</h2>
      <NativeSelect
        my={8}
        aria-label="Priority of the case"
        value={priority}
        onChange={(event) => setPriority(event.currentTarget.value as Priority)}
        data={priorities.map((each) => ({ value: each, label: `with priority ${each}` }))}
      />
      {!targets && <p className={studio.problem}>A target cannot be read yet.</p>}
      {answer.error && <p className={studio.problem}>{wordsOf(answer.error)}</p>}
      {answer.data && (
        <dl className={styles.clocks}>
          {answer.data.map(({ metric, seconds, due }) => (
            <div key={metric}>
              <dt>
                {metrics.find((each) => each.metric === metric)?.name}
                {later[metric] && `, ${later[metric]}`}
              </dt>
              <dd>{secondsText(seconds)}</dd>
              <dd>{due ? exact(due, calendar?.timeZone) : 'never'}</dd>
            </div>
          ))}
        </dl>
      )}
      {calendar && (
        <p className={studio.sub}>
          Counted by {calendar.name}. A contract or a team with a calendar of its own is counted by that.
        </p>
      )}
    </section>
  )
}

interface Started {
  metric: TargetMetric
  seconds: number
  due: Date | null
}

function dueOf(metric: TargetMetric, target: Target | undefined, calendar: Calendar): Promise<Started>[] {
  if (!target) return []
  const { seconds, time } = target
  const from = serverNow()
  if (time === 'calendar') return [Promise.resolve({ metric, seconds, due: new Date(from.getTime() + seconds * 1000) })]
  const { timeZone, weekly, overrides } = calendar
  const holidays = calendar.closed.map(({ date }) => date)
  const asked = { timezone: timeZone, weekly, holidays, overrides, start: from.toISOString(), targetSeconds: seconds }
  return [
    api.calendars
      .computeDue({ body: asked })
      .then((answer) => ({ metric, seconds, due: 'due' in answer && answer.due ? new Date(answer.due) : null })),
  ]
}
