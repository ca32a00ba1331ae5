import { queryOptions } from '@tanstack/react-query'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import type { Mapping } from '../../../features/casetypes/rules/migration.ts'
import { api } from '../../api.ts'

/** The open cases of a type by version and stage; under `types`, so that a change of settings reads it anew. */
export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['types', id, 'standing'],
    queryFn: () => api.types.typeStanding({ params: { id } }),
  })

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['types', id, 'draft'],
    queryFn: () => api.types.getTypeDraft({ params: { id } }),
  })

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['types', id, 'versions'],
    queryFn: () => api.types.listTypeVersions({ params: { id } }),
  })

export const migrationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['types', id, 'migrations'],
    queryFn: () => api.cases.listMigrations({ params: { id } }),
  })

/** What coming along would mean; `definition` is a version that is not published yet. */
export const alongQuery = (id: string, definition: CaseTypeDefinition | null, mapping: Mapping) =>
  queryOptions({
    queryKey: ['types', id, 'along', JSON.stringify([definition, mapping])],
    queryFn: () =>
      api.cases.previewMigration({
        params: { id },
        body: { ...(definition && { definition }), stages: { ...mapping.stages }, fields: { ...mapping.fields } },
      }),
  })
