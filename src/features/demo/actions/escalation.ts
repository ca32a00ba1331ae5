import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { escalateByRule } from '../../escalations/actions/by-rule.ts'
import { createRule, previewRule } from '../../escalations/actions/rules.ts'
import type { RuleDefinition } from '../../escalations/contract/by-rule.ts'
import { MINUTE } from '../rules/timing.ts'
import * as store from '../store/loading.ts'

const rules: ({ name: string } & Omit<RuleDefinition, 'to'>)[] = [
  { name: 'Comes back again', reopened: 2, unanswered: null, conditions: [], level: 1, how: 'tell' },
  { name: 'Nobody answers', reopened: null, unanswered: 3, conditions: [], level: 2, how: 'tell' },
  {
    name: 'VIP in trouble',
    reopened: null,
    unanswered: null,
    conditions: [
      { field: 'vip', is: 'one_of', values: ['yes'] },
      { field: 'priority', is: 'at_least', values: ['high'] },
    ],
    level: 3,
    how: 'tell',
  },
]

/** Norrvik's rules, and what they made of its cases that are open now. */
export async function makeEscalations(retell: Retell, ids: readonly string[], now: Date): Promise<void> {
  const { answer: made } = await retell(systemActor, new Date(now.getTime() - 9 * MINUTE), async (ctx) => {
    const created = []
    for (const rule of rules) created.push(await createRule(ctx, { ...rule, to: { who: 'lead' }, applyNow: false }))
    await store.markRules(
      ctx.db,
      created.map(({ id }) => id),
    )
    return created
  })
  for (const { id: _id, version: _version, name: _name, disabled: _disabled, ...rule } of made) {
    const { answer } = await retell(systemActor, now, (ctx) => previewRule(ctx, rule))
    for (const { id: caseId } of answer.sample.filter(({ id }) => ids.includes(id)))
      await retell(systemActor, new Date(now.getTime() - 8 * MINUTE), (ctx) =>
        escalateByRule(ctx, { caseId, moved: 'all' }),
      )
  }
}
