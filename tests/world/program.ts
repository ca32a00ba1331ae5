import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../src/platform/config.ts'
import { ownPort } from './ports.ts'
import { scratch } from './scratch.ts'

export const home = resolve(import.meta.dirname, '../..')

/** An installation to start, kill and start again: a data folder and ports of its own. */
export interface Installation {
  dataDir: string
  url: string
  environment: Record<string, string>
  remove: () => Promise<void>
}

export interface Program {
  process: ChildProcess
  /** Everything it said so far, on both streams. */
  said: () => string
  /** Resolves when it says that it is open; fails when it ends before. */
  opened: Promise<void>
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

export async function newInstallation({ closed = false } = {}): Promise<Installation> {
  const folder = mkdtempSync(join(scratch, 'caseward-start-'))
  // Where root runs the tests, PostgreSQL's own user may pass through, as it may in most places, or not, as in /root.
  chmodSync(folder, closed ? 0o700 : 0o711)
  const dataDir = join(folder, 'data')
  const [port, mailPort] = [await ownPort(), await ownPort()]
  const remove = async () => {
    const pid = serverPid(dataDir)
    if (pid) await kill(pid)
    const database = join(dataDir, 'postgres')
    const places = [existsSync(database) ? realpathSync(database) : database, folder]
    for (const place of places) rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  const environment = { PORT: String(port), CASEWARD_SMTP_IN: String(mailPort), CASEWARD_DATA: dataDir }
  return { dataDir, url: `http://127.0.0.1:${port}`, environment, remove }
}

/** Starts `npm start`, or what it calls, with the environment of a bare machine. */
export function startProgram(
  { environment }: Pick<Installation, 'environment'>,
  command: string[] = [process.execPath, 'bin/caseward.js', 'serve'],
  stdio: 'ipc' | 'ignore' = 'ignore',
): Program {
  const child = spawn(command[0]!, command.slice(1), {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', stdio],
  })
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const opened = Promise.race([until(() => text.includes('Caseward is open at')), ended]).then((result) => {
    if (result !== undefined) throw new Error(`It ended with ${result}: ${text}`)
  })
  opened.catch(() => {})
  return { process: child, said: () => text, opened, ended }
}

/** The process of the embedded PostgreSQL, as its lock file tells it. */
export function serverPid(dataDir: string): number | undefined {
  const lock = join(dataDir, 'postgres/postmaster.pid')
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : undefined
}

/** kill -9, and waits until the process is gone. */
export async function kill(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL')
    await until(() => !isRunning(pid))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // What nobody has waited for yet still has a number, but runs no more.
    const stat = process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
    return !/\) [ZX] /.test(stat)
  } catch {
    return false
  }
}

export async function until(holds: () => boolean, seconds = 60): Promise<undefined> {
  for (let waited = 0; waited < seconds * 1000; waited += 20) {
    if (holds()) return undefined
    await sleep(20)
  }
  throw new Error(`It did not happen within ${seconds} seconds.`)
}

/** For the environment of an installation whose API is asked. */
export const firstAdmin = {
  CASEWARD_ADMIN_EMAIL: 'mira@norrvik.example',
  CASEWARD_ADMIN_PASSWORD: 'a-long-enough-word',
}

/** A key of the API, made by the first administrator of a running program. */
export async function makeKey({ url }: Pick<Installation, 'url'>, role = 'admin'): Promise<string> {
  const post = async (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', cookie }
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const [email, password] = [firstAdmin.CASEWARD_ADMIN_EMAIL, firstAdmin.CASEWARD_ADMIN_PASSWORD]
  const session = await post('/session', { email, password })
  const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
  const made = (await (await post('/keys', { name: 'test', role }, cookie)).json()) as { key: string }
  return made.key
}

/** The settings of a place, for work on a database without a program around it. */
export const configOf = ({ dataDir, url }: Installation, databaseUrl: string): Config =>
  ({
    ...{ dataDir, databaseUrl, url, links: url, smtpOut: null },
    given: { smtpOut: false, url: false },
  }) as Partial<Config> as Config
