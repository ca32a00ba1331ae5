import type { Context } from '../../../platform/context.ts'
import { pullSoon } from '../../routing/actions/pull-soon.ts'
import * as routing from '../store/routing.ts'

/** A skill is no more: no case asks for it, and what waited for somebody who has it is looked at at once. */
export async function forgetSkill(ctx: Context, skillId: string): Promise<void> {
  for (const queueId of await routing.forgetSkill(ctx.db, skillId)) await pullSoon(ctx, { queueId })
}
