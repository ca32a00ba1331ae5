import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../cannot-start.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { checkExternal } from './external.ts'
import { type Server, stopServer } from './server.ts'
import { runningServer } from './start.ts'

export interface Postgres {
  /** Where the program's tables are; the embedded server gives it a role that is no superuser. */
  url: string
  /** May make and drop databases: for restoring, and for the tests. */
  adminUrl: string
  embedded: boolean
  close: () => Promise<void>
}

export interface PostgresOptions {
  dataDir: string
  /** Use this PostgreSQL instead of the embedded one. */
  databaseUrl?: string | null
  log: (line: string) => void
  /** False only for throw-away databases: faster, and lost when the machine fails. */
  durable?: boolean
  /** Called when the embedded server could not be brought back at the address that was given out. */
  onLost?: (reason: Error) => void
}

/**
 * Opens the database: the one of DATABASE_URL, or an embedded PostgreSQL in the data folder, which is made, started,
 * or taken over from a killed program as needed, brought back when it dies, and stopped by the last one to close it.
 * Throws CannotStart with a sentence to act on.
 */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const { databaseUrl, dataDir, log, durable = true } = options
  if (databaseUrl) {
    await checkExternal(databaseUrl)
    return { url: databaseUrl, adminUrl: databaseUrl, embedded: false, close: async () => {} }
  }
  const cluster = await openCluster(dataDir, durable, log)
  const share = await join(cluster, options)
  return {
    url: address(cluster, 'caseward', share.server.port),
    adminUrl: address(cluster, 'postgres', share.server.port),
    embedded: true,
    close: () => share.leave(),
  }
}

/** Every process that uses the embedded server holds this lock, shared, on a connection of its own. */
const inUse = 5_227_303

/**
 * Keeps the server up while we are here. The last one out stops it: whoever leaves tries for the lock alone, and gets
 * it only when nobody else is in; who comes meanwhile waits for the lock, is cut off by the stop, and starts anew.
 * A killed process loses its share with its connection, so nothing is ever left over.
 */
async function join(cluster: Cluster, options: PostgresOptions) {
  const { durable = true, log, onLost = () => {} } = options
  let leaving = false
  let recovering: Promise<void> | undefined
  let { server, client } = await enter(cluster, durable, log)
  watch()
  return {
    get server() {
      return server
    },
    async leave() {
      leaving = true
      await recovering
      await leaveAndMaybeStop(cluster, server, client)
    },
  }

  function watch() {
    const lost = () => {
      if (!leaving) recovering ??= comeBack()
    }
    client.once('end', lost)
  }

  async function comeBack() {
    log('The connection to PostgreSQL was lost; bringing it back')
    const { port } = server
    try {
      const fresh = await enter(cluster, durable, log)
      server = fresh.server
      client = fresh.client
      recovering = undefined
      watch()
      if (port === server.port) log('PostgreSQL is back')
      else
        onLost(new CannotStart(`PostgreSQL came back on port ${server.port} instead of ${port}; please start again.`))
    } catch (error) {
      onLost(error as Error)
    }
  }
}

async function enter(cluster: Cluster, durable: boolean, log: (line: string) => void) {
  for (let cutOff = 0; ; cutOff++) {
    const server = await runningServer(cluster, durable, log)
    const client = new pg.Client({
      connectionString: address(cluster, 'postgres', server.port, 'postgres'),
      application_name: 'caseward (in use)',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select pg_advisory_lock_shared($1)', [inUse])
      await makeDatabase(client, cluster.access.password)
      return { server, client }
    } catch (error) {
      await client.end().catch(() => {})
      const { code, message } = error as { code?: string; message: string }
      if (code?.startsWith('28')) {
        throw new CannotStart(
          `PostgreSQL in ${cluster.folder} does not take the password kept beside it (${message}). ` +
            'Please restore caseward.json in that folder, or the whole folder from a backup.',
        )
      }
      if (cutOff > 100) throw error
      await sleep(100)
    }
  }
}

/** The program's role and database. Two first starts may meet here; the second finds everything made. */
async function makeDatabase(client: pg.Client, password: string) {
  const { rowCount } = await client.query(`select from pg_database where datname = 'caseward'`)
  if (rowCount) return
  const isThere = ['42710', '42P04', '23505']
  for (const statement of [
    `create role caseward login password ${client.escapeLiteral(password)}`,
    'create database caseward owner caseward',
  ]) {
    await client.query(statement).catch((error: { code?: string }) => {
      if (!isThere.includes(error.code ?? '')) throw error
    })
  }
}

async function leaveAndMaybeStop(cluster: Cluster, server: Server, client: pg.Client) {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [inUse])
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [inUse])
    if (!rows[0]?.alone) return
    await othersGone(client)
    await stopServer(cluster.folder, server, 30)
  } catch {
    // The server is gone already: nothing to leave.
  } finally {
    await client.end().catch(() => {})
  }
}

/** A pool says that it has ended before the server has seen it; a moment of patience spares its log the complaints. */
async function othersGone(client: pg.Client) {
  for (let tries = 0; tries < 50; tries++) {
    const { rows } = await client.query<{ others: boolean }>(
      `select exists (select from pg_stat_activity
                      where backend_type = 'client backend' and pid <> pg_backend_pid()) as others`,
    )
    if (!rows[0]?.others) return
    await sleep(20)
  }
}

function address({ access }: Cluster, role: 'caseward' | 'postgres', port: number, database = 'caseward') {
  const password = role === 'postgres' ? access.superuserPassword : access.password
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
}
