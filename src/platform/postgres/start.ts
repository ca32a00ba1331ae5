import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '../cannot-start.ts'
import { stopwatch } from '../time.ts'
import { bareEnvironment, type Cluster, freePort, writeAccess } from './cluster.ts'
import { livingServer, type Server } from './server.ts'

/**
 * The running server of this cluster: the one that is there (a killed program leaves it behind), or a new one.
 * PostgreSQL's own lock lets only one of several starters through; the others then find its server.
 */
export async function runningServer(cluster: Cluster, durable: boolean, log: (line: string) => void): Promise<Server> {
  const blockedUntilMs = stopwatch() + 20_000
  let waitingSince: number | undefined
  for (;;) {
    const server = livingServer(cluster.folder)
    if (server?.status === 'ready') return server
    if (server) {
      waitingSince ??= stopwatch()
      if (stopwatch() - waitingSince > 3000) {
        log(
          `PostgreSQL is ${server.status === 'stopping' ? 'shutting down' : 'recovering from a crash'}; waiting for it`,
        )
        waitingSince = Number.POSITIVE_INFINITY
      }
      await sleep(10)
      continue
    }
    const failure = await start(cluster, durable)
    if (failure === undefined) continue
    if (failure.includes('could not bind')) {
      cluster.access = { ...cluster.access, port: await freePort() }
      writeAccess(cluster, cluster.access)
    } else if (!isPassing(failure) || stopwatch() > blockedUntilMs) {
      throw new CannotStart(`PostgreSQL did not start (${join(cluster.folder, 'server.log')}): ${failure}`)
    } else {
      await sleep(100)
    }
  }
}

/** Somebody else's start or the last processes of a killed server: gone in a moment. */
function isPassing(failure: string) {
  return failure === '' || failure.includes('lock file') || failure.includes('shared memory block')
}

/** Undefined once the server is there (though it may still recover), else what it said when it gave up. */
async function start(cluster: Cluster, durable: boolean): Promise<string | undefined> {
  const logFile = join(cluster.folder, 'server.log')
  if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.1`)
  const output = openSync(logFile, 'a', 0o600)
  const from = statSync(logFile).size
  // In a session of its own: Ctrl-C in the terminal is for us, and we stop it when we are done with it.
  const child = spawn(cluster.binaries.postgres, flags(cluster, durable), {
    ...cluster.account,
    cwd: cluster.folder,
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  let gone = false
  const end = new Promise<void>((done) => {
    for (const event of ['error', 'exit']) child.once(event, () => done())
  }).then(() => {
    gone = true
  })
  while (!gone) {
    if (livingServer(cluster.folder)?.pid === child.pid) return undefined
    await Promise.race([end, sleep(5)])
  }
  return complaintsOf(child.pid, readFileSync(logFile, 'utf8').slice(from))
}

/**
 * Why the server of this process gave up, by the log. Processes of a killed one before it say goodbye in the same log, as
 * many as there were connections: taken for its own they would hide what it waits for.
 */
export function complaintsOf(pid: number | undefined, log: string): string {
  const whose = /^\S+ \S+ \S+ \[(\d+)\] /
  return log
    .split('\n')
    .filter((line) => Number(whose.exec(line)?.[1] ?? pid) === pid)
    .filter((line) => /FATAL|ERROR|HINT|could not/.test(line))
    .slice(-4)
    .join(' ')
}

function flags({ folder, access }: Cluster, durable: boolean): string[] {
  const settings = {
    port: access.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          shared_buffers: '128MB',
          max_connections: 300,
          // What would be gained is thrown away before.
          autovacuum: 'off',
        }),
  }
  return ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
