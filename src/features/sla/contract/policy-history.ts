import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Named, Ok, Version } from '../../../platform/shapes.ts'
import { SlaPolicy } from '../contract.ts'

/** A policy without its place, which others change too. */
const Drawn = SlaPolicy.omit({ id: true, version: true, position: true })
export type DrawnDefinition = z.output<typeof Drawn>

export const PolicyDraft = z.object({
  /** The published version that it began from; 0 for a new policy. */
  basedOn: z.int().min(0),
  policy: Drawn,
  savedBy: Named.nullable(),
  savedAt: InstantOut,
  /** Of the draft: every save makes a new one. */
  version: Version,
})
export type PolicyDraft = z.infer<typeof PolicyDraft>

const PolicyVersion = z.object({
  version: Version,
  policy: Drawn,
  /** What the version before it said; null for the first. */
  was: Drawn.nullable(),
  savedBy: Named.nullable(),
  savedAt: InstantOut,
  /** Whether open cases followed; null where nobody published it, as the first one of the house. */
  appliesTo: z.enum(['new_cases', 'open_cases_too']).nullable(),
  /** It was switched on or off with this version. */
  switched: z.boolean(),
})
export type PolicyVersion = z.infer<typeof PolicyVersion>

/** `new` is the one that is not published yet. */
const OfDraft = z.object({ id: z.union([Id, z.literal('new')]) })

export const policyHistoryContract = {
  listPolicyVersions: endpoint({
    method: 'GET',
    path: '/policies/:id/versions',
    summary: 'Every published version of a service-level policy, the newest first, with what the one before it said.',
    params: z.object({ id: Id }),
    query: z.object({
      /** Goes on behind this version. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({ items: z.array(PolicyVersion), next: Version.nullable() }),
  }),
  getPolicyDraft: endpoint({
    method: 'GET',
    path: '/policies/:id/draft',
    summary: 'The unpublished draft of a service-level policy, and who saved it last; null where there is none.',
    params: OfDraft,
    response: z.object({ draft: PolicyDraft.nullable() }),
  }),
  savePolicyDraft: endpoint({
    method: 'PUT',
    path: '/policies/:id/draft',
    summary:
      'Keeps the draft of a service-level policy; `version` is that of the draft it continues, null for a new one.',
    params: OfDraft,
    body: z.strictObject({ version: Version.nullable(), basedOn: z.int().min(0), policy: Drawn }),
    response: PolicyDraft,
  }),
  discardPolicyDraft: endpoint({
    method: 'DELETE',
    path: '/policies/:id/draft',
    summary: 'Throws the draft of a service-level policy away.',
    params: OfDraft,
    query: z.strictObject({ version: z.coerce.number().int().min(1) }),
    response: Ok,
  }),
}
