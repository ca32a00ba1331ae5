import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import type { ConditionCheck, ConditionFacts } from '../../cases/rules/conditions.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { Reason, SlaPolicy } from '../contract.ts'
import { type CalendarRef, choosePolicy, type Terms, termsOf, withoutZones } from '../rules/terms.ts'
import { holdChoices, policiesAt, type TermsFacts, termsFacts, termsFactsOf } from '../store/policies.ts'

export interface Agreement {
  terms: Terms | null
  policy: SlaPolicy | null
  /** What each condition of the chosen policy saw. */
  conditions: unknown
}

/**
 * What is agreed for a case now; null when that is what `held` says already. A case stays on the version of its policy
 * that it has, except for the policy `renewed`.
 */
export async function agreeTerms(
  ctx: Context,
  caseId: string,
  held: Terms | null,
  renewed: string | null,
): Promise<Agreement | null> {
  const facts = await termsFacts(ctx.db, caseId)
  return agreeOn(ctx, facts, await policiesAt(ctx.db, facts.policies), held, renewed)
}

/** The same for several cases at once; those for which that is what they hold already are left out. */
export async function agreeTermsOf(
  ctx: Context,
  cases: readonly { caseId: string; held: Terms | null }[],
  renewed: string | null,
): Promise<Map<string, Agreement>> {
  await holdChoices(ctx.db)
  const facts = await termsFactsOf(
    ctx.db,
    cases.map(({ caseId }) => caseId),
  )
  const agreed = new Map<string, Agreement>()
  for (const { caseId, held } of cases) {
    const ofCase = facts.get(caseId)
    if (!ofCase) continue
    const agreement = await agreeOn(ctx, ofCase, await policiesAt(ctx.db, ofCase.policies), held, renewed)
    if (agreement) agreed.set(caseId, agreement)
  }
  return agreed
}

/** The same with policies that are given, such as one that is not published yet. They are tried in their order. */
export async function agreeOn(
  ctx: Context,
  facts: TermsFacts,
  policies: readonly SlaPolicy[],
  held: Terms | null,
  renewed: string | null,
): Promise<Agreement | null> {
  const inOrder = policies.map((policy, position) => ({ ...policy, position }))
  const { policy, considered } = choosePolicy(inOrder, caseFacts(facts), facts.contractPolicyId)
  const keeps = policy !== null && held?.policyId === policy.id && renewed !== policy.id
  const [agreed] = keeps ? await policiesAt(ctx.db, [{ id: policy.id, version: held.policyVersion }]) : [policy]
  const terms = agreed ? termsFor(facts, agreed) : null
  // What was agreed before zones were named says the same.
  if (isDeepStrictEqual(terms, held) || isDeepStrictEqual(withoutZones(terms), held)) return null
  const conditions = considered.find(({ matched }) => matched)?.conditions ?? []
  return { terms, policy: agreed ?? null, conditions: await withoutSecrets(ctx, facts, conditions) }
}

/** What a policy means for a case, each target with its calendar; null where there is no calendar at all. */
export function termsFor(facts: Omit<TermsFacts, 'typeId' | 'typeVersion'>, policy: SlaPolicy): Terms | null {
  const organisation = facts.calendars.find(({ isDefault }) => isDefault)
  if (!organisation) return null
  const named = new Map(facts.calendars.map((calendar) => [calendar.id, refOf(calendar)]))
  const calendarNamed = (id: string | null) => (id === null ? null : (named.get(id) ?? null))
  return termsOf(policy, facts.priority, {
    named,
    contract: calendarNamed(facts.contractCalendarId),
    team: calendarNamed(facts.teamCalendarId),
    organisation: refOf(organisation),
  })
}

/** The entry of the timeline from which a replay knows the terms. */
export function agreementContent({ terms, policy, conditions }: Agreement, reason: Reason): Record<string, unknown> {
  return {
    to: policy?.name ?? null,
    policyId: policy?.id ?? null,
    policyVersion: policy?.version ?? null,
    reason,
    conditions,
    terms,
  }
}

const refOf = ({ id, version, zone }: TermsFacts['calendars'][number]): CalendarRef => ({
  id,
  version,
  ...(zone && { zone }),
})

/** The timeline is read by all staff, so it does not tell what fields hold that are for leads. */
async function withoutSecrets(ctx: Context, { typeId, typeVersion }: TermsFacts, checks: readonly ConditionCheck[]) {
  if (!checks.some(({ field }) => field === 'custom')) return checks
  const { fields } = await definitionOf(ctx, typeId, typeVersion)
  const open = new Set(fields.filter(({ seenBy }) => seenBy === 'staff').map(({ key }) => key))
  return checks.map((check) =>
    check.field === 'custom' && !open.has(check.key!) ? { ...check, values: [], saw: [] } : check,
  )
}

/** What conditions look at, as they name it. */
export const caseFacts = (facts: Omit<TermsFacts, 'typeId' | 'typeVersion'>): ConditionFacts => ({
  type: facts.type,
  priority: facts.priority,
  product: facts.product,
  custom: facts.custom,
  channel: facts.channel,
  team: facts.team,
  queue: facts.queue,
  account: facts.account,
  tier: facts.tier,
  tag: facts.tags,
  language: facts.language,
  vip: facts.vip ? 'yes' : 'no',
  contract: facts.contract,
})
