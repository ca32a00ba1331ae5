import { Button, CloseButton, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { OpeningHours } from '../../../features/calendars/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import studio from '../../ui/studio.module.css'
import styles from './calendars.module.css'
import { hoursOf, type UnusualDay } from './hours.ts'
import { dayName } from './track.ts'

interface Props {
  days: Record<string, UnusualDay>
  /** All hours that count, those of sources among them; null while something cannot be read. */
  imported: OpeningHours | null
  disabled: boolean
  onChange: (days: Record<string, UnusualDay>) => void
}

const first = 10

/** Holidays and days with hours of their own, those to come first. */
export function UnusualDays({ days, imported, disabled, onChange }: Props) {
  const today = useNow().toISOString().slice(0, 10)
  const [shownAll, setShownAll] = useState(false)
  const [adding, setAdding] = useState(false)
  const all = new Map<string, UnusualDay & { own: boolean }>()
  for (const date of imported?.holidays ?? [])
    all.set(date, { hours: '', name: imported?.names?.[date] ?? '', own: false })
  for (const [date, day] of Object.entries(days)) all.set(date, { ...day, own: true })
  const dates = [...all].sort(([a], [b]) => (a < b ? -1 : 1))
  const ahead = dates.filter(([date]) => date >= today)
  const shown = shownAll ? dates : ahead.slice(0, first)
  const remove = (date: string) => {
    const { [date]: _, ...rest } = days
    onChange(rest)
  }
  return (
    <section aria-label="Days that are not usual">
      <h2 className={studio.label}>
        Days that are not usual{' '}
        {!shownAll && ahead.length > first && (
          <span>
            next {first} of {ahead.length}
          </span>
        )}
      </h2>
      {shown.length === 0 && <p className={studio.sub}>No holiday and no short day is ahead.</p>}
      <ul className={styles.days}>
        {shown.map(([date, { hours, name, own }]) => (
          <li key={date} data-past={date < today || undefined}>
            <time dateTime={date}>
              {dayName(date)} {date.slice(0, 4) !== today.slice(0, 4) && date.slice(0, 4)}
            </time>
            <b title={name}>{name}</b>
            <span>
              {hours || 'closed'}
              {own && imported && ', own'}
            </span>
            {own && !disabled && (
              <CloseButton size="sm" aria-label={`${dayName(date)} is a usual day`} onClick={() => remove(date)} />
            )}
          </li>
        ))}
      </ul>
      <div className={styles.dayActs}>
        {!disabled && !adding && (
          <button type="button" className={studio.add} onClick={() => setAdding(true)}>
            Add a day
          </button>
        )}
        {(shownAll || dates.length > shown.length) && (
          <button type="button" className={studio.add} onClick={() => setShownAll(!shownAll)}>
            {shownAll ? 'Show fewer' : `Show all ${counted(dates.length, 'day')}`}
          </button>
        )}
      </div>
      {adding && !disabled && (
        <AddDay onAdd={(date, day) => onChange({ ...days, [date]: day })} onDone={() => setAdding(false)} />
      )}
    </section>
  )
}

function AddDay({ onAdd, onDone }: { onAdd: (date: string, day: UnusualDay) => void; onDone: () => void }) {
  const [date, setDate] = useState('')
  const [hours, setHours] = useState('')
  const [name, setName] = useState('')
  const readable = hoursOf(hours) !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd(date, { hours: hours.trim().toLowerCase() === 'closed' ? '' : hours.trim(), name: name.trim() })
    setDate('')
    setHours('')
    setName('')
  }
  return (
    <form className={styles.addDay} onSubmit={submit}>
      <TextInput
        size="xs"
        type="date"
        label="Day"
        data-autofocus
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
      <TextInput
        size="xs"
        label="Name"
        placeholder="Inventory"
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={styles.dayActs}>
        <Button type="submit" size="xs" variant="default" disabled={!date || !readable}>
          Add it
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onDone}>
          Done
        </Button>
      </div>
    </form>
  )
}
