import type { Progress } from './load-demo.ts'

/** Tells each tenth of the way, in per cent, once. */
export function inTenths(tell: (share: number) => void): Progress {
  let told = -1
  return (done, total) => {
    const tenth = total === 0 ? 0 : Math.floor((done / total) * 10)
    if (tenth === told) return
    told = tenth
    tell(tenth * 10)
  }
}
