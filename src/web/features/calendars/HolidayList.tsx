import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { HolidaySource, SourceDay } from '../../../features/calendars/contract.ts'
import { closes } from '../../../features/calendars/rules/holidays.ts'
import { counted } from '../../ui/amounts.ts'
import { serverNow } from '../../ui/clock.ts'
import studio from '../../ui/studio.module.css'
import styles from './calendars.module.css'
import { dayName } from './track.ts'

type Switched = HolidaySource['switched']

interface Props {
  days: readonly SourceDay[]
  switched: Switched
  disabled: boolean
  onSwitch: (change: Switched) => void
}

/** The holidays of a source by when they come next, each to be switched for every year, or for that one date. */
export function HolidayList({ days, switched, disabled, onSwitch }: Props) {
  const [past, setPast] = useState(false)
  const today = serverNow().toISOString().slice(0, 10)
  const holidays = byHoliday(days, today)
  const ahead = holidays.filter(({ next }) => next.date >= today)
  const shown = past ? holidays : ahead
  if (holidays.length === 0) return <p className={studio.sub}>It names no day in the years that are taken over.</p>
  return (
    <>
      <ul className={styles.holidays}>
        {shown.map(({ key, name, next, more }) => {
          const every = switched[key] ?? next.usual
          const once = closes(next, switched)
          return (
            <li key={`${key} ${name}`} data-off={!every || undefined}>
              <Switch
                size="xs"
                aria-label={`${name} closes every year`}
                checked={every}
                disabled={disabled}
                onChange={(event) => onSwitch({ [key]: event.currentTarget.checked })}
              />
              <b>{name}</b>
              <time dateTime={next.date} data-off={!once || undefined}>
                {dayName(next.date)} {next.date.slice(0, 4)}
                {more > 0 && `, and ${counted(more, 'date')} more`}
              </time>
              {!disabled && next.date >= today && (
                <button type="button" className={studio.add} onClick={() => onSwitch({ [next.date]: !once })}>
                  {once ? 'open that day' : 'close that day'}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {!past && holidays.length > ahead.length && (
        <button type="button" className={studio.add} onClick={() => setPast(true)}>
          Show {counted(holidays.length - ahead.length, 'past one')} too
        </button>
      )}
    </>
  )
}

interface Holiday {
  key: string
  name: string
  next: SourceDay
  /** How many dates come after the next one. */
  more: number
}

function byHoliday(days: readonly SourceDay[], today: string): Holiday[] {
  const found = new Map<string, SourceDay[]>()
  for (const day of days) {
    const key = `${day.key} ${day.name}`
    found.set(key, [...(found.get(key) ?? []), day])
  }
  return [...found.values()]
    .map((all) => {
      const dates = [...all].sort((a, b) => (a.date < b.date ? -1 : 1))
      const at = dates.findIndex(({ date }) => date >= today)
      const next = at < 0 ? dates.at(-1)! : dates[at]!
      return { key: next.key, name: next.name, next, more: at < 0 ? 0 : dates.length - at - 1 }
    })
    .sort((a, b) => (a.next.date < b.next.date ? -1 : 1))
}
