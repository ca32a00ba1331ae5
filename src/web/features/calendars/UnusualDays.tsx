import { Button, CloseButton, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import studio from '../../ui/studio.module.css'
import styles from './calendars.module.css'
import { hoursOf } from './hours.ts'
import { dayName } from './track.ts'

interface Props {
  days: Record<string, string>
  disabled: boolean
  onChange: (days: Record<string, string>) => void
}

/** Holidays and days with hours of their own, those to come first. */
export function UnusualDays({ days, disabled, onChange }: Props) {
  const today = useNow().toISOString().slice(0, 10)
  const [past, setPast] = useState(false)
  const dates = Object.keys(days).sort()
  const gone = dates.filter((date) => date < today)
  const shown = past ? dates : dates.filter((date) => date >= today)
  const remove = (date: string) => {
    const { [date]: _, ...rest } = days
    onChange(rest)
  }
  return (
    <section aria-label="Days that are not usual">
      <h2 className={studio.label}>Days that are not usual</h2>
      {shown.length === 0 && <p className={studio.sub}>No holiday and no short day is ahead.</p>}
      <ul className={styles.days}>
        {shown.map((date) => (
          <li key={date}>
            <time dateTime={date}>
              {dayName(date)} {date.slice(0, 4)}
            </time>
            <span>{days[date] || 'closed'}</span>
            {!disabled && (
              <CloseButton size="sm" aria-label={`${dayName(date)} is a usual day`} onClick={() => remove(date)} />
            )}
          </li>
        ))}
      </ul>
      {!past && gone.length > 0 && (
        <button type="button" className={studio.add} onClick={() => setPast(true)}>
          Show {counted(gone.length, 'past day')} too
        </button>
      )}
      {!disabled && <AddDay onAdd={(date, hours) => onChange({ ...days, [date]: hours })} />}
    </section>
  )
}

function AddDay({ onAdd }: { onAdd: (date: string, hours: string) => void }) {
  const [date, setDate] = useState('')
  const [hours, setHours] = useState('')
  const readable = hoursOf(hours) !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd(date, hours.trim().toLowerCase() === 'closed' ? '' : hours.trim())
    setDate('')
    setHours('')
  }
  return (
    <form className={styles.addDay} onSubmit={submit}>
      <TextInput
        size="xs"
        type="date"
        label="Day"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label="Hours"
        placeholder="closed"
        value={hours}
        error={!readable}
        onChange={(event) => setHours(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!date || !readable}>
        Add
      </Button>
    </form>
  )
}
