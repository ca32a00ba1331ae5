import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { currentInstant } from '../time.ts'

/** A running PostgreSQL server, as its lock file tells it. */
export interface Server {
  pid: number
  port: number
  status: 'starting' | 'ready' | 'stopping' | 'standby'
}

/**
 * The living server of this very data folder, or undefined. PostgreSQL itself clears away the lock of a process that is
 * gone, but believes one whose number the system has meanwhile given to some other program: such a lock is removed here.
 */
export function livingServer(cluster: string): Server | undefined {
  const server = readLock(cluster)
  if (server === undefined || isServerOf(server.pid, cluster)) return server
  if (server.pid === 0) return isOld(cluster) ? clearLock(cluster, server) : server
  return exists(server.pid) ? clearLock(cluster, server) : undefined
}

function clearLock(cluster: string, stale: Server): undefined {
  if (readLock(cluster)?.pid === stale.pid) rmSync(lockOf(cluster), { force: true })
}

/** Asks the server to finish at once but cleanly, and waits until it is gone. False when it would not. */
export async function stopServer(cluster: string, server: Server, seconds: number): Promise<boolean> {
  signal(server.pid, 'SIGINT')
  for (let waited = 0; waited < seconds * 1000; waited += 10) {
    if (!isServerOf(server.pid, cluster)) return true
    await sleep(10)
  }
  return false
}

/** The lines of postmaster.pid: process, folder, start, port, socket folder, address, shared memory, status. */
function readLock(cluster: string): Server | undefined {
  let text: string
  try {
    text = readFileSync(lockOf(cluster), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const lines = text.split('\n')
  return {
    pid: Math.abs(Number(lines[0]) || 0),
    port: Number(lines[3]) || 0,
    status: (lines[7]?.trim() || 'starting') as Server['status'],
  }
}

const lockOf = (cluster: string) => join(cluster, 'postmaster.pid')

/** A lock without a number is about to be written, or was left so by a full disk. */
function isOld(cluster: string): boolean {
  const written = statSync(lockOf(cluster), { throwIfNoEntry: false })
  return written !== undefined && currentInstant().getTime() - written.mtimeMs > 2000
}

/** PostgreSQL's server works inside its data folder, so the process's folder proves whose it is. */
function isServerOf(pid: number, cluster: string): boolean {
  if (pid === 0) return false
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.includes('postgres') && stdout.includes(cluster)
  }
  try {
    const isPostgres = readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    return isPostgres && readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
