import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { stopwatch } from '../src/platform/time.ts'
import { secondsOf } from './processor.ts'

export interface RunningChild {
  /** From the start of the process until it says that it is open. */
  startMs: number
  rssMegabytes: () => number
  /** The most since the last call, by looking ten times a second. */
  peakMegabytes: () => number
  /** Processor time so far; null where the system does not tell. */
  cpuSeconds: () => number | null
  stop: () => Promise<void>
}

const root = resolve(import.meta.dirname, '..')

/** A program of ours as a process of its own, once it printed a line that says it is open. */
export async function startChild(args: string[], environment: Record<string, string>): Promise<RunningChild> {
  const began = stopwatch()
  const { PATH, HOME, TMPDIR, LANG, BENCH_NODE_OPTIONS } = process.env
  const child = spawn(
    process.execPath,
    // As the launcher starts it.
    [
      '--disable-warning=ExperimentalWarning',
      '--max-semi-space-size=4',
      ...(BENCH_NODE_OPTIONS?.split(' ') ?? []),
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH, HOME, TMPDIR, LANG, NODE_COMPILE_CACHE: `${root}/node_modules/.cache/compiled`, ...environment },
    },
  )
  await isOpen(child)
  const startMs = stopwatch() - began
  let peak = 0
  const sampling = setInterval(() => {
    peak = Math.max(peak, rssOf(child.pid!))
  }, 100)
  return {
    startMs,
    rssMegabytes: () => rssOf(child.pid!),
    peakMegabytes: () => {
      const most = Math.max(peak, rssOf(child.pid!))
      peak = 0
      return most
    },
    cpuSeconds: () => secondsOf(child.pid!),
    stop: async () => {
      clearInterval(sampling)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function isOpen(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`it ended with code ${code} before it was open`)))
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (/ is open /.test(`${line} `)) done()
    })
  })
}

function rssOf(pid: number): number {
  const status = `/proc/${pid}/status`
  const kilobytes = existsSync(status)
    ? Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1])
    : Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
  return kilobytes / 1024
}
