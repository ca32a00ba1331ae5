import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Attainment, AttainmentFigure, AttainmentRow, During } from '../../../features/sla/contract/attainment.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { type Cell, csv, saveFile } from '../../ui/files.ts'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { Table } from '../../ui/Table.tsx'
import { AttainmentClocks } from './AttainmentClocks.tsx'
import {
  attained,
  attainedWords,
  clockTable,
  figureWords,
  monthTable,
  monthWords,
  type Opened,
  policyNames,
  times,
} from './attainmentWords.ts'
import { metricName } from './metrics.ts'
import styles from './policies.module.css'
import { attainmentQuery, policiesQuery } from './queries.ts'

/** What became of what was promised: by policy, by clock and by month, from the clocks themselves. */
export function AttainmentRoom() {
  const setQuery = useSetQuery()
  const policyId = useQueryPart('policy') ?? ''
  const [during, setDuring] = useState<During>('30_days')
  const [opened, setOpened] = useState<Opened | null>(null)
  const policies = useQuery(policiesQuery).data?.items ?? []
  const report = useQuery({ ...attainmentQuery(during, policyId), placeholderData: keepPreviousData })
  return (
    <>
      <RoomHead title="Attainment" said="What became of what was promised, of the cases that you may see.">
        <NativeSelect
          aria-label="Time"
          value={during}
          onChange={(event) => setDuring(event.currentTarget.value as During)}
          data={times}
        />
        <NativeSelect
          aria-label="Policy"
          value={policyId}
          onChange={(event) => setQuery({ policy: event.currentTarget.value || null })}
          data={[{ value: '', label: 'All policies' }, ...policies.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Button variant="default" onClick={() => setQuery({ of: null })}>
          Back to the policies
        </Button>
      </RoomHead>
      <RoomBody label="Attainment">
        <Known query={report} what="The report">
          {(found) =>
            found.rows.length === 0 ? (
              <Empty title="No clock ended in that time, and none runs">What ends is counted here.</Empty>
            ) : (
              <>
                <Whole found={found} />
                <ByClock found={found} onOpen={setOpened} />
                <ByMonth found={found} />
              </>
            )
          }
        </Known>
      </RoomBody>
      {opened && report.data && (
        <AttainmentClocks {...opened} from={report.data.from} to={report.data.to} onClose={() => setOpened(null)} />
      )}
    </>
  )
}

function Whole({ found: { byClock, byCase, timeZone } }: { found: Attainment }) {
  return (
    <section aria-label="In all">
      <p className={styles.sum}>
        {attainedWords(byClock, 'clock')} {attainedWords(byCase, 'case')}
      </p>
      <p className={studio.sub}>
        Met ÷ (met + late), of clocks that ended in that time; a case counts as kept where all of them were. Pauses do
        not count, a moved target counts as it stood at the end, and clocks that were cancelled (by a merge, a change of
        policy or a withdrawal) count nowhere. Months are those of {timeZone}.
      </p>
    </section>
  )
}

function ByClock({ found, onOpen }: { found: Attainment; onOpen: (opened: Opened) => void }) {
  const { rows } = found
  const names = policyNames(rows)
  const count = (figure: AttainmentFigure, of: (row: AttainmentRow) => number) => ({
    right: true as const,
    cell: (row: AttainmentRow) =>
      of(row) === 0 ? (
        0
      ) : (
        <button
          type="button"
          className={styles.count}
          aria-label={`${of(row)} ${figureWords[figure]}, ${nameOf(row)}`}
          onClick={() => onOpen({ figure, row })}
        >
          {of(row)}
        </button>
      ),
  })
  return (
    <section aria-label="By policy and clock">
      <h2 className={studio.label}>
        By policy and clock <span>what ended in that time, and what runs now</span>
        <AsTable name="attainment-by-clock.csv" table={() => clockTable(found)} />
      </h2>
      <Table
        lines
        rows={rows}
        keyOf={(row) => `${row.policy?.id} ${row.metric} ${row.milestone}`}
        columns={[
          { name: 'Policy', cell: ({ policy }) => (policy && names.get(policy.id)) ?? 'none' },
          { name: 'Clock', cell: (row) => <b>{row.milestone ?? metricName(row.metric)}</b> },
          { name: 'Attained', right: true, cell: (row) => attained(row) },
          { name: 'Met', ...count('met', ({ met }) => met) },
          {
            name: 'Late',
            tone: ({ breached }) => breached > 0 && 'overdue',
            ...count('breached', (row) => row.breached),
          },
          { name: 'On track', said: 'Running now', wide: true, ...count('on_track', ({ onTrack }) => onTrack) },
          { name: 'Paused', said: 'Now', wide: true, ...count('paused', ({ paused }) => paused) },
          {
            name: 'At risk',
            said: 'Running now',
            tone: ({ atRisk }) => atRisk > 0 && 'risk',
            ...count('at_risk', ({ atRisk }) => atRisk),
          },
          {
            name: 'Over now',
            said: 'Past its target, and not ended',
            tone: ({ late }) => late > 0 && 'overdue',
            ...count('late', ({ late }) => late),
          },
        ]}
      />
    </section>
  )
}

const nameOf = ({ policy, milestone, metric }: AttainmentRow) =>
  `${milestone ?? metricName(metric)}, ${policy?.name ?? 'no policy'}`

function AsTable({ name, table }: { name: string; table: () => Cell[][] }) {
  return (
    <Button variant="subtle" size="compact-xs" onClick={() => saveFile(name, csv(table()))}>
      Save as CSV
    </Button>
  )
}

function ByMonth({ found }: { found: Attainment }) {
  const { months, rows } = found
  const names = policyNames(rows)
  if (months.length === 0) return null
  return (
    <section aria-label="By month">
      <h2 className={studio.label}>
        By month <AsTable name="attainment-by-month.csv" table={() => monthTable(found)} />
      </h2>
      <Table
        rows={months}
        keyOf={({ month, policyId }) => `${month} ${policyId}`}
        columns={[
          { name: 'Month', cell: ({ month }) => monthWords(month) },
          { name: 'Policy', cell: ({ policyId }) => (policyId && names.get(policyId)) ?? 'none' },
          { name: 'Attained', right: true, cell: (row) => attained(row) },
          { name: 'Met', right: true, cell: ({ met }) => met },
          { name: 'Late', right: true, tone: ({ breached }) => breached > 0 && 'overdue', cell: (row) => row.breached },
        ]}
      />
    </section>
  )
}
