import { Tabs } from '../ui/Tabs.tsx'
import { teamPlaces } from './places.ts'

/** What a team looks after together. */
export const TeamTabs = () => <Tabs label="Team" items={teamPlaces} />
