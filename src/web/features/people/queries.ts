import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => api.people.setupState({}),
  staleTime: 60_000,
})
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: () => api.people.listPeople({ query: {} }) })
export const teamsQuery = queryOptions({ queryKey: ['teams'], queryFn: () => api.people.listTeams({}) })
export const typesQuery = queryOptions({ queryKey: ['types'], queryFn: () => api.types.listTypes({}) })
