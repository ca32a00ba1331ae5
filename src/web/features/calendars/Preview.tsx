import { NativeSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OpeningHours, PreviewDay } from '../../../features/calendars/contract.ts'
import { api } from '../../api.ts'
import { serverNow } from '../../ui/clock.ts'
import { DayTrack } from '../../ui/DayTrack.tsx'
import { wordsOf } from '../../ui/forms.ts'
import studio from '../../ui/studio.module.css'
import { exact } from '../../ui/time.ts'
import styles from './calendars.module.css'
import { dayName, trackOf } from './track.ts'

const choices = [1, 4, 8, 16, 40]
const lookAheadDays = 60

/** What the hours as they stand in the form would mean for a case opened now. */
export function Preview({ hours }: { hours: OpeningHours | null }) {
  const [target, setTarget] = useState(8)
  const [asked] = useDebouncedValue(hours, 300)
  const answer = useQuery({
    queryKey: ['calendar preview', asked, target],
    queryFn: () => dueNow(asked!, target),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section aria-label="A case opened now">
      <h2 className={studio.title}>A case opened now</h2>
      <div className={styles.effect}>
        with{' '}
        <NativeSelect
          size="xs"
          aria-label="Hours of working time"
          value={String(target)}
          onChange={(event) => setTarget(Number(event.currentTarget.value))}
          data={choices.map((each) => ({ value: String(each), label: `${each} h` }))}
        />{' '}
        would be due
      </div>
      {!hours ? (
        <p className={studio.problem}>Some hours cannot be read yet.</p>
      ) : answer.error ? (
        <p className={studio.problem}>{wordsOf(answer.error)}</p>
      ) : answer.data?.due ? (
        <>
          <p className={styles.due}>{exact(answer.data.due, hours.timeZone)}</p>
          <DayTrack days={trackOf(answer.data.days, answer.data.from, answer.data.due, hours.timeZone)} />
          <Skipped days={answer.data.days} until={answer.data.due} />
        </>
      ) : (
        answer.data && <p className={studio.problem}>never: with these hours it is never open long enough.</p>
      )}
    </section>
  )
}

/** The holidays on the way to the due instant, by name. */
function Skipped({ days, until }: { days: readonly PreviewDay[]; until: Date }) {
  const met = days.filter((day) => day.closedBecause === 'holiday' && Date.parse(day.date) < until.getTime())
  if (met.length === 0) return null
  const names = met.map(({ date, name }) => (name ? `${name} (${dayName(date)})` : dayName(date)))
  return <p className={styles.skips}>Skips {names.join(', ')}.</p>
}

async function dueNow(hours: OpeningHours, target: number) {
  const from = serverNow()
  const { timeZone, names: _, ...rest } = hours
  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone }).format(from)
  const [answer, preview] = await Promise.all([
    api.calendars.computeDue({
      body: { timezone: timeZone, ...rest, start: from.toISOString(), targetSeconds: target * 3600 },
    }),
    api.calendars.previewCalendar({ body: { hours, from: localDate, days: lookAheadDays } }),
  ])
  const due = 'due' in answer && answer.due ? new Date(answer.due) : null
  return { from, due, days: preview.days }
}
