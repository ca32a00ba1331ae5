/** What was tried when a mailbox is tested, in this order. */
export const testSteps = ['connect', 'secure', 'sign_in', 'folder', 'send'] as const
export type TestStep = (typeof testSteps)[number]

export interface StepOutcome {
  step: TestStep
  /** Null: not tried, because an earlier step failed or there is nothing to try. */
  ok: boolean | null
  said: string
}

/** The steps that lie before a failed one went well; those behind it were not tried. `said` tells each good one. */
export function outcomesUntil(
  failed: { step: TestStep; problem: string } | null,
  said: Readonly<Record<Exclude<TestStep, 'send'>, string>>,
): StepOutcome[] {
  const order = testSteps.filter((step): step is Exclude<TestStep, 'send'> => step !== 'send')
  const at = failed ? order.indexOf(failed.step as Exclude<TestStep, 'send'>) : order.length
  return order.map((step, place) => {
    if (place < at) return { step, ok: true, said: said[step] }
    if (place === at && failed) return { step, ok: false, said: failed.problem }
    return { step, ok: null, said: 'not tried' }
  })
}

const fewestMails = 20
const shortestSilenceSeconds = 6 * 3600
/** A mailbox is unusually silent when nothing came for this many times the longest of its usual gaps. */
const usualGaps = 2

export interface Silence {
  lastMailAt: Date | null
  /** Nine of ten gaps between its last mails were no longer than this; null until enough came. */
  usualGapSeconds: number | null
  silent: boolean
}

/**
 * Whether a mailbox is silent beyond its own habit. `arrivals` are its last mails, the newest first. Nights and weekends
 * are gaps like any other, so what is usual holds them; less than six hours is never called silence.
 */
export function silenceOf(arrivals: readonly Date[], now: Date): Silence {
  const lastMailAt = arrivals[0] ?? null
  if (arrivals.length < fewestMails || !lastMailAt) return { lastMailAt, usualGapSeconds: null, silent: false }
  const gaps = arrivals
    .slice(1)
    .map((earlier, at) => (arrivals[at]!.getTime() - earlier.getTime()) / 1000)
    .sort((a, b) => a - b)
  const longest = gaps.at(-1)!
  const since = (now.getTime() - lastMailAt.getTime()) / 1000
  return {
    lastMailAt,
    usualGapSeconds: Math.round(gaps[Math.floor(gaps.length * 0.9)]!),
    silent: since > Math.max(usualGaps * longest, shortestSilenceSeconds),
  }
}

export interface Trouble {
  kind: 'failing' | 'silent'
  said: string
}

/** A connection that is lost for less than this mends itself, and nobody is called. */
const passingMilliseconds = 600_000

/** What somebody should look after: fetching that fails for longer than a moment, or a silence beyond all habit. */
export function troublesOf(
  {
    state,
    since,
    lastError,
    signInRefused,
  }: {
    state?: 'connected' | 'failing'
    since?: string
    lastError?: string | null
    signInRefused?: boolean
  },
  arrivals: readonly Date[],
  now: Date,
): Trouble[] {
  const lasts = since !== undefined && now.getTime() - Date.parse(since) >= passingMilliseconds
  if (state === 'failing')
    return signInRefused || lasts ? [{ kind: 'failing', said: lastError ?? 'Mail cannot be fetched.' }] : []
  const { silent, usualGapSeconds, lastMailAt } = silenceOf(arrivals, now)
  if (!silent || !lastMailAt) return []
  const hours = (seconds: number) => `${Math.max(1, Math.round(seconds / 3600))} h`
  const quiet = hours((now.getTime() - lastMailAt.getTime()) / 1000)
  return [
    { kind: 'silent', said: `No mail came for ${quiet}; usually one comes within ${hours(usualGapSeconds ?? 0)}.` },
  ]
}

/** Where mail leaves by, without what nobody may read. */
export function relayShown(
  relay: string | null,
): { host: string; port: number; encrypted: boolean; user: string | null } | null {
  if (!relay) return null
  const { hostname, port, protocol, username } = new URL(relay)
  const encrypted = protocol === 'smtps:'
  const user = username ? decodeURIComponent(username) : null
  return { host: hostname, port: Number(port) || (encrypted ? 465 : 587), encrypted, user }
}
