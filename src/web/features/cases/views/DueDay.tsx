import { Popover, Skeleton, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { CalendarDay, CalendarItem } from '../../../../features/cases/contract/calendar.ts'
import { useNow } from '../../../ui/clock.ts'
import { Go } from '../../../ui/Go.tsx'
import { clockTime, exact, toneAt } from '../../../ui/time.ts'
import { useDropTarget } from '../../../ui/useDropTarget.ts'
import { metricName, toneOf } from '../words.ts'
import { plus } from './calendarDays.ts'
import styles from './DueCalendar.module.css'
import type { ViewFilter } from './filter.ts'
import { dueDaysQuery } from './queries.ts'

interface Props {
  date: string
  day: CalendarDay | undefined
  loading: boolean
  today: boolean
  outside: boolean
  filter: ViewFilter
  movable: boolean
  dragged: CalendarItem | null
  onDrag: (item: CalendarItem | null) => void
  onMove: (item: CalendarItem, to: string) => void
}

/** One day: what is due on it in order, and a door to the rest. */
export function Day({ date, day, loading, today, outside, filter, movable, dragged, onDrag, onMove }: Props) {
  const { over, target } = useDropTarget(dragged !== null, () => dragged && onMove(dragged, date))
  const items = day?.items ?? []
  const more = (day?.total ?? 0) - items.length
  return (
    <li
      className={styles.day}
      data-today={today || undefined}
      data-outside={outside || undefined}
      data-empty={items.length === 0 || undefined}
      data-over={over || undefined}
      data-date={date}
      {...target}
    >
      <time dateTime={date} aria-current={today ? 'date' : undefined}>
        <span aria-hidden>{Number(date.slice(8))}</span>
        <em>{longDate(date)}</em>
      </time>
      {loading && <Skeleton h={9} w="70%" my={6} radius="xs" />}
      {items.length > 0 && <Items items={items} movable={movable} onDrag={onDrag} onMove={onMove} />}
      {more > 0 && <More date={date} more={more} filter={filter} />}
    </li>
  )
}

function Items({
  items,
  movable,
  onDrag,
  onMove,
}: Pick<Props, 'movable' | 'onDrag' | 'onMove'> & { items: CalendarItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={`${item.kind} ${item.case.id} ${item.at} ${item.text}`}>
          <Item item={item} movable={movable && item.kind === 'step'} onDrag={onDrag} onMove={onMove} />
        </li>
      ))}
    </ul>
  )
}

const byKey: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

function Item({
  item,
  movable,
  onDrag,
  onMove,
}: Pick<Props, 'movable' | 'onDrag' | 'onMove'> & { item: CalendarItem }) {
  const now = useNow()
  const { case: row, kind } = item
  const at = new Date(item.at)
  const tone = kind === 'due' ? toneAt(at, now, toneOf(row.risk)) : at < now ? 'overdue' : undefined
  const onKeyDown = (event: KeyboardEvent) => {
    const days = byKey[event.key]
    if (!movable || !event.shiftKey || days === undefined) return
    event.preventDefault()
    const local = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
    onMove(item, plus(local, days))
  }
  return (
    <Go
      className={styles.item}
      to={`/cases/${row.number}`}
      data-kind={kind}
      data-tone={tone}
      draggable={movable}
      title={saidOf(item, at, movable)}
      aria-keyshortcuts={movable ? 'Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown' : undefined}
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.number)
        onDrag(item)
      }}
      onDragEnd={() => onDrag(null)}
    >
      <i aria-hidden />
      <b className="num">{clockTime(at)}</b>
      <span>{row.subject}</span>
    </Go>
  )
}

function saidOf({ kind, text, case: row }: CalendarItem, at: Date, movable: boolean): string {
  const whose = row.account?.name ?? row.contact?.name
  const of = `${row.number}${whose ? `, ${whose}` : ''}`
  if (kind === 'step') {
    const how = movable ? ' Drag it, or shift and arrow keys, to another day.' : ''
    return `${of}. Next step: ${text ?? ''}, ${exact(at)}.${how}`
  }
  if (kind !== 'due') return `${of}. ${kind === 'promise' ? 'Promise' : 'Task'}: ${text}, ${exact(at)}.`
  const clock = row.dueMetric ? `${metricName(row.dueMetric)} clock ends` : 'Due'
  return `${of}. ${clock} ${exact(at)}. Its policy sets this; another date is pinned on the case.`
}

/** Everything of one day, where the grid has room for the first few only. */
function More({ date, more, filter }: { date: string; more: number; filter: ViewFilter }) {
  const [open, setOpen] = useState(false)
  const { data } = useQuery({ ...dueDaysQuery(filter, { from: date, days: 1 }, 500), enabled: open })
  const day = data?.[0]
  return (
    <Popover opened={open} onChange={setOpen} position="right-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.more!} onClick={() => setOpen((was) => !was)}>
          {more} more
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.all!} aria-label={`All of ${longDate(date)}`}>
        <h3>{longDate(date)}</h3>
        {day ? (
          <ul>
            {day.items.map((item) => (
              <li key={`${item.kind} ${item.case.id} ${item.at} ${item.text}`}>
                <Item item={item} movable={false} onDrag={() => {}} onMove={() => {}} />
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton h={9} w="70%" my={10} radius="xs" />
        )}
        {day && day.total > day.items.length && <p>{`The first ${day.items.length} of ${day.total}.`}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}

const longDate = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  )
