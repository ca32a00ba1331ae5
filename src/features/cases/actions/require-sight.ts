import type { Context } from '../../../platform/context.ts'
import { loadToRead } from './load.ts'

/** Refuses, as every door does, whoever no longer sees one of these cases. */
export async function requireSight(ctx: Context, caseIds: readonly string[]): Promise<void> {
  for (const id of caseIds) await loadToRead(ctx, id)
}
