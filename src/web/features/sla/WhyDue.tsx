import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { ClockView, Explanation } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DayTrack } from '../../ui/DayTrack.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Facts } from '../../ui/Section.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import { countdown, duration, exact } from '../../ui/time.ts'
import styles from '../../ui/why.module.css'
import { toneOf } from '../cases/words.ts'
import { ClockList } from './ClockList.tsx'
import { clockTrack } from './clockTrack.ts'
import { behindCountdown } from './clockWords.ts'
import { PinDue } from './PinDue.tsx'
import { firstToEnd } from './queries.ts'
import { reasonWords } from './reasons.ts'

/** Why a clock ends when it ends, the first one unless another is chosen, and all of them under it. */
export function WhyDue({ found, number, clocks }: { found: Case; number: string; clocks: ClockView[] }) {
  const [chosen, choose] = useState<string | null>(null)
  const first = firstToEnd(clocks) ?? clocks.find((clock) => clock.state === 'paused')
  const shown = clocks.find(({ id }) => id === chosen) ?? first
  if (!shown)
    return <p className={styles.lead}>No clock runs on this case. Its next step and follow-up keep it alive.</p>
  return (
    <>
      <OneClock key={shown.id} clock={shown} found={found} number={number} />
      <div className={styles.clocks}>
        <ClockList clocks={clocks} chosen={shown.id} onChoose={choose} />
      </div>
      {found.can.work && (shown.state === 'running' || shown.state === 'paused') && (
        <PinDue key={shown.id} clock={shown} found={found} number={number} onPinned={() => choose(shown.id)} />
      )}
    </>
  )
}

function OneClock({ clock, found, number }: { clock: ClockView; found: Case; number: string }) {
  const now = useNow()
  const { data } = useQuery({
    queryKey: ['case', number, 'explanation', clock.id],
    queryFn: () => api.sla.explainClock({ params: { id: found.id, clockId: clock.id } }),
  })
  const days = data ? clockTrack(data, now, data.calendar?.timeZone) : []
  return (
    <div className={styles.clock}>
      <p className={styles.big}>
        <b className="num" data-risk={clock.dueAt || clock.state === 'met' ? toneOf(clock.risk) : 'waiting'}>
          {clock.state === 'met' ? 'Met' : clock.dueAt ? countdown(new Date(clock.dueAt), now) : 'Paused'}
        </b>
        {behindCountdown(clock, data?.time, now)}
      </p>
      {clock.dueAt && <p className={styles.hint}>Due {exact(new Date(clock.dueAt))}</p>}
      {days.length > 0 && <DayTrack days={days} legend />}
      {data ? <Facts left rows={factsOf(data)} /> : <LinesSkeleton label="Loading the explanation" lines={4} />}
    </div>
  )
}

function factsOf(told: Explanation): Parameters<typeof Facts>[0]['rows'] {
  const share = Math.round((told.elapsedSeconds / told.targetSeconds) * 100)
  const days = told.holidaysSkipped.map(({ date, name }) => (name ? `${name} (${date})` : date))
  const skipped = days.length > 0 ? `, skipped ${days.join(', ')}` : ''
  const { pin } = told
  return [
    ...(told.pinned
      ? ([
          [
            'By hand',
            <span key="pin">
              {pin?.by ?? 'Somebody'}
              {pin && (
                <>
                  , <Instant at={pin.at} as="dayAndTime" />
                </>
              )}
              {pin?.because && `: ${pin.because}`}. The policy does not move it until it is lifted.
            </span>,
          ],
        ] as Parameters<typeof Facts>[0]['rows'])
      : []),
    ['Policy', `${told.policy.name}, version ${told.policy.version}, priority ${told.priority}`],
    ['Calendar', told.calendar ? `${told.calendar.name} (${told.calendar.timeZone})${skipped}` : 'every hour counts'],
    [
      'Started',
      <span key="started">
        <Instant at={told.start.at} as="dayAndTime" />, {reasonWords(told.start.because)}
      </span>,
    ],
    [
      'Paused',
      told.pauses.length === 0
        ? 'never'
        : told.pauses.map((p) => `${duration(p.seconds / 60)}: ${reasonWords(p.because)}`).join('; '),
    ],
    ['Elapsed', `${duration(told.elapsedSeconds / 60)}, ${share} %`],
  ]
}
