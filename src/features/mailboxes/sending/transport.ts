import { createTransport, type Transporter } from 'nodemailer'

/** One pool of connections for each relay; a relay that hangs holds up its own mail only. */
const pools = new Map<string, Transporter>()

export function transportTo(relay: string): Transporter {
  const known = pools.get(relay)
  if (known) return known
  const url = new URL(relay)
  const made = createTransport({
    url: relay,
    pool: true,
    maxConnections: 4,
    maxMessages: 100,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    dnsTimeout: 10_000,
    socketTimeout: 60_000,
    // Without a password to protect, unverified encryption to a relay beats none (RFC 7435); smtps:// always verifies.
    ...(url.protocol === 'smtp:' && url.username === '' && { tls: { rejectUnauthorized: false } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  pools.set(relay, made)
  return made
}

/** Closes idle connections; a later send opens new ones. */
export function closeTransports(): void {
  for (const pool of pools.values()) pool.close()
  pools.clear()
}
