import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Paging, page } from '../../platform/shapes.ts'
import { Role } from '../people/contract/organisation.ts'

export const AuditEntry = z.object({
  id: Id,
  seq: z.int(),
  name: z.string(),
  at: InstantOut,
  actor: z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() }),
  content: z.record(z.string(), z.unknown()).nullable(),
  hash: z.string(),
})

const Readers = z.object({
  case: z.object({
    id: Id,
    number: z.string(),
    subject: z.string(),
    restricted: z.boolean(),
    /** Whether people restricted it, beside what its team does by being closed. */
    restrictedItself: z.boolean(),
    closedTeam: Named.nullable(),
  }),
  people: z.array(
    z.object({
      id: Id,
      name: z.string(),
      role: Role,
      ownRole: Named.nullable(),
      sees: z.boolean(),
      because: z.string(),
    }),
  ),
})
export type CaseReaders = z.infer<typeof Readers>

export const auditContract = {
  caseReaders: endpoint({
    method: 'GET',
    path: '/audit/readers',
    summary: 'Who may see a case, and why; who may not, and why not.',
    query: z.strictObject({ case: z.string().trim().min(1).max(60) }),
    response: Readers,
  }),
  whoSees: endpoint({
    method: 'GET',
    path: '/cases/:id/readers',
    summary: 'Who sees this case and why, and who does not; for those who see it themselves, of one person if asked.',
    params: z.object({ id: z.string().max(60) }),
    query: z.strictObject({ personId: Id.optional() }),
    response: Readers,
  }),
  listAudit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'What happened in the administration, newest first.',
    query: Paging.strict(),
    response: page(AuditEntry),
  }),
  verifyChain: endpoint({
    method: 'GET',
    path: '/audit/verification',
    summary: 'Recomputes the hash chain of one case, or of the administration.',
    query: z.strictObject({ case: z.string().max(60).optional() }),
    response: z.object({ valid: z.boolean(), events: z.int(), brokenAt: z.int().nullable() }),
  }),
}
