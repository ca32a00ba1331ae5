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
  await write.updateCase(ctx.db, record.id, record.version, change, ctx.now)
  record.version += 1
}
