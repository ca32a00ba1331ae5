import { useQuery } from '@tanstack/react-query'
import { teamsQuery } from '../features/people/queries.ts'
import { useAlone } from '../features/people/useAlone.ts'
import { type Place, places } from './places.ts'
import { useMe } from './session.ts'

/** Whether I look after a team, or after all of them. */
export function useLeads(): boolean {
  const me = useMe()
  const teams = useQuery(teamsQuery).data?.items ?? []
  return me.rights.includes('teams.lead') || teams.some(({ lead }) => lead.id === me.id)
}

/** Where one can go: a lead comes to the load of the team first, everybody else to what there is to take. */
export function usePlaces(): Place[] {
  const leads = useLeads()
  const alone = useAlone()
  return places.map((place) => (place.toOfLeads && leads && !alone ? { ...place, to: place.toOfLeads } : place))
}
