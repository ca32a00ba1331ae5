import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import * as store from '../store/leaves.ts'

export async function theLeave(ctx: Context, id: string): Promise<store.LeaveRow> {
  const found = await store.findLeave(ctx.db, ctx.actor, id)
  if (!found) throw new Refusal('not_found', { what: 'leave', id })
  return found
}

/** On the chain of the administration; why somebody is away stands in the leave alone. */
export async function tell(ctx: Context, name: string, row: store.LeaveRow, more: object = {}): Promise<void> {
  await ctx.record({
    name,
    content: {
      leaveId: row.id,
      personId: row.person_id,
      name: row.personName,
      from: row.starts_at.toISOString(),
      until: row.ends_at.toISOString(),
      rule: row.rule,
      deputy: row.deputyName,
      ...more,
    },
  })
  ctx.changed({ kind: 'people', id: row.person_id })
}
