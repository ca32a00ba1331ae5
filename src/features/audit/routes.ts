import type { Handlers } from '../../platform/http/implement.ts'
import { caseReaders, listAudit, verifyChain, whoSees } from './actions.ts'
import type { auditContract } from './contract.ts'

export const auditRoutes: Handlers<typeof auditContract> = {
  listAudit: (ctx, { query }) => listAudit(ctx, query),
  whoSees: (ctx, { params, query }) => whoSees(ctx, params.id, query.personId),
  caseReaders: (ctx, { query }) => caseReaders(ctx, query.case),
  verifyChain: (ctx, { query }) => verifyChain(ctx, query.case),
}
