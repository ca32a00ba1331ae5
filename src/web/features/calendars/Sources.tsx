import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Calendar, HolidaySource } from '../../../features/calendars/contract.ts'
import { closes } from '../../../features/calendars/rules/holidays.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { serverNow, useNow } from '../../ui/clock.ts'
import { said } from '../../ui/said.ts'
import studio from '../../ui/studio.module.css'
import { ago } from '../../ui/time.ts'
import type { ChosenSource } from './AddSource.tsx'
import styles from './calendars.module.css'

const AddSource = lazy(async () => ({ default: (await import('./AddSource.tsx')).AddSource }))
const SourceSheet = lazy(async () => ({ default: (await import('./SourceSheet.tsx')).SourceSheet }))

interface Props {
  calendar: Calendar | null
  timeZone: string
  /** Chosen for a calendar that is being made. */
  chosen: readonly ChosenSource[]
  onChosen: (chosen: ChosenSource[]) => void
  mayEdit: boolean
  /** Sources change the saved calendar at once: what is typed is saved first. */
  unsaved: boolean
}

/** Where holidays come from, and how well that goes. */
export function Sources({ calendar, timeZone, chosen, onChosen, mayEdit, unsaved }: Props) {
  const [adding, setAdding] = useState<'country' | 'ical' | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const source = calendar?.sources.find(({ id }) => id === shown)
  const waits = calendar !== null && unsaved
  return (
    <section aria-label="Holidays from">
      <h2 className={studio.label}>
        Holidays from <span>days entered by hand come first</span>
      </h2>
      {calendar && calendar.sources.length > 0 && (
        <ul className={styles.sources}>
          {calendar.sources.map((each) => (
            <OneSource
              key={each.id}
              calendarId={calendar.id}
              source={each}
              mayEdit={mayEdit}
              onShow={() => setShown(each.id)}
            />
          ))}
        </ul>
      )}
      {!calendar && chosen.length > 0 && <Chosen chosen={chosen} onChosen={onChosen} />}
      {calendar?.sources.length === 0 && !mayEdit && <p className={studio.sub}>Entered by hand only.</p>}
      {mayEdit && (
        <div className={styles.dayActs}>
          <button type="button" className={studio.add} disabled={waits} onClick={() => setAdding('country')}>
            Add the list of a country
          </button>
          <button type="button" className={studio.add} disabled={waits} onClick={() => setAdding('ical')}>
            Add an iCalendar
          </button>
          {waits && <span className={studio.sub}>Save what you changed first.</span>}
        </div>
      )}
      <Suspense fallback={null}>
        {adding && (
          <AddSource
            calendar={calendar}
            timeZone={timeZone}
            from={adding}
            onChosen={(one) => onChosen([...chosen, one])}
            onClose={() => setAdding(null)}
          />
        )}
        {calendar && source && (
          <SourceSheet
            calendar={calendar}
            source={source}
            mayEdit={mayEdit && !unsaved}
            onClose={() => setShown(null)}
          />
        )}
      </Suspense>
    </section>
  )
}

/** What comes with a calendar once it is made. */
function Chosen({ chosen, onChosen }: Pick<Props, 'chosen' | 'onChosen'>) {
  return (
    <ul className={styles.sources}>
      {chosen.map((one, place) => (
        <li key={`${one.source.kind} ${one.label}`}>
          <span className={styles.source}>
            <b>{one.label}</b>
            <span>{one.days.length > 0 ? counted(one.days.length, 'date') : 'read once the calendar is made'}</span>
          </span>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={`Leave out ${one.label}`}
            onClick={() => onChosen(chosen.filter((_, at) => at !== place))}
          >
            Leave out
          </Button>
        </li>
      ))}
    </ul>
  )
}

interface OneProps {
  calendarId: string
  source: HolidaySource
  mayEdit: boolean
  onShow: () => void
}

function OneSource({ calendarId, source, mayEdit, onShow }: OneProps) {
  const now = useNow()
  const again = useMutation({
    mutationFn: () => api.calendars.readSourceNow({ params: { id: calendarId, sourceId: source.id } }),
    ...said,
  })
  return (
    <li>
      <button type="button" className={styles.source} onClick={onShow}>
        <b>{source.label}</b>
        <span>{standing(source, now)}</span>
      </button>
      {source.kind === 'address' && mayEdit && (
        <Button
          variant={source.problem ? 'default' : 'subtle'}
          color="gray"
          size="xs"
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {source.problem ? 'Try now' : 'Read now'}
        </Button>
      )}
      {source.problem && (
        <p className={studio.problem}>
          {source.problem} Tried {source.triedAt && ago(new Date(source.triedAt), now)}.{' '}
          {source.readAt ? `What was read ${ago(new Date(source.readAt), now)} is kept.` : 'Nothing was read so far.'}
        </p>
      )}
    </li>
  )
}

function standing(source: HolidaySource, now: Date): string {
  if (!source.readAt) return source.problem ? 'not read yet' : 'being read'
  const today = serverNow().toISOString().slice(0, 10)
  const ahead = source.days.filter((day) => day.date >= today && closes(day, source.switched))
  const dates = new Set(ahead.map(({ date }) => date)).size
  const until = ahead.length > 0 ? ` until ${ahead.at(-1)!.date.slice(0, 4)}` : ''
  const read = source.kind === 'address' && source.readAt ? `, read ${ago(new Date(source.readAt), now)}` : ''
  return `${counted(dates, 'day')} ahead${until}${read}`
}
