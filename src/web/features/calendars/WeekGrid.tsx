import { duration } from '../../ui/time.ts'
import { barsIn, dayMinutes } from './bars.ts'
import { DayRow } from './DayRow.tsx'
import { type CalendarValues, hoursOf, openMinutes, type Weekday, weekdays } from './hours.ts'
import styles from './week.module.css'

interface Props {
  weekly: CalendarValues['weekly']
  disabled: boolean
  /** The release of time zone data that it counts by. */
  zoneData: string | null
  onChange: (weekly: CalendarValues['weekly']) => void
}

const scale = [0, 4, 8, 12, 16, 20, 24]

/** The usual week: drawn with the pointer or the arrow keys, or typed. */
export function WeekGrid({ weekly, disabled, zoneData, onChange }: Props) {
  const total = weekdays.reduce((sum, day) => sum + openMinutes(hoursOf(weekly[day]) ?? []), 0)
  const copy = (from: Weekday, to: readonly Weekday[]) =>
    onChange({ ...weekly, ...Object.fromEntries(to.map((day) => [day, weekly[from]])) })
  return (
    <>
      <div className={styles.grid}>
        <div className={styles.scale} aria-hidden>
          {scale.map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
        {weekdays.map((day, at) => {
          const before = barsIn(weekly[weekdays[(at + 6) % 7]!]).flatMap(({ to }) => (to > dayMinutes ? [to] : []))
          return (
            <DayRow
              key={day}
              day={day}
              text={weekly[day]}
              tail={before.length > 0 ? Math.max(...before) - dayMinutes : 0}
              disabled={disabled}
              onChange={(text) => onChange({ ...weekly, [day]: text })}
              onCopy={(to) => copy(day, to)}
            />
          )
        })}
      </div>
      <p className={styles.total}>
        {duration(total)} a week.{' '}
        {!disabled && (
          <span id="calendar-keys">Arrow keys move hours, with Shift their end, with Alt their beginning.</span>
        )}{' '}
        {zoneData && `Counted by time zone data ${zoneData}.`}
      </p>
    </>
  )
}
