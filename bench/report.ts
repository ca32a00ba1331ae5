import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { currentInstant } from '../src/platform/time.ts'
import type { Bursts, ClocksReport } from './clocks.ts'
import type { SizeReport } from './scenarios.ts'

export interface Machine {
  processor: string
  cores: number
  memoryGigabytes: number
  system: string
  node: string
  /** Processes that wanted to run in the minute before: anything above a few tenths means that others were at work. */
  loadBefore: number
}

export const machine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  node: process.version,
  loadBefore: Math.round(loadavg()[0]! * 10) / 10,
})

/** Writes the report of a day as text and as data; a later run of the same day replaces it. */
export function writeReport(folder: string, on: Machine, sizes: readonly SizeReport[]): string {
  mkdirSync(folder, { recursive: true })
  const day = currentInstant().toISOString().slice(0, 10)
  const path = join(folder, `${day}.md`)
  writeFileSync(path, textOf(day, on, sizes))
  writeFileSync(join(folder, `${day}.json`), `${JSON.stringify({ day, machine: on, sizes }, null, 2)}\n`)
  return path
}

/** The same for the clocks, beside it. */
export function writeClocksReport(folder: string, on: Machine, clocks: ClocksReport): string {
  mkdirSync(folder, { recursive: true })
  const day = currentInstant().toISOString().slice(0, 10)
  const path = join(folder, `${day}-clocks.md`)
  writeFileSync(path, clocksText(day, on, clocks))
  writeFileSync(join(folder, `${day}-clocks.json`), `${JSON.stringify({ day, machine: on, clocks }, null, 2)}\n`)
  return path
}

function clocksText(day: string, on: Machine, { bursts, idle }: ClocksReport): string {
  const asked = ({ medianMs, p95Ms, mostMs }: Bursts['quiet']) =>
    `${medianMs.toFixed(1)} / ${p95Ms.toFixed(1)} / ${mostMs.toFixed(0)} ms`
  const burst = (name: string, { steps, seconds, cpuSeconds, beside }: Bursts['warnings']) =>
    `| ${steps.toLocaleString('en')} ${name} | ${seconds.toFixed(2)} s | ${cpuSeconds ? `${cpuSeconds.program.toFixed(2)} + ${cpuSeconds.postgres.toFixed(2)} s` : 'unknown'} | ${asked(beside)} |`
  return `# Clocks, ${day}

${on.processor}, ${on.cores} cores, ${on.memoryGigabytes} GB, Node ${on.node}; load average before the run ${on.loadBefore}.
One process serves the API and takes the steps; two clients ask it for a list of 50 cases.

${bursts
  .map(
    ({ pauseMs, quiet, warnings, breaches }) => `\
| ${pauseMs === 0 ? 'asked as fast as it answers' : `each asks ${pauseMs} ms after its last answer`}: due at one instant | until the last was taken | processor meanwhile: program + PostgreSQL | API beside it: median / 95 of 100 / most |
|---|---|---|---|
| nothing | | | ${asked(quiet)} |
${burst('warnings, each to one or two people', warnings)}
${burst('breaches with an escalation', breaches)}
`,
  )
  .join('\n')}
| clocks that wait | a look that finds nothing | 200 steps |
|---|---|---|
${idle.map(({ clocks, emptyMs, fullMs }) => `| ${clocks.toLocaleString('en')} | ${emptyMs.toFixed(2)} ms | ${fullMs.toFixed(0)} ms |`).join('\n')}
`
}

function textOf(day: string, on: Machine, sizes: readonly SizeReport[]): string {
  const columns = sizes.map(({ cases }) => `${cases.toLocaleString('en')} cases`)
  const table = (rows: string[][]) =>
    [
      `| | ${columns.join(' | ')} |`,
      `|---|${'---|'.repeat(sizes.length)}`,
      ...rows.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n')
  const each = (name: string, show: (size: SizeReport) => string) => [name, ...sizes.map(show)]
  const names = Object.keys(sizes[0]!.measured)
  return `# Bench, ${day}

${on.processor}, ${on.cores} cores, ${on.memoryGigabytes} GB, ${on.system}, Node ${on.node}; load average before the run ${on.loadBefore}.
The server is the real one, in a process of its own, on its embedded PostgreSQL with its usual settings; clients, server and
PostgreSQL share the cores. Every size begins on a fresh copy of its data set. Times are what the client saw.

## Times: median / 95 of 100, and per second

${table(
  names.map((name) =>
    each(name, ({ measured }) => {
      const { medianMs, p95Ms, perSecond } = measured[name]!
      return `${medianMs.toFixed(1)} / ${p95Ms.toFixed(1)} ms, ${perSecond.toFixed(0)}/s`
    }),
  ),
)}

A create is the whole path: contact, type by words, queue, owner, clocks, timeline, message, search row,
answer. Raw is PostgreSQL alone with the same statements, prepared, in the same transactions.

## Ratios and the rest

${table([
  each('create to raw, 1 client', (size) => ratio(size, '1 client')),
  each('create to raw, 8 clients', (size) => ratio(size, '8 clients')),
  each('statements of one create', ({ statementsPerCreate }) => String(statementsPerCreate)),
  each('search rows written after the last create', ({ indexLagSeconds }) => `${indexLagSeconds.toFixed(1)} s`),
  each(
    'mails by SMTP, from sending to fate',
    ({ mails }) => `${mails.mails} in ${mails.seconds.toFixed(1)} s, ${mails.perSecond.toFixed(0)}/s`,
  ),
  each('memory idle, without PostgreSQL', ({ idleMegabytes }) => `${idleMegabytes.toFixed(0)} MB`),
  each('memory under load, most, without PostgreSQL', ({ loadMegabytes }) => `${loadMegabytes.toFixed(0)} MB`),
  each('start, with PostgreSQL, until open', ({ starts }) => `${starts.toSorted((a, b) => a - b)[1]!.toFixed(0)} ms`),
])}
`
}

function ratio({ measured }: SizeReport, clients: string): string {
  const share = measured[`create, ${clients}`]!.perSecond / measured[`raw create, ${clients}`]!.perSecond
  return `${(share * 100).toFixed(0)} %`
}
