import type { Transporter } from 'nodemailer'

/** One pool of connections for each relay; a relay that hangs holds up its own mail only. */
const pools = new Map<string, Promise<Transporter>>()

export function transportTo(relay: string): Promise<Transporter> {
  const known = pools.get(relay)
  if (known) return known
  const opening = open(relay)
  pools.set(relay, opening)
  // What could not be opened is opened anew by the next mail.
  opening.catch(() => {
    if (pools.get(relay) === opening) pools.delete(relay)
  })
  return opening
}

/** Loads what speaks to relays with the first of them: without one, mail is only kept. */
async function open(relay: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const url = new URL(relay)
  return createTransport({
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
}

/** Closes idle connections; a later send opens new ones. */
export function closeTransports(): void {
  for (const opening of pools.values())
    opening.then(
      (pool) => pool.close(),
      () => {},
    )
  pools.clear()
}
