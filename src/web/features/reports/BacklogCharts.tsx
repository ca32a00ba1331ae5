import '@mantine/charts/styles.layer.css'
import { BarChart, LineChart } from '@mantine/charts'
import type { Home } from '../../../features/reports/contract.ts'
import { axisFrom } from './axis.ts'
import { dayName } from './days.ts'
import styles from './HomeScreen.module.css'

const look = {
  dataKey: 'name',
  gridAxis: 'x',
  tickLine: 'none',
  strokeDasharray: '0',
  gridColor: 'var(--line)',
  textColor: 'var(--ink-3)',
  'aria-hidden': true,
} as const
const labelsShown = 5
/** Room for a number with its digits, in whatever face it is drawn. */
const widthOf = (highest: number) => Math.max(38, 14 + String(highest).length * 9)

/** A line over its own axis, because its change is what is read; columns only from zero. */
export function BacklogCharts({ days }: { days: Home['backlog'] }) {
  const data = days.map((day) => ({ ...day, name: dayName(day.day) }))
  const open = axisFrom(Math.min(...days.map((day) => day.open)), Math.max(...days.map((day) => day.open)))
  const flow = axisFrom(0, Math.max(1, ...days.flatMap((day) => [day.in, day.out])))
  const width = widthOf(Math.max(open.to, flow.to))
  const dayAxis = { interval: Math.max(0, Math.ceil(days.length / labelsShown) - 1), padding: { left: 6, right: 6 } }
  return (
    <>
      <p className={styles.chartName}>Open</p>
      <LineChart
        {...look}
        data={data}
        h={118}
        series={[{ name: 'open', label: 'Open', color: 'var(--accent)' }]}
        curveType="linear"
        strokeWidth={1.75}
        withDots={false}
        withXAxis={false}
        yAxisProps={{ domain: [open.from, open.to], ticks: open.ticks, width, interval: 0 }}
        xAxisProps={dayAxis}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false, margin: { top: 6, bottom: 8 } }}
      />
      <p className={styles.chartName}>
        <i data-flow="in" />
        In <i data-flow="out" />
        Out
      </p>
      <BarChart
        {...look}
        data={data}
        h={98}
        series={[
          { name: 'in', label: 'In', color: 'var(--flow-in)' },
          { name: 'out', label: 'Out', color: 'var(--flow-out)' },
        ]}
        yAxisProps={{ domain: [0, flow.to], ticks: flow.ticks, width, interval: 0 }}
        xAxisProps={dayAxis}
        maxBarWidth={8}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false, barGap: 1, margin: { top: 6 } }}
      />
    </>
  )
}
