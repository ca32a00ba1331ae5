import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import type { policiesContract } from '../contract/policies.ts'
import type { SlaPolicy } from '../contract.ts'
import { enabledPolicies } from '../store/policies.ts'
import { agreeOn } from './agree-terms.ts'
import { type EffectOnOpen, effectOnOpen } from './effect-on-open.ts'

/** What saving a policy for open cases too would do to their clocks now: one slice of them, by the live engine. */
export async function previewPolicy(
  ctx: Context,
  { id, policy, after }: InputOf<typeof policiesContract.previewPolicy>['body'],
): Promise<EffectOnOpen> {
  ctx.require('settings.edit')
  const draft: SlaPolicy = { ...policy, id: id ?? ctx.newId(), version: 1_000_000 }
  const policies = withDraft(await enabledPolicies(ctx.db), draft)
  const agree = (facts: Parameters<typeof agreeOn>[1], held: Parameters<typeof agreeOn>[3]) =>
    agreeOn(ctx, facts, policies, held, draft.id)
  return effectOnOpen(ctx, { calendarId: null, after, agree, book: (calendars) => calendars })
}

/** In the place of the one it replaces, or where its position puts it. */
function withDraft(policies: readonly SlaPolicy[], draft: SlaPolicy): SlaPolicy[] {
  if (policies.some(({ id }) => id === draft.id)) return policies.map((each) => (each.id === draft.id ? draft : each))
  const place = Math.min(draft.position, policies.length)
  return [...policies.slice(0, place), draft, ...policies.slice(place)]
}
