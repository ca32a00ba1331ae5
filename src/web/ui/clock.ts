import { useSyncExternalStore } from 'react'

/** The server's clock as this page knows it: monotone between answers, corrected by what answers tell. */
let offset = performance.timeOrigin
let shown = new Date(offset + performance.now())
const listeners = new Set<() => void>()
const tickMs = 5_000
/** An answer takes its time on the way, so a smaller difference says nothing. */
const toleranceMs = 2_000

export const serverNow = (): Date => new Date(offset + performance.now())

/** Called with each instant the server tells in an answer. */
export function learnServerTime(told: string) {
  const instant = Date.parse(told)
  if (Number.isNaN(instant) || Math.abs(instant - serverNow().getTime()) < toleranceMs) return
  offset = instant - performance.now()
  tick()
}

function tick() {
  shown = serverNow()
  for (const listener of listeners) listener()
}

let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (!timer) {
    shown = serverNow()
    timer = setInterval(tick, tickMs)
  }
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
