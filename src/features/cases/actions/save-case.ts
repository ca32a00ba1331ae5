import type { Updateable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import type { CaseRecord } from '../store/read.ts'
import * as write from '../store/write.ts'

/** Saves a change to a locked case; refuses when the caller's version is not the current one. */
export async function save(
  ctx: Context,
  record: CaseRecord,
  version: number | undefined,
  change: Updateable<Cases>,
): Promise<void> {
  if (version !== undefined && version !== record.version) {
    throw new Refusal('changed_meanwhile', { currentVersion: record.version, caseId: record.id })
  }
  const after = await write.updateCase(ctx.db, record.id, record.version, change, ctx.now)
  record.version += 1
  if (after) tellSight(ctx, record, { ...change, restricted: after.restricted })
}

/**
 * Of a change on a case hear those who may see it now. Whoever could until now and cannot any more is told that something
 * went out of sight, never what: everybody where it was open to all, its teams where it moved, its owner by name.
 */
function tellSight(ctx: Context, before: CaseRecord, after: Updateable<Cases> & { restricted: boolean }): void {
  const { team_id: team, owner_id: owner } = before
  // Lifted, it is there again where somebody still looks for it.
  if (after.restricted !== before.restricted) ctx.changed({ kind: 'sight', id: team })
  if (!after.restricted || !before.restricted) return
  if (after.team_id !== undefined && after.team_id !== team)
    for (const id of [team, after.team_id]) ctx.changed({ kind: 'team-sight', id })
  if (owner && after.owner_id !== undefined && after.owner_id !== owner) ctx.changed({ kind: 'session', id: owner })
}
