import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { weightOf } from '../rules/weight.ts'
import * as store from '../store/weights.ts'

export async function getWeights(ctx: Context): Promise<store.Weights> {
  ctx.require('settings.read')
  return store.currentWeights(ctx.db)
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
