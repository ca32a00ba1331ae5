import type { Context } from '../../../platform/context.ts'
import { seedCalendar } from '../../calendars/actions.ts'
import { organisationZone } from '../../cases/store/read.ts'
import { standardPolicy } from '../defaults.ts'
import { currentPolicies, insertPolicy } from '../store/policies.ts'

/** Office hours in the organisation's zone and the standard policy, where there are none yet. */
export async function seedTime(ctx: Context): Promise<void> {
  await seedCalendar(ctx, (await organisationZone(ctx.db)) ?? 'UTC')
  if ((await currentPolicies(ctx.db)).length > 0) return
  await insertPolicy(ctx.db, { ...standardPolicy, id: ctx.newId(), version: 1 }, null, ctx.now)
}
