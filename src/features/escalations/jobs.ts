import type { Jobs } from '../../platform/jobs.ts'
import { applyRule, escalateByRule } from './actions/by-rule.ts'

export const escalationsJobs: Jobs = {
  /** Something happened on a case that rules look at. */
  'ask-escalation-rules': ({ transaction, payload }) =>
    transaction(async (ctx) => {
      await escalateByRule(ctx, payload as unknown as Parameters<typeof escalateByRule>[1])
    }),
  /** A rule was saved for the open cases too. */
  'apply-escalation-rule': applyRule,
}
