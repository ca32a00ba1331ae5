import { useQuery } from '@tanstack/react-query'
import { teamsQuery } from '../features/people/queries.ts'
import { useAlone } from '../features/people/useAlone.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { teamPlaces } from './places.ts'
import { useMe } from './session.ts'

/** What a team looks after together; its load is for whoever leads it. */
export function TeamTabs() {
  const me = useMe()
  const teams = useQuery(teamsQuery).data?.items ?? []
  const alone = useAlone()
  const leads = me.rights.includes('teams.lead') || teams.some(({ lead }) => lead.id === me.id)
  return (
    <Tabs
      label="Team"
      items={teamPlaces.filter((place) => ('others' in place ? !alone : true) && (leads || !('leads' in place)))}
    />
  )
}
