import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Named, Text, Version } from '../../../platform/shapes.ts'
import { CaseFilter } from './filter.ts'

export const SavedView = z.object({
  id: Id,
  name: z.string(),
  mine: z.boolean(),
  team: Named.nullable(),
  filter: CaseFilter.partial(),
  layout: z.record(z.string(), z.unknown()),
  version: Version,
})
export type SavedView = z.infer<typeof SavedView>

export const viewsContract = {
  listViews: endpoint({
    method: 'GET',
    path: '/views',
    summary: 'Saved filters: own, of my teams, and shipped ones.',
    response: z.object({ items: z.array(SavedView) }),
  }),
  createView: endpoint({
    method: 'POST',
    path: '/views',
    summary: 'Saves a filter under a name.',
    body: z.strictObject({
      name: Text(80),
      teamId: Id.nullable().default(null),
      filter: CaseFilter.partial(),
      layout: z.record(z.string(), z.unknown()).default({}),
    }),
    response: SavedView,
  }),
  changeView: endpoint({
    method: 'PATCH',
    path: '/views/:id',
    summary: 'Changes a saved filter.',
    params: z.object({ id: Id }),
    body: z.strictObject({
      version: Version,
      name: Text(80).optional(),
      filter: CaseFilter.partial().optional(),
      layout: z.record(z.string(), z.unknown()).optional(),
      /** The team to share it with; null keeps it to oneself. */
      teamId: Id.nullable().optional(),
    }),
    response: SavedView,
  }),
  removeView: endpoint({
    method: 'DELETE',
    path: '/views/:id',
    summary: 'Removes a saved filter.',
    params: z.object({ id: Id }),
    response: z.object({ ok: z.literal(true) }),
  }),
}
