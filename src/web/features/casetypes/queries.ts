import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** The open cases of a type by version and stage; under `types`, so that a change of settings reads it anew. */
export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['types', id, 'standing'],
    queryFn: () => api.types.typeStanding({ params: { id } }),
  })
