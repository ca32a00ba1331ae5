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

export const skillsQuery = queryOptions({ queryKey: ['people', 'skills'], queryFn: () => api.people.listSkills({}) })

/** Beneath `people`: who holds which role changes with them. */
export const rolesQuery = queryOptions({ queryKey: ['people', 'roles'], queryFn: () => api.people.listRoles({}) })

/** Those who left included, for the studio. */
export const everybodyQuery = queryOptions({
  queryKey: ['people', 'all'],
  queryFn: () => api.people.listPeople({ query: { all: 'true' } }),
})
export const leavingQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id, 'leaving'], queryFn: () => api.people.leaving({ params: { id } }) })
export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: () => api.people.organisation({}),
})
export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: () => api.people.listKeys({}) })
export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: () => api.people.listSessions({}) })
