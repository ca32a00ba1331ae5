import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { PolicyEffect, policiesContract } from '../contract/policies.ts'
import type { SlaPolicy } from '../contract.ts'
import { byGravity, type Effect, effectOf } from '../rules/effect.ts'
import { calendarsOf } from '../rules/timeline.ts'
import { readTime } from '../store/clocks.ts'
import { liveCases, namesOfCases } from '../store/live-cases.ts'
import { enabledPolicies, termsFacts } from '../store/policies.ts'
import { agreeOn } from './agree-terms.ts'

/** So many open cases are looked at while somebody waits; the answer says when there are more. */
const mostCases = 300
const shown = 12

type Found = Effect & { caseId: string }

/** What saving a policy for open cases too would do to their clocks now. */
export async function previewPolicy(
  ctx: Context,
  { id, policy }: InputOf<typeof policiesContract.previewPolicy>['body'],
): Promise<PolicyEffect> {
  ctx.require('settings.edit')
  const draft: SlaPolicy = { ...policy, id: id ?? ctx.newId(), version: 1_000_000 }
  const policies = withDraft(await enabledPolicies(ctx.db), draft)
  const everything = { calendarId: null, teamId: null, contractId: null, after: null }
  const ids = await liveCases(ctx.db, everything, mostCases + 1)
  const looked = ids.slice(0, mostCases)
  const found: Found[] = []
  for (const caseId of looked) found.push(...(await effectsOn(ctx, caseId, policies, draft.id)))
  const count = (kind: Effect['kind']) => found.filter((each) => each.kind === kind).length
  return {
    cases: looked.length,
    more: ids.length > looked.length,
    moved: count('moved'),
    started: count('started'),
    ended: count('ended'),
    breached: found.filter(({ breached }) => breached).length,
    sample: await named(ctx, found.sort(byGravity).slice(0, shown)),
  }
}

/** In the place of the one it replaces, or where its position puts it. */
function withDraft(policies: readonly SlaPolicy[], draft: SlaPolicy): SlaPolicy[] {
  if (policies.some(({ id }) => id === draft.id)) return policies.map((each) => (each.id === draft.id ? draft : each))
  const place = Math.min(draft.position, policies.length)
  return [...policies.slice(0, place), draft, ...policies.slice(place)]
}

async function effectsOn(ctx: Context, caseId: string, policies: SlaPolicy[], renewed: string): Promise<Found[]> {
  const keeping = (await readTime(ctx.db, caseId))?.keeping
  if (!keeping) return []
  const agreed = await agreeOn(ctx, await termsFacts(ctx.db, caseId), policies, keeping.time.terms, renewed)
  if (!agreed) return []
  const now = ctx.now.getTime()
  const content = { terms: agreed.terms }
  const event = { name: 'clock.policy_applied', at: now, recordedAt: now, causeId: null, content }
  const calendars = await hoursOf(ctx.db, calendarsOf(keeping, event))
  return effectOf(keeping, agreed.terms, now, calendars).map((effect) => ({ ...effect, caseId }))
}

async function named(ctx: Context, found: readonly Found[]): Promise<PolicyEffect['sample']> {
  const names = new Map(
    (
      await namesOfCases(
        ctx.db,
        ctx.actor,
        found.map(({ caseId }) => caseId),
      )
    ).map((each) => [each.id, each]),
  )
  const text = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return found.map(({ caseId, dueBefore, dueAfter, ...effect }) => {
    const name = names.get(caseId)
    return {
      ...effect,
      caseId,
      number: name ? caseNumberText(name.number) : null,
      subject: name?.subject ?? null,
      dueBefore: text(dueBefore),
      dueAfter: text(dueAfter),
    }
  })
}
