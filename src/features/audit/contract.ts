import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Paging, page } from '../../platform/shapes.ts'

export const AuditEntry = z.object({
  id: Id,
  seq: z.int(),
  name: z.string(),
  at: InstantOut,
  actor: z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() }),
  content: z.record(z.string(), z.unknown()).nullable(),
  hash: z.string(),
})

export const auditContract = {
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
