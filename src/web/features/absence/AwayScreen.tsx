import { ActionIcon, Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Leave } from '../../../features/absence/contract.ts'
import type { Team } from '../../../features/people/contract/organisation.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { IconChevronLeft, IconChevronRight, IconPlus } from '../../ui/icons.ts'
import { Known } from '../../ui/Known.tsx'
import page from '../customers/accounts.module.css'
import { teamsQuery } from '../people/queries.ts'
import styles from './absence.module.css'
import { type MonthPage, monthPage, monthsAway } from './days.ts'
import { MonthStrip } from './MonthStrip.tsx'
import { leavesQuery } from './queries.ts'
import { Unplanned } from './Unplanned.tsx'

/** Who is away when: a month, and a line for each colleague of each team. */
export function AwayScreen() {
  const go = useGo()
  const now = useNow()
  const setQuery = useSetQuery()
  const month = monthPage(useQueryPart('month'), now)
  const teams = useQuery(teamsQuery)
  const leaves = useQuery({
    ...leavesQuery(month.from.toISOString(), month.until.toISOString()),
    placeholderData: keepPreviousData,
  })
  const title = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(month.from)
  const turn = (months: number) => setQuery({ month: monthsAway(month, months) }, 'typing')
  return (
    <div className={page.screen}>
      <div className={page.page}>
        <TeamTabs />
        <header className={page.head}>
          <div>
            <h1>Who is away</h1>
            <p>Planned leave and absence of everybody here, with who stands in.</p>
          </div>
          <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => go('/leave')}>
            Plan a leave
          </Button>
        </header>
        <Unplanned />
        <nav className={styles.months} aria-label="Month">
          <ActionIcon aria-label="The month before" variant="default" onClick={() => turn(-1)}>
            <IconChevronLeft size={16} stroke={1.7} />
          </ActionIcon>
          <h2>{title}</h2>
          <ActionIcon aria-label="The month after" variant="default" onClick={() => turn(1)}>
            <IconChevronRight size={16} stroke={1.7} />
          </ActionIcon>
          {month.key !== monthPage(null, now).key && (
            <Button variant="subtle" size="compact-sm" onClick={() => setQuery({ month: null })}>
              This month
            </Button>
          )}
        </nav>
        <Known query={teams} what="Teams">
          {({ items }) => (
            <Known query={leaves} what="Leaves">
              {(found) => <TeamStrips teams={items} leaves={found.items} month={month} />}
            </Known>
          )}
        </Known>
      </div>
    </div>
  )
}

function TeamStrips({ teams, leaves, month }: { teams: readonly Team[]; leaves: readonly Leave[]; month: MonthPage }) {
  const inTeams = new Set(teams.flatMap(({ members }) => members.map(({ id }) => id)))
  const others = [...new Map(leaves.map(({ person }) => [person.id, person])).values()].filter(
    ({ id }) => !inTeams.has(id),
  )
  return (
    <>
      {teams.map(({ id, name, members }) => (
        <MonthStrip key={id} title={name} people={members} leaves={leaves} month={month} />
      ))}
      {others.length > 0 && <MonthStrip title="Without a team" people={others} leaves={leaves} month={month} />}
    </>
  )
}
