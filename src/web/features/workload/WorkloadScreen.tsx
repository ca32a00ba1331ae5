import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Workload } from '../../../features/workload/contract.ts'
import { useMe } from '../../app/session.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { IconScale } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import { Empty } from '../../ui/States.tsx'
import page from '../customers/accounts.module.css'
import { teamsQuery } from '../people/queries.ts'
import { LoadBoard } from './LoadBoard.tsx'
import { PlanSheet } from './PlanSheet.tsx'
import { type Asked, workloadQuery } from './queries.ts'
import styles from './workload.module.css'

/** Who of a team carries what at this moment, what waits, and how to move it. */
export function WorkloadScreen() {
  const me = useMe()
  const teams = useQuery(teamsQuery)
  return (
    <div className={`${page.screen} ${styles.screen}`}>
      <div className={styles.page}>
        <TeamTabs />
        <Known query={teams} what="Teams">
          {({ items }) => {
            const led = items.filter(({ lead }) => me.rights.includes('teams.lead') || lead.id === me.id)
            return led.length === 0 ? (
              <>
                <header className={page.head} style={{ marginBottom: 14 }}>
                  <h1>Load</h1>
                </header>
                <Empty title="You lead no team">
                  The lead of a team and managers see here who carries what. Your own work stands in My next.
                </Empty>
              </>
            ) : (
              <OneTeam led={led} mine={led.find(({ lead, members }) => lead.id === me.id && members.length > 1)?.id} />
            )
          }}
        </Known>
      </div>
    </div>
  )
}

interface Led {
  id: string
  name: string
  members: readonly unknown[]
}

/** Without colleagues of one's own the largest team says most. */
const largest = (led: readonly Led[]) => led.toSorted((a, b) => b.members.length - a.members.length)[0]!

function OneTeam({ led, mine }: { led: Led[]; mine: string | undefined }) {
  const setQuery = useSetQuery()
  const asked = useQueryPart('team')
  const teamId = led.find(({ id }) => id === asked)?.id ?? mine ?? largest(led).id
  const workload = useQuery(workloadQuery(teamId))
  const [plan, setPlan] = useState<Asked | null>(null)
  return (
    <>
      <header className={page.head} style={{ marginBottom: 14 }}>
        <div>
          <h1>Load of {led.find(({ id }) => id === teamId)!.name}</h1>
          <p>{workload.data ? inShort(workload.data) : 'Who carries what, and what waits'}</p>
        </div>
        <span className={styles.acts}>
          {led.length > 1 && (
            <NativeSelect
              aria-label="Team"
              value={teamId}
              onChange={(event) => setQuery({ team: event.currentTarget.value })}
              data={led.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Button
            variant="default"
            leftSection={<IconScale size={15} stroke={1.7} />}
            onClick={() => setPlan({ kind: 'rebalance', teamId })}
          >
            Even out
          </Button>
        </span>
      </header>
      <Known query={workload} what="The load of the team">
        {(data) => <LoadBoard data={data} onPlan={setPlan} />}
      </Known>
      {plan && <PlanSheet asked={plan} onClose={() => setPlan(null)} />}
    </>
  )
}

function inShort({ queues, people }: Workload): string {
  const sum = (of: (column: { open: number; late: number; atRisk: number }) => number) =>
    [...queues, ...people].reduce((total, column) => total + of(column), 0)
  const here = people.filter(({ takesCases, absent, status }) => takesCases && !absent && status === 'online')
  const room = here.reduce((total, { load, capacity }) => total + Math.max(0, capacity - load), 0)
  const [late, atRisk] = [sum((column) => column.late), sum((column) => column.atRisk)]
  const waiting = queues.reduce((total, { open }) => total + open, 0)
  return [
    counted(
      sum(({ open }) => open),
      'open case',
    ),
    `${waiting} wait${waiting === 1 ? 's' : ''} for somebody`,
    ...(late > 0 ? [`${late} late`] : []),
    ...(atRisk > 0 ? [`${atRisk} at risk`] : []),
    here.length === 0 ? 'nobody is here' : `${counted(here.length, 'colleague')} here with room for ${room}`,
  ].join(' · ')
}
