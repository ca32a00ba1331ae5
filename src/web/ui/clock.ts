import { useSyncExternalStore } from 'react'

/** The server's clock as this page knows it: monotone between answers, corrected by the Date header of each. */
let offset = performance.timeOrigin
let shown = new Date(offset + performance.now())
const listeners = new Set<() => void>()
const tickMs = 5_000
/** A Date header has whole seconds, so a smaller difference says nothing. */
const toleranceMs = 2_000

export const serverNow = (): Date => new Date(offset + performance.now())

/** Called with the Date header of every answer. */
export function learnServerTime(header: string | null) {
  const told = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(told) || Math.abs(told - serverNow().getTime()) < toleranceMs) return
  offset = told - performance.now()
  tick()
}

function tick() {
  shown = serverNow()
  for (const listener of listeners) listener()
}

let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(tick, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present instant; whoever reads it is drawn again every few seconds. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => shown)
}
