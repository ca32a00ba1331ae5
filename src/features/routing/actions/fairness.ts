import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { routingContract } from '../contract.ts'
import { sharesOf, waitsOf } from '../store/fairness.ts'
import { countedBy } from '../store/fairness-cases.ts'
import type { Asked } from './explain.ts'

const longestDays = 400

/** How work was given out in a time; for those who lead, since it compares people. */
export async function fairness(
  ctx: Context,
  { from, to, teamId = null }: Omit<Asked<'fairness'>['query'], 'teamId'> & { teamId?: string | null | undefined },
): Promise<ResultOf<(typeof routingContract)['fairness']>> {
  ctx.require('settings.read')
  const span = { ...spanOf(from, to), teamId }
  const people = await sharesOf(ctx.db, ctx.actor, span)
  const weight = people.reduce((sum, each) => sum + each.weight, 0)
  // Who was away for half of the time had half of the capacity.
  const there = (each: { capacity: number; present: number }) => each.capacity * each.present
  const capacity = people.reduce((sum, each) => sum + there(each), 0)
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    people: people.map(({ id, name, weight: got, ...person }) => ({
      ...person,
      person: { id, name },
      share: weight > 0 ? got / weight : null,
      capacityShare: capacity > 0 ? there(person) / capacity : null,
    })),
    queues: (await waitsOf(ctx.db, ctx.actor, span)).map(({ id, name, ...queue }) => ({
      ...queue,
      queue: { id, name },
    })),
  }
}

const Place = z.tuple([z.iso.datetime(), z.uuid()])

/** What one number of the report counts. */
export async function fairnessCases(
  ctx: Context,
  { from, to, figure, personId, queueId, limit, cursor }: Asked<'fairnessCases'>['query'],
): Promise<ResultOf<(typeof routingContract)['fairnessCases']>> {
  ctx.require('settings.read')
  const place = placeOf(Place, cursor)
  const rows = await countedBy(ctx.db, ctx.actor, {
    ...spanOf(from, to),
    ...{ figure, personId: personId ?? null, queueId: queueId ?? null, limit: limit + 1 },
    after: place && { at: place[0], id: place[1] },
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit && figure !== 'longest' ? page.at(-1) : undefined
  return {
    items: page.map(({ id, at, caseId, number, subject, personId: who, personName, because, waitedSeconds }) => ({
      id,
      at: at.toISOString(),
      case: { id: caseId, number: caseNumberText(number), subject },
      person: who && personName !== null ? { id: who, name: personName } : null,
      because,
      waitedSeconds,
    })),
    nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null,
  }
}

function spanOf(from: string, to: string): { from: Date; to: Date } {
  const span = { from: new Date(from), to: new Date(to) }
  const days = (span.to.getTime() - span.from.getTime()) / 86_400_000
  if (!(days > 0 && days <= longestDays))
    throw new Refusal('malformed', { fields: [{ path: 'query.to', message: `up to ${longestDays} days after from` }] })
  return span
}
