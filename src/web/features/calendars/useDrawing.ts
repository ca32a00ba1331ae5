import { type PointerEvent, type RefObject, useState } from 'react'
import { type Bar, barBetween, dayMinutes, drawn, type Grip } from './bars.ts'

interface Drawing {
  /** Where the pointer went down, minutes. */
  anchor: number
  /** Null makes a new bar. */
  grip: Grip | null
  at: number
  before: readonly Bar[]
  now: Bar[]
}

/** How near to an end of a bar the pointer takes that end, px; fingers are less exact. */
const edge = { mouse: 9, touch: 18 }

/** Draws the bars of one day: a new one on free ground, an end by its edge, the whole by its middle. */
export function useDrawing(
  strip: RefObject<HTMLDivElement | null>,
  bars: readonly Bar[],
  onChange: (bars: readonly Bar[]) => void,
) {
  const [drawing, setDrawing] = useState<Drawing | null>(null)

  const minuteAt = (x: number) => {
    const { left, width } = strip.current!.getBoundingClientRect()
    return ((x - left) / width) * dayMinutes
  }
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return
    const target = (event.target as HTMLElement).closest<HTMLElement>('[data-bar]')
    strip.current!.setPointerCapture(event.pointerId)
    const anchor = minuteAt(event.clientX)
    if (!target) {
      // What follows is drawing and no selecting of text.
      event.preventDefault()
      setDrawing({ anchor, grip: null, at: bars.length, before: bars, now: [...bars] })
      return
    }
    setDrawing({ anchor, grip: gripAt(event, target), at: Number(target.dataset.bar), before: bars, now: [...bars] })
  }
  const move = (event: PointerEvent) => {
    if (!drawing) return
    const { anchor, grip, at, before } = drawing
    const to = minuteAt(event.clientX)
    const now = [...before]
    now[at] = grip === null ? barBetween(anchor, to) : drawn(before[at]!, grip, to - anchor)
    setDrawing({ ...drawing, now })
    onChange(now)
  }
  const end = (event: PointerEvent) => {
    if (!drawing) return
    const { anchor, grip, before } = drawing
    if (grip === null) onChange([...before, barBetween(anchor, minuteAt(event.clientX))])
    setDrawing(null)
  }
  const cancel = () => {
    if (drawing) onChange(drawing.before)
    setDrawing(null)
  }
  return { bars: drawing?.now ?? bars, drawing: drawing?.at ?? null, begin, move, end, cancel }
}

function gripAt(event: PointerEvent, bar: HTMLElement): Grip {
  const { left, right, width } = bar.getBoundingClientRect()
  const near = Math.min(event.pointerType === 'touch' ? edge.touch : edge.mouse, width / 3)
  if (event.clientX > right - near) return 'to'
  return event.clientX < left + near ? 'from' : 'move'
}
