import c from './DayTrack.module.css'

export type TrackKind = 'before' | 'run' | 'pause' | 'left' | 'after'
export interface TrackDay {
  name: string
  parts: { kind: TrackKind; minutes: number }[]
  flags?: { at: number; text: string; due?: boolean }[]
}

const words: Record<TrackKind, string> = {
  before: 'before the start',
  run: 'running',
  pause: 'paused',
  left: 'left',
  after: 'after the due instant',
}
const length = (day: TrackDay) => day.parts.reduce((sum, p) => sum + p.minutes, 0)

/** Business time only, one block per day, with flags at the instants that matter. */
export function DayTrack({ days, legend = false }: { days: TrackDay[]; legend?: boolean }) {
  const said = days
    .map(
      (d) =>
        `${d.name}: ${d.parts.map((p) => `${Math.floor(p.minutes / 60)} h ${p.minutes % 60} m ${words[p.kind]}`).join(', ')}`,
    )
    .join('; ')
  return (
    <div
      className={c.track}
      role="img"
      aria-label={said}
      style={{ gridTemplateColumns: days.map((d) => `${length(d)}fr`).join(' ') }}
    >
      {days.map((day) => (
        <div className={c.day} key={day.name}>
          <div className={c.parts}>
            {day.parts.map((p, i) => (
              <i key={i} data-kind={p.kind} style={{ flexGrow: p.minutes }} />
            ))}
          </div>
          <span className={c.scale}>{day.name}</span>
          {day.flags?.map((f) => (
            <span
              key={f.text}
              className={c.flag}
              data-due={f.due || undefined}
              style={{ left: `${(f.at / length(day)) * 100}%` }}
            >
              {f.text}
            </span>
          ))}
        </div>
      ))}
      {legend && (
        <p className={c.legend}>
          <i data-kind="run" />
          ran <i data-kind="pause" />
          paused <i data-kind="left" />
          left
        </p>
      )}
    </div>
  )
}
