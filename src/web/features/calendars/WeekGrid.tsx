import { TextInput } from '@mantine/core'
import { Fragment } from 'react'
import { duration } from '../../ui/time.ts'
import styles from './calendars.module.css'
import { barsOf, type CalendarValues, hoursOf, openMinutes, weekdayNames, weekdays } from './hours.ts'

interface Props {
  weekly: CalendarValues['weekly']
  disabled: boolean
  onChange: (weekly: CalendarValues['weekly']) => void
}

const scale = [0, 4, 8, 12, 16, 20, 24]
const percent = (minutes: number) => `${(minutes / 1440) * 100}%`

export function WeekGrid({ weekly, disabled, onChange }: Props) {
  const total = weekdays.reduce((sum, day) => sum + openMinutes(hoursOf(weekly[day]) ?? []), 0)
  return (
    <>
      <div className={styles.grid}>
        <span className={styles.scale} />
        <span className={styles.scale} />
        <span className={styles.scale} aria-hidden data-strip>
          {scale.map((hour) => (
            <span key={hour} style={{ left: percent(hour * 60) }}>
              {hour}
            </span>
          ))}
        </span>
        <span className={styles.scale} data-hours />
        {weekdays.map((day) => {
          const hours = hoursOf(weekly[day])
          const minutes = openMinutes(hours ?? [])
          return (
            <Fragment key={day}>
              <span className={styles.day} data-closed={minutes === 0 || undefined}>
                {weekdayNames[day]}
              </span>
              <TextInput
                size="xs"
                aria-label={`Hours on ${weekdayNames[day]}`}
                placeholder="closed"
                disabled={disabled}
                value={weekly[day]}
                error={hours === null}
                onChange={(event) => onChange({ ...weekly, [day]: event.currentTarget.value })}
              />
              <span className={styles.strip} aria-hidden>
                {barsOf(hours ?? []).map(({ from, to }) => (
                  <i
                    key={from}
                    style={{ left: percent(from), width: percent(Math.min(to, 1440) - from) }}
                    data-over={to > 1440 || undefined}
                  />
                ))}
              </span>
              <span className={styles.hours}>
                {hours === null ? 'not readable' : minutes > 0 ? duration(minutes) : ''}
              </span>
            </Fragment>
          )
        })}
      </div>
      <p className={styles.total}>{duration(total)} a week</p>
    </>
  )
}
