import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { isFree } from '../ports.ts'
import { currentInstant } from '../time.ts'
import { type Account, accountFor, canEnter } from './account.ts'
import { type Binaries, findBinaries, sharedHome } from './binaries.ts'

/** A PostgreSQL data folder ("cluster") with what is needed to run and enter it. */
export interface Cluster {
  folder: string
  account: Account | undefined
  binaries: Binaries
  access: Access
}

/** Kept in the cluster's folder, readable by its owner alone. The program itself never works as the superuser. */
export interface Access {
  port: number
  password: string
  superuserPassword: string
}

type Log = (line: string) => void

/** Finds the database of this data folder, or makes it. A database half made by a killed start is never seen. */
export async function openCluster(dataDir: string, durable: boolean, log: Log): Promise<Cluster> {
  const place = join(dataDir, 'postgres')
  makeDataDir(dataDir)
  const folder = existingCluster(place)
  const account = accountFor(folder, log)
  const binaries = findBinaries(account, log)
  if (folder) return { folder, account, binaries, access: readAccess(folder, binaries) }
  await createCluster(place, { account, binaries, durable, log })
  return openCluster(dataDir, durable, log)
}

/** A loopback port that is free now, outside the range from which systems take ports for outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port, '127.0.0.1')) return port
  }
  throw new CannotStart('No free port for PostgreSQL was found between 20000 and 32000.')
}

export function writeAccess(cluster: Pick<Cluster, 'folder' | 'account'>, access: Access) {
  const path = join(cluster.folder, 'caseward.json')
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(access)}\n`, { mode: 0o600 })
  if (cluster.account) chownSync(fresh, cluster.account.uid, cluster.account.gid)
  renameSync(fresh, path)
}

function makeDataDir(dataDir: string) {
  // Root's PostgreSQL account must be able to pass through, though not to look around.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode })
  } catch (error) {
    throw new CannotStart(`The data folder ${dataDir} cannot be made (${(error as Error).message}). Set CASEWARD_DATA.`)
  }
}

function existingCluster(place: string): string | undefined {
  try {
    if (!lstatSync(place, { throwIfNoEntry: false })) return undefined
    return realpathSync(place)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES') throw notAllowed(place)
    if (code !== 'ENOENT') throw error
    throw new CannotStart(
      `${place} is a link to a database that is gone. Please put it back, or remove the link to begin with an empty one.`,
    )
  }
}

function readAccess(folder: string, binaries: Binaries): Access {
  try {
    const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
    if (major !== binaries.major) {
      throw new CannotStart(
        `The database in ${folder} is of PostgreSQL ${major}, and this Caseward brings ${binaries.major}. ` +
          'Please make a backup with the Caseward that wrote it, and restore it into an empty data folder.',
      )
    }
    return JSON.parse(readFileSync(join(folder, 'caseward.json'), 'utf8')) as Access
  } catch (error) {
    if (error instanceof CannotStart) throw error
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw notAllowed(folder)
    throw new CannotStart(
      `${folder} is not a database made by Caseward, or is damaged (${(error as Error).message}). ` +
        'Please restore it from a backup, or set CASEWARD_DATA to another folder.',
    )
  }
}

function notAllowed(place: string) {
  return new CannotStart(
    `${place} belongs to another user of this system. Start Caseward as that user, or set CASEWARD_DATA.`,
  )
}

interface Making {
  account: Account | undefined
  binaries: Binaries
  durable: boolean
  log: Log
}

/** Made aside and then put in place by one rename (or one link), so that it is there whole or not at all. */
async function createCluster(place: string, { account, binaries, durable, log }: Making) {
  log('Making the database')
  const dataDir = join(place, '..')
  const reachable = canEnter(account, dataDir)
  const home = reachable ? dataDir : makeSharedHome(dataDir, log)
  clearUnfinished(home)
  const made = mkdtempSync(join(home, unfinished))
  try {
    if (account) chownSync(made, account.uid, account.gid)
    const access = { port: await freePort(), password: secret(), superuserPassword: secret() }
    await initdb(made, access.superuserPassword, { account, binaries, durable, log })
    writeAccess({ folder: made, account }, access)
    if (reachable) renameSync(made, place)
    else linkInto(place, made)
  } catch (error) {
    rmSync(made, { recursive: true, force: true })
    // Another process was quicker: its database is the one.
    if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** The database stays in the shared home, under a name that says that it is finished. */
function linkInto(place: string, made: string) {
  const finished = made.replace(unfinished, 'database-')
  renameSync(made, finished)
  try {
    symlinkSync(finished, place)
  } catch (error) {
    rmSync(finished, { recursive: true })
    throw error
  }
}

const unfinished = '.postgres-'

/** What a killed start left behind. One that is still being made is younger than that. */
function clearUnfinished(home: string) {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    const beganMs = name.startsWith(unfinished) && lstatSync(path, { throwIfNoEntry: false })?.birthtimeMs
    if (beganMs && beganMs < currentInstant().getTime() - 60_000) rmSync(path, { recursive: true, force: true })
  }
}

function makeSharedHome(dataDir: string, log: Log): string {
  log(`Keeping the database in ${sharedHome}, because PostgreSQL's user cannot enter ${dataDir}`)
  mkdirSync(sharedHome, { recursive: true })
  chmodSync(sharedHome, 0o755)
  return sharedHome
}

async function initdb(folder: string, password: string, { account, binaries, durable }: Making) {
  const passwordFile = `${folder}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  const args = [
    ...['--pgdata', folder, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    // Without a locale of its own a bare system would give an ASCII database; this one is the same everywhere.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--set', 'shared_buffers=256MB', '--set', 'max_connections=60', '--set', 'max_wal_size=2GB'],
    ...['--set', 'log_min_messages=warning', '--set', 'log_checkpoints=off', '--set', 'timezone=UTC'],
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    const { code, output } = await run(binaries.initdb, args, account)
    if (code !== 0) throw new CannotStart(`PostgreSQL could not make its database: ${output.trim()}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function run(program: string, args: string[], account: Account | undefined) {
  return new Promise<{ code: number | null; output: string }>((done, failed) => {
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      env: bareEnvironment,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', failed)
    child.on('close', (code) => done({ code, output }))
  })
}

/** Nothing of the caller's: PGDATA, PGPORT or a foreign locale would change what PostgreSQL does. */
export const bareEnvironment = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' }

function secret() {
  return randomBytes(24).toString('base64url')
}
