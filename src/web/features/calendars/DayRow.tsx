import { ActionIcon, Menu, TextInput, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { IconDots } from '../../ui/icons.ts'
import { duration } from '../../ui/time.ts'
import { type Bar, barsIn, barText, dayMinutes, drawn, type Grip, textOf, timeText } from './bars.ts'
import { hoursOf, openMinutes, type Weekday, weekdayNames, weekdays } from './hours.ts'
import { useDrawing } from './useDrawing.ts'
import styles from './week.module.css'

interface Props {
  day: Weekday
  text: string
  /** Minutes of this day that the evening before runs into it. */
  tail: number
  disabled: boolean
  onChange: (text: string) => void
  onCopy: (to: readonly Weekday[]) => void
}

const percent = (minutes: number) => `${(minutes / dayMinutes) * 100}%`
const workdays = weekdays.slice(0, 5)

/** One day of the week: its hours drawn, typed, and added up. */
export function DayRow({ day, text, tail, disabled, onChange, onCopy }: Props) {
  const strip = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const { bars, drawing, begin, move, end, cancel } = useDrawing(strip, barsIn(text), (next) => onChange(textOf(next)))
  const hours = hoursOf(text)
  const minutes = openMinutes(hours ?? [])
  const name = weekdayNames[day]
  const onKey = (event: KeyboardEvent, at: number) => {
    const next = afterKey(event, bars, at)
    if (event.key === 'Enter') field.current?.focus()
    if (!next) return
    event.preventDefault()
    onChange(textOf(next))
  }
  return (
    <div className={styles.row} data-closed={minutes === 0 || undefined}>
      <span className={styles.day}>{name}</span>
      <div
        ref={strip}
        className={styles.strip}
        data-still={disabled || undefined}
        {...(!disabled && {
          onPointerDown: begin,
          onPointerMove: move,
          onPointerUp: end,
          onPointerCancel: cancel,
          onKeyDown: (event) => event.key === 'Escape' && cancel(),
        })}
      >
        {tail > 0 && (
          <i
            className={styles.tail}
            style={{ width: percent(tail) }}
            title={`from the evening before, until ${timeText(tail)}`}
          />
        )}
        {bars.map((bar, at) => (
          <button
            key={at}
            type="button"
            className={styles.bar}
            data-bar={at}
            data-over={bar.to > dayMinutes || undefined}
            data-drawn={drawing === at || undefined}
            disabled={disabled}
            style={{ left: percent(bar.from), width: percent(Math.min(bar.to, dayMinutes) - bar.from) }}
            aria-describedby="calendar-keys"
            onKeyDown={(event) => onKey(event, at)}
          >
            <VisuallyHidden>{`${name}, ${barText(bar)}`}</VisuallyHidden>
            <span aria-hidden>{timeText(bar.from)}</span>
            <span aria-hidden>{timeText(bar.to)}</span>
          </button>
        ))}
        {bars.length === 0 && hours !== null && tail === 0 && <span className={styles.closed}>closed</span>}
      </div>
      <TextInput
        ref={field}
        size="xs"
        className={styles.typed!}
        aria-label={`Hours on ${name}`}
        placeholder="closed"
        disabled={disabled}
        value={text}
        error={hours === null}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span className={styles.sum}>{hours === null ? 'not readable' : minutes > 0 ? duration(minutes) : ''}</span>
      {disabled ? (
        <span />
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`More for ${name}`}>
              <IconDots size={16} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Copy these hours to</Menu.Label>
            <Menu.Item onClick={() => onCopy(workdays)}>Monday to Friday</Menu.Item>
            <Menu.Item onClick={() => onCopy(weekdays)}>every day</Menu.Item>
            {weekdays
              .filter((other) => other !== day)
              .map((other) => (
                <Menu.Item key={other} onClick={() => onCopy([other])}>
                  {weekdayNames[other]}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item disabled={minutes === 0} onClick={() => onChange('')}>
              Closed on {name}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

const steps: Record<string, number> = { ArrowLeft: -15, ArrowRight: 15, PageDown: -60, PageUp: 60 }

/** What a key does to a bar: arrows move it, with Shift its end, with Alt its beginning; Delete takes it away. */
function afterKey({ key, shiftKey, altKey }: KeyboardEvent, bars: readonly Bar[], at: number): Bar[] | null {
  if (key === 'Delete' || key === 'Backspace') return bars.filter((_, i) => i !== at)
  const by = steps[key]
  if (by === undefined) return null
  const grip: Grip = shiftKey ? 'to' : altKey ? 'from' : 'move'
  return bars.map((bar, i) => (i === at ? drawn(bar, grip, by) : bar))
}
