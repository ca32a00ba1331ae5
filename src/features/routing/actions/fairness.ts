import type { Context } from '../../../platform/context.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { routingContract } from '../contract.ts'
import { sharesOf, waitsOf } from '../store/fairness.ts'
import type { Asked } from './explain.ts'

const longestDays = 400

/** How work was given out in a time; for those who lead, since it compares people. */
export async function fairness(
  ctx: Context,
  { from, to, teamId = null }: Omit<Asked<'fairness'>['query'], 'teamId'> & { teamId?: string | null | undefined },
): Promise<ResultOf<(typeof routingContract)['fairness']>> {
  ctx.require('settings.read')
  const span = { from: new Date(from), to: new Date(to), teamId }
  const days = (span.to.getTime() - span.from.getTime()) / 86_400_000
  if (!(days > 0 && days <= longestDays))
    throw new Refusal('malformed', { fields: [{ path: 'query.to', message: `up to ${longestDays} days after from` }] })
  const people = await sharesOf(ctx.db, ctx.actor, span)
  const weight = people.reduce((sum, each) => sum + each.weight, 0)
  const capacity = people.reduce((sum, each) => sum + each.capacity, 0)
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    people: people.map(({ id, name, weight: got, ...person }) => ({
      ...person,
      person: { id, name },
      share: weight > 0 ? got / weight : null,
      capacityShare: capacity > 0 ? person.capacity / capacity : null,
    })),
    queues: (await waitsOf(ctx.db, ctx.actor, span)).map(({ id, name, ...queue }) => ({
      ...queue,
      queue: { id, name },
    })),
  }
}
