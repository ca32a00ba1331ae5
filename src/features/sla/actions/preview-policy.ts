import { setImmediate as pause } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { PolicyEffect, policiesContract } from '../contract/policies.ts'
import type { SlaPolicy } from '../contract.ts'
import { byGravity, type Effect, effectOf } from '../rules/effect.ts'
import type { Terms } from '../rules/terms.ts'
import { calendarsOf, type Timekeeping } from '../rules/timeline.ts'
import { readTimes } from '../store/clocks.ts'
import { countLive, liveCases, namesOfCases } from '../store/live-cases.ts'
import { enabledPolicies, termsFactsOf } from '../store/policies.ts'
import { agreeOn } from './agree-terms.ts'

/** So many open cases are looked at in one go; whoever asks goes on from there and sees the count grow. */
const slice = 250
/** After so many the others that wait for this process have their turn. */
const turn = 25
const shown = 12
const everything = { calendarId: null, teamId: null, contractId: null }

type Found = Effect & { caseId: string }

/** What saving a policy for open cases too would do to their clocks now: one slice of them, by the live engine. */
export async function previewPolicy(
  ctx: Context,
  { id, policy, after }: InputOf<typeof policiesContract.previewPolicy>['body'],
): Promise<PolicyEffect> {
  ctx.require('settings.edit')
  const draft: SlaPolicy = { ...policy, id: id ?? ctx.newId(), version: 1_000_000 }
  const policies = withDraft(await enabledPolicies(ctx.db), draft)
  const ids = await liveCases(ctx.db, { ...everything, after }, slice)
  const found = ids.length === 0 ? [] : await effectsOn(ctx, ids, policies, draft.id)
  const fires = found.flatMap((each) => each.fires)
  const count = (kind: Effect['kind']) => found.filter((each) => each.kind === kind).length
  return {
    cases: ids.length,
    open: after === null ? await countLive(ctx.db, everything) : null,
    next: ids.length === slice ? ids.at(-1)! : null,
    moved: count('moved'),
    started: count('started'),
    ended: count('ended'),
    breached: found.filter(({ breached }) => breached).length,
    warnings: fires.filter(({ level }) => level === 0).length,
    escalations: fires.filter(({ level }) => level > 0).length,
    rearmed: found.flatMap(({ rearmed }) => rearmed).length,
    sample: await named(ctx, found.sort(byGravity)),
  }
}

/** In the place of the one it replaces, or where its position puts it. */
function withDraft(policies: readonly SlaPolicy[], draft: SlaPolicy): SlaPolicy[] {
  if (policies.some(({ id }) => id === draft.id)) return policies.map((each) => (each.id === draft.id ? draft : each))
  const place = Math.min(draft.position, policies.length)
  return [...policies.slice(0, place), draft, ...policies.slice(place)]
}

async function effectsOn(ctx: Context, ids: string[], policies: SlaPolicy[], renewed: string): Promise<Found[]> {
  const times = await readTimes(ctx.db, ids)
  const facts = await termsFactsOf(ctx.db, ids)
  const now = ctx.now.getTime()
  const agreed: { caseId: string; keeping: Timekeeping; terms: Terms | null }[] = []
  for (const { caseId, keeping } of times) {
    const agreement = await agreeOn(ctx, facts.get(caseId)!, policies, keeping.time.terms, renewed)
    if (agreement) agreed.push({ caseId, keeping, terms: agreement.terms })
  }
  const calendars = await hoursOf(
    ctx.db,
    agreed.flatMap(({ keeping, terms }) =>
      calendarsOf(keeping, {
        name: 'clock.policy_applied',
        at: now,
        recordedAt: now,
        causeId: null,
        content: { terms },
      }),
    ),
  )
  const found: Found[] = []
  for (const [at, { caseId, keeping, terms }] of agreed.entries()) {
    if (at % turn === turn - 1) await pause()
    found.push(...effectOf(keeping, terms, now, calendars).map((effect) => ({ ...effect, caseId })))
  }
  return found
}

async function named(ctx: Context, found: readonly Found[]): Promise<PolicyEffect['sample']> {
  const ids = new Set(found.map(({ caseId }) => caseId))
  const names = new Map((await namesOfCases(ctx.db, ctx.actor, [...ids])).map((each) => [each.id, each]))
  const text = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
  return found
    .flatMap(({ caseId, dueBefore, dueAfter, ...effect }) => {
      const name = names.get(caseId)
      if (!name) return []
      const number = caseNumberText(name.number)
      return { ...effect, caseId, number, subject: name.subject, dueBefore: text(dueBefore), dueAfter: text(dueAfter) }
    })
    .slice(0, shown)
}
