import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CalendarItem } from '../../../../features/cases/contract/calendar.ts'
import { useMe } from '../../../app/session.ts'
import { counted } from '../../../ui/amounts.ts'
import { useNow } from '../../../ui/clock.ts'
import { IconChevronLeft, IconChevronRight } from '../../../ui/icons.ts'
import { ErrorState } from '../../../ui/States.tsx'
import { dateOf, datesOf, type Span, stretchOf, titleOf, turned } from './calendarDays.ts'
import styles from './DueCalendar.module.css'
import { Day } from './DueDay.tsx'
import { dueDaysQuery } from './queries.ts'
import { useStepMove } from './useStepMove.tsx'
import type { OpenView } from './useView.ts'

const shownPerDay: Record<Span, number> = { month: 4, week: 60 }
/** So much of what lies before today stays in sight when the calendar opens. */
const roomAbove = 40
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What is due and when, by month or week: clocks stand where their policy puts them, next steps can be moved. */
export function DueCalendar({ view }: { view: OpenView }) {
  const now = useNow()
  const me = useMe()
  const search = useRouterState({ select: (s) => s.location.searchStr })
  const query = new URLSearchParams(search)
  const span: Span = query.get('span') === 'week' ? 'week' : 'month'
  const today = dateOf(now)
  const asked = query.get('day') ?? ''
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today
  const stretch = useMemo(() => stretchOf(day, span), [day, span])
  const { data, error, refetch } = useQuery({
    ...dueDaysQuery(view.filter, stretch, shownPerDay[span]),
    placeholderData: keepPreviousData,
  })
  const { move, undo } = useStepMove()
  const [dragged, setDragged] = useState<CalendarItem | null>(null)
  useHotkeys([['z', undo]])
  const grid = useRef<HTMLElement>(null)
  const known = data !== undefined
  useEffect(() => {
    const here = known ? grid.current?.querySelector<HTMLElement>('[data-today]') : null
    const box = grid.current
    if (box && here && here.offsetTop + here.offsetHeight > box.clientHeight) box.scrollTop = here.offsetTop - roomAbove
  }, [known])
  const turn = (by: 1 | -1) => view.setQuery({ day: turned(day, span, by) })
  const total = data?.reduce((sum, each) => sum + each.total, 0)
  const byDate = new Map(data?.map((each) => [each.date, each]))
  return (
    <div className={styles.calendar}>
      <header className={styles.bar}>
        <ActionIcon aria-label={`Previous ${span}`} onClick={() => turn(-1)}>
          <IconChevronLeft size={18} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={`Next ${span}`} onClick={() => turn(1)}>
          <IconChevronRight size={18} stroke={1.7} />
        </ActionIcon>
        <h2 aria-live="polite">{titleOf(day, span)}</h2>
        <span className={styles.total}>{total !== undefined && counted(total, 'date')}</span>
        <span className={styles.gap} />
        <span className={styles.legend}>
          <i data-kind="due" /> a clock ends <i data-kind="step" /> a next step <i data-kind="task" /> a task or promise
        </span>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => view.setQuery({ day: null })}
          disabled={day === today}
        >
          Today
        </Button>
        <SegmentedControl
          size="xs"
          withItemsBorders={false}
          aria-label="Shown at once"
          value={span}
          onChange={(value) => view.setQuery({ span: value })}
          data={[
            { value: 'month', label: 'Month' },
            { value: 'week', label: 'Week' },
          ]}
        />
      </header>
      {error && !data ? (
        <ErrorState title="The calendar could not be read" onRetry={() => void refetch()}>
          The server did not answer. Filter and month stand in the address and are kept.
        </ErrorState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys, also while nothing in it is due
        <section className={styles.grid} ref={grid} data-span={span} aria-busy={!data} tabIndex={0} aria-label="Days">
          {total === 0 && (
            <p className={styles.nothing}>Nothing is due here. Other months and a wider filter may have more.</p>
          )}
          <div className={styles.names} aria-hidden>
            {weekdays.map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
          <ol className={styles.days}>
            {datesOf(stretch).map((date) => (
              <Day
                key={date}
                date={date}
                day={byDate.get(date)}
                loading={!data}
                today={date === today}
                outside={span === 'month' && date.slice(0, 7) !== day.slice(0, 7)}
                filter={view.filter}
                movable={me.rights.includes('cases.work')}
                dragged={dragged}
                onDrag={setDragged}
                onMove={(item, to) => void move(item, to)}
              />
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}
