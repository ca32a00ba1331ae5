import type { Context } from '../../../platform/context.ts'
import { seedCalendar } from '../../calendars/actions.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import type { SlaPolicy } from '../contract.ts'
import { standardPolicy } from '../defaults.ts'
import { currentPolicies, insertPolicy } from '../store/policies.ts'

/** Office hours in the organisation's zone and the standard policy, where there are none yet. */
export async function seedTime(ctx: Context): Promise<void> {
  await seedCalendar(ctx, await organisationZone(ctx.db))
  if ((await currentPolicies(ctx.db)).length > 0) return
  await seedPolicy(ctx, { ...standardPolicy, id: ctx.newId(), version: 1 })
}

/** A policy that comes with something else and is published by nobody. */
export const seedPolicy = (ctx: Context, policy: SlaPolicy): Promise<void> =>
  insertPolicy(ctx.db, policy, null, ctx.now)
