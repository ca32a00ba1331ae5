import { barsOf, hoursOf } from './hours.ts'

/** A stretch of opening hours in minutes from the midnight of its day; past 1440 it runs into the next one. */
export interface Bar {
  from: number
  to: number
}
export type Grip = 'move' | 'from' | 'to'

export const dayMinutes = 1440
const step = 15
const shortest = 15
/** Twenty-four hours from another hour than midnight would read as closed: such a shift ends a step sooner. */
const longest = (from: number) => (from === 0 ? dayMinutes : dayMinutes - step)

export const barsIn = (text: string): Bar[] => barsOf(hoursOf(text) ?? [])

export const snapped = (minutes: number): number => Math.round(minutes / step) * step

/** A bar after one of its grips was drawn by some minutes; it never turns over, leaves its day, or outlasts one. */
export function drawn({ from, to }: Bar, grip: Grip, by: number): Bar {
  const shift = snapped(by)
  if (grip === 'move') {
    const length = to - from
    const start = clamp(from + shift, 0, dayMinutes - step)
    return { from: start, to: start + Math.min(length, longest(start)) }
  }
  if (grip === 'to') return { from, to: clamp(to + shift, from + shortest, from + longest(from)) }
  const start = clamp(from + shift, Math.max(0, to - dayMinutes + step), Math.min(to, dayMinutes) - shortest)
  return { from: start, to: Math.min(to, start + longest(start)) }
}

/** A new bar between two places on a day; a mere click opens the hour it hits. */
export function barBetween(a: number, b: number): Bar {
  const [low, high] = [Math.max(0, Math.min(a, b)), Math.max(a, b)]
  if (high - low < step) {
    const from = clamp(Math.floor(low / 60) * 60, 0, dayMinutes - 60)
    return { from, to: from + 60 }
  }
  const from = Math.min(snapped(low), dayMinutes - shortest)
  return { from, to: clamp(snapped(high), from + shortest, from + longest(from)) }
}

/** What a day says when its bars touch or overlap: one bar. */
export function joined(bars: readonly Bar[]): Bar[] {
  const result: Bar[] = []
  for (const bar of [...bars].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && bar.from <= last.to) last.to = Math.min(Math.max(last.to, bar.to), last.from + longest(last.from))
    else result.push({ ...bar })
  }
  return result
}

export const barText = ({ from, to }: Bar): string => `${timeText(from)}–${timeText(to)}`
export const textOf = (bars: readonly Bar[]): string => joined(bars).map(barText).join(', ')

/** A time of day; midnight at the end of a day is 24:00, and what lies past it is told as the clock shows it. */
export function timeText(minutes: number): string {
  const within = minutes > dayMinutes ? minutes - dayMinutes : minutes
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
