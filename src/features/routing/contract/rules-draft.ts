import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { InstantOut, Named, Ok, Version } from '../../../platform/shapes.ts'
import { IntakeRule, IntakeRules } from './rules.ts'

/** The rules of intake as somebody draws them, until they are published. */
export const RulesDraft = z.object({
  /** The published version that it began from. */
  basedOn: Version,
  rules: z.array(IntakeRule),
  savedBy: Named.nullable(),
  savedAt: InstantOut,
  /** Of the draft: every save makes a new one. */
  version: Version,
})
export type RulesDraft = z.infer<typeof RulesDraft>

export const rulesDraftContract = {
  getRulesDraft: endpoint({
    method: 'GET',
    path: '/routing/rules/draft',
    summary: 'The unpublished draft of the rules of intake, and who saved it last; null where there is none.',
    response: z.object({ draft: RulesDraft.nullable() }),
  }),
  saveRulesDraft: endpoint({
    method: 'PUT',
    path: '/routing/rules/draft',
    summary: 'Keeps the draft of the rules of intake; `version` is that of the draft it continues, null for a new one.',
    body: z.strictObject({ version: Version.nullable(), basedOn: Version, rules: IntakeRules }),
    response: RulesDraft,
  }),
  discardRulesDraft: endpoint({
    method: 'DELETE',
    path: '/routing/rules/draft',
    summary: 'Throws the draft of the rules of intake away.',
    query: z.strictObject({ version: z.coerce.number().int().min(1) }),
    response: Ok,
  }),
}
