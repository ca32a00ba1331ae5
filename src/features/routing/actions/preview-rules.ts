import type { Context } from '../../../platform/context.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { placesOf } from '../../cases/actions/expect-case.ts'
import { readableValues } from '../../cases/actions/fields.ts'
import { placeNewCase } from '../../cases/actions/place-new-case.ts'
import { priorityAtIntake } from '../../cases/rules/lifecycle.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { IntakeRule } from '../contract/rules.ts'
import type { routingContract } from '../contract.ts'
import { doubtsOf } from '../rules/doubts.ts'
import { lastCases, type PastCase } from '../store/rules.ts'
import { knownFor } from './known-values.ts'
import { requireKnown } from './rules.ts'

const looksAt = 40

/** A rule may have set the priority that it has: what came by mail had the one of its words when rules were asked. */
const priorityBefore = (past: PastCase, base: Priority) =>
  past.channel === 'email'
    ? priorityAtIntake(`${past.subject}\n${past.text}`, base, past.vip ?? false).priority
    : past.priority

/** Which of the last cases would have come into another queue, had these rules held then. */
export async function previewRules(
  ctx: Context,
  rules: IntakeRule[],
): Promise<ResultOf<(typeof routingContract)['previewIntakeRules']>> {
  ctx.require('settings.read')
  await requireKnown(ctx, rules)
  const places = await placesOf(ctx, null, null)
  const taken: Record<string, number> = {}
  const sample: ResultOf<(typeof routingContract)['previewIntakeRules']>['sample'] = []
  const cases = await lastCases(ctx.db, ctx.actor, looksAt)
  for (const past of cases) {
    const type = places.types.find(({ id }) => id === past.typeId)
    // What is offered no more comes in no more.
    if (!type) continue
    const facts = {
      ...places,
      accountId: past.accountId,
      tier: past.tier,
      contact: past.contactId ? { id: past.contactId, vip: past.vip ?? false, language: past.language } : null,
    }
    const custom = await readableValues(ctx, type, past.custom)
    const about = { type, priority: priorityBefore(past, type.definition.priority), custom }
    const then: Context = { ...ctx, now: past.createdAt }
    const usual = { teamId: past.usual.teamId ?? undefined, queueId: past.usual.queueId ?? undefined }
    const input = { ...past, mailboxId: past.mailboxId ?? undefined, usual }
    const before = await placeNewCase(then, input, facts, about)
    const after = await placeNewCase(then, input, facts, { ...about, rules })
    if (after.rule) taken[after.rule.id] = (taken[after.rule.id] ?? 0) + 1
    if (before.queue.id === after.queue.id) continue
    sample.push({
      caseId: past.id,
      number: caseNumberText(past.number),
      subject: past.subject,
      from: { id: before.queue.id, name: before.queue.name },
      to: { id: after.queue.id, name: after.queue.name },
      rule: after.rule && { id: after.rule.id, name: after.rule.name },
    })
  }
  const doubts = doubtsOf(rules, await knownFor(ctx, rules, places))
  return { cases: cases.length, moved: sample.length, taken, doubts, sample }
}
