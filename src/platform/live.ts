import pg from 'pg'
import type { Logger } from 'pino'
import type { LiveChange } from './context.ts'

const channel = 'caseward_live'
/** NOTIFY holds a lock over all commits; gathering what happened within a breath keeps commits parallel. */
const gatherMilliseconds = 15
/** So many fit into what one NOTIFY may carry. */
const atOnce = 60

export interface Live {
  publish: (changes: readonly LiveChange[]) => void
  listen: (listener: (change: LiveChange) => void) => () => void
  close: () => Promise<void>
}

/** Spreads committed changes to every process by LISTEN/NOTIFY on one connection, which reconnects by itself. */
export function openLive(url: string, log: Logger): Live {
  const listeners = new Set<(change: LiveChange) => void>()
  const waiting = new Map<string, LiveChange>()
  let client: pg.Client | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const connect = async () => {
    if (closed) return
    const next = new pg.Client({
      connectionString: url,
      application_name: 'caseward live',
      keepAlive: true,
      // Whoever is left standing at the door of a server that dies there would wait for ever.
      connectionTimeoutMillis: 10_000,
    })
    next.on('error', () => {})
    next.on('end', () => {
      client = undefined
      if (!closed) setTimeout(begin, 1000).unref()
    })
    next.on('notification', ({ payload }) => {
      for (const change of JSON.parse(payload ?? '[]') as LiveChange[])
        for (const listener of listeners) listener(change)
    })
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
      flushSoon()
    } catch (error) {
      log.warn({ err: error }, 'live updates wait for the database')
      await next.end().catch(() => {})
    }
  }

  const flush = async () => {
    if (!client || waiting.size === 0) {
      timer = undefined
      return
    }
    // However many wait, only those that go out are looked at.
    const changes = [...waiting.values().take(atOnce)]
    for (const change of changes) waiting.delete(`${change.kind} ${change.id}`)
    await client.query('select pg_notify($1, $2)', [channel, JSON.stringify(changes)]).catch((error: unknown) => {
      log.warn({ err: error }, 'live updates were lost; screens refetch when they reconnect')
    })
    timer = undefined
    if (waiting.size > 0) flushSoon()
  }
  const flushSoon = () => {
    timer ??= setTimeout(() => void flush(), gatherMilliseconds)
  }

  let connecting: Promise<void>
  const begin = () => {
    connecting = connect()
  }
  begin()
  return {
    publish: (changes) => {
      for (const change of changes) {
        waiting.set(`${change.kind} ${change.id}`, change)
        // Ended access must not wait for the round trip through the database.
        if (change.kind === 'session') for (const listener of listeners) listener(change)
      }
      if (changes.length > 0) flushSoon()
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      // What is just being connected would be left open.
      await connecting
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
