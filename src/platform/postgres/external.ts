import pg from 'pg'
import { CannotStart } from '../cannot-start.ts'

const oldest = 15

/** Says what is wrong with the PostgreSQL of DATABASE_URL, without repeating its password. */
export async function checkExternal(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; shown: string; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
              current_setting('server_encoding') as encoding`,
    )
    const { version, shown, encoding } = rows[0]!
    if (version < oldest * 10_000) {
      throw new CannotStart(`DATABASE_URL leads to PostgreSQL ${shown}; Caseward needs version ${oldest} or newer.`)
    }
    if (encoding !== 'UTF8') {
      throw new CannotStart(`The database of DATABASE_URL is encoded in ${encoding}; Caseward needs one in UTF8.`)
    }
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`The PostgreSQL of DATABASE_URL (${placeOf(url)}) does not answer: ${reason(error)}`)
  } finally {
    await client.end().catch(() => {})
  }
}

function placeOf(url: string) {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return (error as Error).message
}
