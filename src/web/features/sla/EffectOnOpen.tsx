import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ClockEffect, PolicyEffect } from '../../../features/sla/contract/policies.ts'
import type { Condition, PolicyTargets } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { dayAndTime } from '../../ui/time.ts'
import styles from './policies.module.css'
import { metrics } from './targets.ts'

interface Props {
  id: string | null
  policy: { name: string; position: number; conditions: Condition[]; targets: PolicyTargets }
}

/** What saving for open cases too would do to their clocks, counted by the engine that would do it. */
export function EffectOnOpen({ id, policy }: Props) {
  const [asked] = useDebouncedValue(policy, 400)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['policies', 'effect', id, asked],
    queryFn: () => api.sla.previewPolicy({ body: { id, policy: { ...asked, name: asked.name || 'New' } } }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <div role="status" aria-busy={isPlaceholderData}>
      {error && <p className={studio.problem}>{wordsOf(error)}</p>}
      {data && (
        <>
          <p className={styles.sum} data-tone={data.breached > 0 ? 'overdue' : undefined}>
            {sumOf(data)}
          </p>
          <ul className={styles.effects}>
            {data.sample.map((effect) => (
              <Line key={`${effect.caseId} ${effect.metric}`} effect={effect} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function sumOf({ cases, more, moved, started, ended, breached }: PolicyEffect): string {
  const parts = [
    moved > 0 && `${counted(moved, 'clock')} ${moved === 1 ? 'moves' : 'move'}`,
    started > 0 && `${started} ${started === 1 ? 'starts' : 'start'}`,
    ended > 0 && `${ended} ${ended === 1 ? 'ends' : 'end'}`,
  ].filter(Boolean)
  const among = more ? `Of the first ${cases} open cases` : `Of ${counted(cases, 'open case')}`
  if (parts.length === 0) return `${among}, no clock would change.`
  return `${among}: ${parts.join(', ')}; ${breached > 0 ? `${breached} would be breached` : 'none would be breached'}.`
}

function Line({ effect: { number, subject, metric, kind, dueBefore, dueAfter, breached } }: { effect: ClockEffect }) {
  const now = useNow()
  const told = (at: string | null) => (at ? dayAndTime(new Date(at), now) : 'no due date')
  return (
    <li data-breached={breached || undefined}>
      {number ? (
        <Lead to={`/cases/${number}`} strong>
          {number}
        </Lead>
      ) : (
        'restricted'
      )}{' '}
      <span title={subject ?? undefined}>{metrics.find((each) => each.metric === metric)?.name}</span>
      <small>
        {kind === 'ended'
          ? `${told(dueBefore)}, ends`
          : kind === 'started'
            ? `starts, due ${told(dueAfter)}`
            : `${told(dueBefore)} → ${told(dueAfter)}`}
        {breached && ', breached'}
      </small>
    </li>
  )
}
