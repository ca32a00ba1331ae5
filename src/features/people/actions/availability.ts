import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Person } from '../contract/person.ts'
import { type AvailabilityWish, maySetAvailability, nextAvailability } from '../rules/availability.ts'
import { touch, updateAvailability } from '../store/activity.ts'
import { leadsOf } from '../store/managers.ts'
import * as people from '../store/people.ts'
import { thePerson } from './the-person.ts'

/** Status and leave, one's own or that of somebody in a team one leads. */
export async function setAvailability(ctx: Context, id: string, wish: AvailabilityWish): Promise<Person> {
  await requireSayOver(ctx, id)
  // Two who say something else at the same time follow each other.
  await people.lockPerson(ctx.db, id)
  const person = await thePerson(ctx, id)
  if (person.deactivatedAt) throw new Refusal('not_found')
  const decision = nextAvailability(
    {
      status: person.status,
      statusUntil: person.statusUntil === null ? null : new Date(person.statusUntil),
      awayUntil: person.awayUntil === null ? null : new Date(person.awayUntil),
      awayReason: person.awayReason,
    },
    wish,
    ctx.now,
  )
  if (!decision.ok)
    throw new Refusal('malformed', { fields: [{ path: `body.${decision.field}`, message: 'lies in the past' }] })
  const { status, statusUntil, awayUntil } = decision.next
  // A leave that begins or ends by itself says nothing of who sits at a screen.
  const automatic = person.statusAutomatic && wish.status === undefined
  await updateAvailability(ctx.db, id, { ...decision.next, automatic }, ctx.now)
  if (ctx.actor.id === id) await touch(ctx.db, id, ctx.now)
  await ctx.record({
    name: 'person.availability_set',
    content: {
      personId: id,
      name: person.name,
      from: person.status,
      status,
      ...(statusUntil && { statusUntil: statusUntil.toISOString() }),
      awayUntil: awayUntil?.toISOString() ?? null,
    },
  })
  ctx.changed({ kind: 'people', id })
  return thePerson(ctx, id)
}

/** Who may say when a colleague is here: they themself, the lead of a team of theirs, an administrator. */
export async function requireSayOver(ctx: Context, id: string): Promise<void> {
  if (!maySetAvailability(ctx.actor, { id, leadIds: await leadsOf(ctx.db, id) }))
    throw new Refusal('not_allowed', { right: 'people.edit' })
}
