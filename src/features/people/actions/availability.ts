import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Person } from '../contract.ts'
import { type AvailabilityWish, maySetAvailability, nextAvailability } from '../rules/availability.ts'
import * as people from '../store/people.ts'
import { thePerson } from './people.ts'

/** Status and leave, one's own or that of somebody in a team one leads. */
export async function setAvailability(ctx: Context, id: string, wish: AvailabilityWish): Promise<Person> {
  const leadIds = await people.leadsOf(ctx.db, id)
  if (!maySetAvailability(ctx.actor, { id, leadIds })) throw new Refusal('not_allowed')
  const person = await thePerson(ctx, id)
  if (person.deactivatedAt) throw new Refusal('not_found')
  const decision = nextAvailability(
    {
      status: person.status,
      awayUntil: person.awayUntil === null ? null : new Date(person.awayUntil),
      awayReason: person.awayReason,
    },
    wish,
    ctx.now,
  )
  if (!decision.ok)
    throw new Refusal('malformed', { fields: [{ path: 'body.awayUntil', message: 'lies in the past' }] })
  await people.updateAvailability(ctx.db, id, decision.next, ctx.now)
  const { status, awayUntil } = decision.next
  await ctx.record({
    name: 'person.availability_set',
    content: {
      personId: id,
      name: person.name,
      from: person.status,
      status,
      awayUntil: awayUntil?.toISOString() ?? null,
    },
  })
  ctx.changed({ kind: 'people', id })
  return thePerson(ctx, id)
}
