import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Named, Ok, Version } from '../../../platform/shapes.ts'

const byId = z.object({ id: Id })

/** A definition on its way: it may still lack words and lines, so it is no whole definition yet. */
export const TypeDraft = z.object({
  /** The published version that it began from. */
  basedOn: Version,
  definition: z.record(z.string(), z.unknown()),
  teamId: Id.nullable(),
  savedBy: Named.nullable(),
  savedAt: InstantOut,
  version: Version,
})
export type TypeDraft = z.infer<typeof TypeDraft>

export const TypeVersion = z.object({
  version: Version,
  at: InstantOut,
  by: Named.nullable(),
  /** Open cases that run on it. */
  openCases: z.int(),
  /** What it changed in the version before, a sentence each; empty for the first. */
  changes: z.array(z.string()),
})
export type TypeVersion = z.infer<typeof TypeVersion>

export const draftsContract = {
  getTypeDraft: endpoint({
    method: 'GET',
    path: '/types/:id/draft',
    summary: 'The unpublished draft of a type, as it was last saved; null where there is none.',
    params: byId,
    response: z.object({ draft: TypeDraft.nullable() }),
  }),
  saveTypeDraft: endpoint({
    method: 'PUT',
    path: '/types/:id/draft',
    summary: 'Keeps the draft of a type; `version` is that of the draft it continues, null for a new one.',
    params: byId,
    body: z.strictObject({
      version: Version.nullable(),
      basedOn: Version,
      definition: z.record(z.string().max(60), z.unknown()),
      teamId: Id.nullable(),
    }),
    response: TypeDraft,
  }),
  discardTypeDraft: endpoint({
    method: 'DELETE',
    path: '/types/:id/draft',
    summary: 'Throws the draft of a type away.',
    params: byId,
    query: z.strictObject({ version: z.coerce.number().int().min(1) }),
    response: Ok,
  }),
  listTypeVersions: endpoint({
    method: 'GET',
    path: '/types/:id/versions',
    summary: 'Every published version of a type with who published it, when, and what it changed, in words.',
    params: byId,
    response: z.object({ items: z.array(TypeVersion) }),
  }),
  getTypeVersion: endpoint({
    method: 'GET',
    path: '/types/:id/versions/:version',
    summary: 'The definition of one published version.',
    params: byId.extend({ version: z.coerce.number().int().min(1) }),
    response: z.object({ version: Version, definition: z.record(z.string(), z.unknown()) }),
  }),
}
