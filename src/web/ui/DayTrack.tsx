import c from './DayTrack.module.css'
import { duration } from './time.ts'

export type TrackKind = 'before' | 'run' | 'pause' | 'left' | 'over' | 'after'
export interface TrackDay {
  name: string
  parts: { kind: TrackKind; minutes: number }[]
  /** Why a day without parts is closed. */
  closed?: string
  /** Several days in one narrow block. */
  folded?: boolean
  flags?: { at: number; text: string; due?: boolean }[]
}

const words: Record<TrackKind, string> = {
  before: 'before the start',
  run: 'running',
  pause: 'paused',
  left: 'left',
  over: 'overdue',
  after: 'after the end',
}
const legends: [TrackKind, string][] = [
  ['run', 'ran'],
  ['pause', 'paused'],
  ['left', 'left'],
  ['over', 'overdue'],
]
const narrow = 0.45

const widthOf = (day: TrackDay): string => {
  if (day.closed) return '52px'
  return `${day.folded ? 480 * narrow : length(day)}fr`
}
/** At the ends of the whole track words keep inside it. */
function edgeOf(day: number, days: number, share: number): 'first' | 'last' | undefined {
  if (day === 0 && share < 0.05) return 'first'
  return day === days - 1 && share > 0.95 ? 'last' : undefined
}
const length = (day: TrackDay) => day.parts.reduce((sum, p) => sum + p.minutes, 0)

/** Business time only, one block per day, with flags at the instants that matter. */
export function DayTrack({ days, legend = false }: { days: TrackDay[]; legend?: boolean }) {
  const said = days
    .map((d) => `${d.name}: ${d.closed ?? d.parts.map((p) => `${duration(p.minutes)} ${words[p.kind]}`).join(', ')}`)
    .join('; ')
  return (
    <div className={c.track} role="img" aria-label={said} style={{ gridTemplateColumns: days.map(widthOf).join(' ') }}>
      {days.map((day, at) => (
        <div
          className={c.day}
          key={`${at} ${day.name}`}
          data-closed={day.closed ? true : undefined}
          data-folded={day.folded || undefined}
        >
          <div className={c.parts}>
            {day.parts.map((p, i) => (
              <i key={i} data-kind={p.kind} style={{ flexGrow: p.minutes }} />
            ))}
          </div>
          <span className={c.scale}>
            {day.name}
            {day.closed && <em>{day.closed}</em>}
          </span>
          {day.flags?.map((f) => (
            <span
              key={f.text}
              className={c.flag}
              data-due={f.due || undefined}
              data-edge={edgeOf(at, days.length, f.at / length(day))}
              style={{ left: `${(f.at / length(day)) * 100}%` }}
            >
              {f.text}
            </span>
          ))}
        </div>
      ))}
      {legend && (
        <p className={c.legend}>
          {legends
            .filter(([kind]) => days.some((day) => day.parts.some((part) => part.kind === kind)))
            .map(([kind, word]) => (
              <span key={kind}>
                <i data-kind={kind} />
                {word}
              </span>
            ))}
        </p>
      )}
    </div>
  )
}
