import type { Context } from '../../../platform/context.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority } from '../../../platform/shapes.ts'
import type { weightsContract } from '../contract/weights.ts'
import { loadsBy, weightOf } from '../rules/weight.ts'
import * as store from '../store/weights.ts'
import type { Asked } from './explain.ts'

export async function getWeights(ctx: Context): Promise<store.Weights> {
  ctx.require('settings.read')
  return store.currentWeights(ctx.db)
}

/** What other weights would mean for everybody's load, by the rule that weighs in earnest; nothing is kept. */
export async function previewWeights(
  ctx: Context,
  { percent }: Asked<'previewWeights'>['body'],
): Promise<ResultOf<(typeof weightsContract)['previewWeights']>> {
  ctx.require('settings.read')
  const carried = await store.carriedBy(ctx.db)
  const { loads, changed } = loadsBy(carried, percent)
  const people = [...new Map(carried.map((each) => [each.personId, each])).values()].map(
    ({ personId, name, capacity }) => ({ person: { id: personId, name }, capacity, ...loads.get(personId)! }),
  )
  const turn = ({ before, after }: (typeof people)[number]) => Math.abs(after - before)
  return {
    cases: changed,
    people: people.toSorted((a, b) => turn(b) - turn(a) || a.person.name.localeCompare(b.person.name)),
  }
}

/** Sets how much priorities weigh. Open cases follow by `weighAnew`. */
export async function saveWeights(
  ctx: Context,
  asked: store.Weights,
  weighAnew: (ctx: Context, percent: store.Weights['percent']) => Promise<void>,
): Promise<store.Weights> {
  ctx.require('settings.edit')
  const before = await store.currentWeights(ctx.db)
  if (!(await store.updateWeights(ctx.db, asked))) throw new Refusal('changed_meanwhile', { current: before })
  await weighAnew(ctx, asked.percent)
  await ctx.record({ name: 'routing_weights.changed', content: { from: before.percent, to: asked.percent } })
  ctx.changed({ kind: 'settings', id: 'routing_weights' })
  return store.currentWeights(ctx.db)
}

/** What a case of a type weighs at a priority as things stand. */
export async function weightNow(ctx: Context, typeWeight: number, priority: string): Promise<number> {
  return weightOf(typeWeight, priority as Priority, (await store.currentWeights(ctx.db)).percent)
}
