import type { LiveChange } from '../context.ts'

export interface RecentChanges {
  note: (change: LiveChange) => void
  /** What was heard from an instant on, each change once; `unknown` where that lies further back than is remembered. */
  since: (instant: Date) => LiveChange[] | 'unknown'
}

/** Remembers for a while what was heard: `most` changes of the last `keptMilliseconds`, by the clock `now`. */
export function rememberChanges(now: () => Date, keptMilliseconds = 30_000, most = 1000): RecentChanges {
  /** By kind and id, in the order in which they were last heard. */
  const heard = new Map<string, { change: LiveChange; at: number }>()
  let known = now().getTime()
  return {
    note: (change) => {
      const at = now().getTime()
      const key = `${change.kind} ${change.id}`
      heard.delete(key)
      heard.set(key, { change, at })
      for (const [oldest, entry] of heard) {
        if (heard.size <= most && entry.at >= at - keptMilliseconds) break
        heard.delete(oldest)
        known = entry.at + 1
      }
    },
    since: (instant) => {
      const from = instant.getTime()
      if (from < known) return 'unknown'
      return [...heard.values()].filter(({ at }) => at >= from).map(({ change }) => change)
    },
  }
}
