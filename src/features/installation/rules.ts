/** What one look at a part of the installation found. */
export interface Check {
  name: string
  ok: boolean
  /** What is so, in a sentence; where it is not ok, followed by what to do. */
  says: string
}

export const fine = (name: string, says: string): Check => ({ name, ok: true, says })
export const problem = (name: string, says: string): Check => ({ name, ok: false, says })

/** `1 mail`, `2 mails`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** What a monitor is told: ready when everything is, with a word on what is not. */
export function readinessOf(checks: readonly Check[]): {
  status: 'ready' | 'not_ready'
  checks: Record<string, string>
} {
  return {
    status: checks.every(({ ok }) => ok) ? 'ready' : 'not_ready',
    checks: Object.fromEntries(checks.map(({ name, ok, says }) => [name, ok ? 'ok' : says])),
  }
}

/** What to write into the log: only what is different from before. */
export function changesOf(before: readonly Check[], now: readonly Check[]): { broke: Check[]; healed: Check[] } {
  const was = new Map(before.map((check) => [check.name, check.ok]))
  return {
    broke: now.filter(({ name, ok }) => !ok && was.get(name) !== false),
    healed: now.filter(({ name, ok }) => ok && was.get(name) === false),
  }
}
