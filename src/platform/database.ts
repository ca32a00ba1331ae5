import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { PreparingClient } from './prepared.ts'
import type { DB } from './tables.gen.ts'

// bigint (int8) fits a JavaScript number here: case numbers, byte counts and minor units stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A `date` is a calendar date without a zone: it stays text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Database {
  pool: pg.Pool
  db: Kysely<DB>
  close: () => Promise<void>
}

/** A pool of at most `size` connections; lost connections are replaced, never fatal. */
export function openDatabase(url: string, size = 16, Client = PreparingClient): Database {
  const pool = new pg.Pool({
    Client,
    // Questions that do not wait for each other's answers go out together.
    pipeline: true,
    connectionString: url,
    max: size,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 8_000,
    application_name: 'caseward',
    // A process that is frozen in the middle of something must not hold its rows for as long as it is.
    options:
      '-c timezone=UTC -c jit=off -c random_page_cost=1.1 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=30000',
  })
  pool.on('error', () => {})
  // A connection that is lost while in use fails its query; the event beside that would end the program.
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely leaves a pool that it has not used itself, but the jobs may have.
    if (!pool.ending) await pool.end()
  }
  return { pool, db, close }
}

/** A pattern for `like` on lower-cased text that finds `text` anywhere; its wildcards stand for themselves. */
export const likePattern = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
