import type { DemoState } from '../../features/demo/contract.ts'

/** How far it was when this screen first looked. */
export interface FirstLook {
  done: number
  at: number
}

const fewestSeconds = 3

/** How long it will still take, by how quickly it went since the first look: “about 40 s”; null until that says something. */
export function timeLeft({ done, total }: DemoState, first: FirstLook, now: number): string | null {
  const seconds = (now - first.at) / 1000
  if (done <= first.done || seconds < fewestSeconds) return null
  const left = ((total - done) * seconds) / (done - first.done)
  if (left < 8) return 'a few seconds'
  return left < 100 ? `about ${Math.ceil(left / 5) * 5} s` : `about ${Math.round(left / 60)} min`
}
