/** What trusted hosts found out about the sender (RFC 8601). */
export interface Authentication {
  host: string
  spf: AuthenticationResult | null
  dkim: AuthenticationResult | null
  dmarc: AuthenticationResult | null
  /** A method failed: shown to the agent, and the mail is never trusted to speak for its From address. */
  failed: boolean
}

export type AuthenticationResult =
  | 'pass'
  | 'fail'
  | 'softfail'
  | 'neutral'
  | 'none'
  | 'temperror'
  | 'permerror'
  | 'policy'

const results = new Set<string>(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'policy'])

/**
 * The verdict of the topmost Authentication-Results field of a trusted host, or null.
 * It counts only if a Received field of a trusted host stands on top, and only above the second hop from the
 * outside: whatever lies deeper was written by the sender.
 */
export function authenticationOf(
  headers: readonly { name: string; value: string }[],
  trustedHosts: readonly string[],
): Authentication | null {
  const trusted = trustedHosts.map((host) => host.toLowerCase())
  const received = headers.flatMap((header, at) =>
    header.name === 'received' ? [{ at, by: receivedBy(header.value) }] : [],
  )
  if (!received[0] || !isTrusted(received[0].by, trusted)) return null
  const firstForeign = received.find(({ by }) => !isTrusted(by, trusted))?.at ?? headers.length
  for (const header of headers.slice(0, firstForeign)) {
    if (header.name !== 'authentication-results') continue
    const host = /^\s*([^\s;()]{1,255})/.exec(header.value)?.[1]?.toLowerCase() ?? ''
    if (trusted.includes(host)) return verdict(host, header.value)
  }
  return null
}

function verdict(host: string, value: string): Authentication {
  const statements = value
    .replace(/\([^()]*\)/g, ' ')
    .split(';')
    .slice(1)
  const spf = resultOf(statements, 'spf')
  const dkim = resultOf(statements, 'dkim')
  const dmarc = resultOf(statements, 'dmarc')
  const failed = dmarc ? dmarc === 'fail' : spf === 'fail' || dkim === 'fail'
  return { host, spf, dkim, dmarc, failed }
}

/** Several signatures may have been checked: one that passes is enough. */
function resultOf(statements: string[], method: string): AuthenticationResult | null {
  const found = statements.flatMap((statement) => {
    const [name, result] = statement.trim().split(/\s+/)[0]?.toLowerCase().split('=') ?? []
    return name === method && result !== undefined && results.has(result) ? [result as AuthenticationResult] : []
  })
  return found.find((result) => result === 'pass') ?? found[0] ?? null
}

function receivedBy(value: string): string {
  return /(?:^|\s)by\s+([^\s;()]{1,255})/i.exec(value)?.[1]?.toLowerCase() ?? ''
}

const isTrusted = (host: string, trusted: string[]) =>
  trusted.some((each) => host === each || host.endsWith(`.${each}`))
