import { useEffect } from 'react'
import { api } from '../api.ts'

const inputs = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
const onceInMs = 60_000

/** Says at most once a minute that somebody touches this screen: an open one alone is nobody. */
export function useActivity(): void {
  useEffect(() => {
    let said = Number.NEGATIVE_INFINITY
    const note = () => {
      if (performance.now() - said < onceInMs) return
      said = performance.now()
      api.people.noteActivity({}).catch(() => undefined)
    }
    for (const each of inputs) addEventListener(each, note, { passive: true, capture: true })
    return () => {
      for (const each of inputs) removeEventListener(each, note, { capture: true })
    }
  }, [])
}
