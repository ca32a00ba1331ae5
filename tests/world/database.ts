import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface ClonedDatabase {
  url: string
  drop: () => Promise<void>
}

/** An empty, migrated database of its own for a test file (of the projects `slices` and `journeys`). */
export function cloneDatabase(): Promise<ClonedDatabase> {
  return makeDatabase('template caseward strategy file_copy')
}

/** One without a single table, as somebody makes it for DATABASE_URL. */
export function bareDatabase(): Promise<ClonedDatabase> {
  return makeDatabase(`template template0 encoding 'UTF8'`)
}

async function makeDatabase(how: string): Promise<ClonedDatabase> {
  const { adminUrl } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(adminUrl, `create database ${name} ${how} owner caseward`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(adminUrl, `drop database if exists ${name} with (force)`) }
}

async function run(adminUrl: string, statement: string) {
  const url = new URL(adminUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  // the server may stop before it has said goodbye; a statement that fails says so itself
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
