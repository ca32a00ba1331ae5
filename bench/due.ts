import { standardCalendar } from '../src/features/calendars/defaults.ts'
import { dueAt } from '../src/features/calendars/rules.ts'

// Due instants per second on one core, for targets of up to 30 working days from starts spread over a year.
const hours = { ...standardCalendar('Europe/Berlin'), holidays: ['2026-01-01', '2026-04-03', '2026-12-25'] }
const from = Date.UTC(2026, 0, 1)
const year = 365 * 86_400_000
const longest = 30 * 8 * 3600
const rounds = 3_000_000

measure(200_000)
const perSecond = measure(rounds)
process.stdout.write(`${Math.round(perSecond).toLocaleString('en')} due instants per second\n`)

function measure(count: number): number {
  const began = performance.now()
  let checksum = 0
  for (let i = 0; i < count; i++) {
    const { due } = dueAt(hours, from + ((i * 7_919_113) % year), (i * 104_729) % longest)
    checksum += due ?? 0
  }
  if (checksum === 0) throw new Error('nothing was computed')
  return count / ((performance.now() - began) / 1000)
}
