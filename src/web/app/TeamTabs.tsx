import { useAlone } from '../features/people/useAlone.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { teamPlaces } from './places.ts'
import { useLeads } from './usePlaces.ts'

/** What a team looks after together; its load is for whoever leads it. */
export function TeamTabs() {
  const alone = useAlone()
  const leads = useLeads()
  return (
    <Tabs
      label="Team"
      items={teamPlaces.filter((place) => ('others' in place ? !alone : true) && (leads || !('leads' in place)))}
    />
  )
}
