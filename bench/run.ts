import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureClocks } from './clocks.ts'
import { machine, writeClocksReport, writeReport } from './report.ts'
import { measureRouting, writeRoutingReport } from './routing.ts'
import { type Effort, measureSize, type SizeReport } from './scenarios.ts'

const usage = `usage: npm run bench -- [--cases 10000,100000] [--clocks] [--routing] [--quick] [--into bench/results]
  --cases   sizes of the data sets, in cases of ten messages each; up to 1000000
  --clocks  nothing but the clocks: many steps due at once, and looks beside a million that wait
  --routing nothing but routing: decisions in a second, and a thousand cases that wait when ten people come online
  --quick   a few of everything on 1,000 cases: shows that it runs, measures nothing worth keeping
`
const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    clocks: { type: 'boolean', default: false },
    routing: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    into: { type: 'string' },
  },
})
const asked = values.cases ?? (values.quick ? '1000' : '10000,100000')
const sizes = asked.split(',').map(Number)
if (sizes.some((size) => !Number.isInteger(size) || size < 100 || size > 1_000_000)) {
  process.stderr.write(usage)
  process.exit(2)
}
const effort: Effort = values.quick ? { creates: 40, reads: 10, mails: 10 } : { creates: 2000, reads: 200, mails: 200 }
const say = (line: string) => process.stdout.write(`${line}\n`)

const on = machine()
const reports: SizeReport[] = []
for (const size of values.clocks || values.routing ? [] : sizes) {
  say(`\n== ${size.toLocaleString('en')} cases ==`)
  reports.push(await measureSize(size, effort, say))
}
const folder = resolve(
  import.meta.dirname,
  '..',
  values.into ?? (values.quick ? '.cache/bench/quick' : 'bench/results'),
)
if (reports.length > 0) say(`\n${writeReport(folder, on, reports)}`)
if (!values.routing) {
  say('\n== clocks ==')
  say(`\n${writeClocksReport(folder, on, await measureClocks(values.quick, say))}`)
}
if (!values.clocks) {
  say('\n== routing ==')
  say(`\n${writeRoutingReport(folder, on, await measureRouting(values.quick, say))}`)
}
process.exit(0)
