import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { OpeningHours } from '../src/features/calendars/contract.ts'
import { standardCalendar } from '../src/features/calendars/defaults.ts'
import { countryDays } from '../src/features/calendars/reading/country-days.ts'
import { keepRules, transitionsOf } from '../src/features/calendars/rules/zone-offsets.ts'
import { dueAt, type Pause, workedSeconds } from '../src/features/calendars/rules.ts'
import { currentInstant, stopwatch } from '../src/platform/time.ts'
import { machine } from './report.ts'

// Due instants per second on one core: targets of up to 30 working days, from starts spread over a year.
const timeZone = 'Europe/Oslo'
const holidays = countryDays('NO', null, null, { from: 2024, to: 2028 }).flatMap(({ date, usual }) =>
  usual ? date : [],
)
const common: OpeningHours = { ...standardCalendar(timeZone), holidays }
const day: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
  ['22:00', '06:00'],
]
const shifts: OpeningHours = {
  timeZone,
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [['20:00', '04:00']] },
  holidays,
  overrides: Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [
      new Date(Date.UTC(2026, 0, 5 + i * 9)).toISOString().slice(0, 10),
      day.slice(0, 1),
    ]),
  ),
}
const kept = { ...common, zone: { id: `${timeZone}@1`, transitions: transitionsOf(timeZone) } }
keepRules(kept.zone)

const from = Date.UTC(2026, 0, 1)
const year = 365 * 86_400_000
const longest = 30 * 8 * 3600
const rounds = 2_000_000
const startOf = (i: number) => from + ((i * 7_919_113) % year)
const targetOf = (i: number) => (i * 104_729) % longest
const pausesAt = (start: number): Pause[] =>
  [1, 3, 6].map((days) => [start + days * 86_400_000, start + days * 90_000_000])

const scenarios: [name: string, compute: (i: number) => number | null][] = [
  ['nine to five with the holidays of Norway', (i) => dueAt(common, startOf(i), targetOf(i)).due],
  ['the same, every target thirty days', (i) => dueAt(common, startOf(i), longest).due],
  [
    'three stretches a day, one across midnight, and forty days of their own',
    (i) => dueAt(shifts, startOf(i), targetOf(i)).due,
  ],
  ['nine to five by zone rules kept from another release', (i) => dueAt(kept, startOf(i), targetOf(i)).due],
  ['nine to five with three pauses each', (i) => dueAt(common, startOf(i), targetOf(i), pausesAt(startOf(i))).due],
  ['working time between two instants', (i) => workedSeconds(common, startOf(i), startOf(i) + targetOf(i) * 1000)],
]
const on = machine()
const rows = scenarios.map(([name, compute]) => {
  measure(compute, 200_000)
  const perSecond = Math.round(measure(compute, rounds))
  process.stdout.write(`${perSecond.toLocaleString('en').padStart(12)} a second  ${name}\n`)
  return `| ${name} | ${perSecond.toLocaleString('en')} |`
})
const text = `# Due instants, ${currentInstant().toISOString().slice(0, 10)}

${on.processor}, one of ${on.cores} cores, Node ${on.node}, load ${on.loadBefore} before; ${rounds.toLocaleString('en')} of each after a
warm-up. \`node bench/due.ts\`

| computed | a second |
|---|---|
${rows.join('\n')}
`
writeFileSync(resolve(import.meta.dirname, 'results/due.md'), text)

function measure(compute: (i: number) => number | null, count: number): number {
  const began = stopwatch()
  let checksum = 0
  for (let i = 0; i < count; i++) checksum += compute(i) ?? 0
  if (checksum === 0) throw new Error('nothing was computed')
  return count / ((stopwatch() - began) / 1000)
}
