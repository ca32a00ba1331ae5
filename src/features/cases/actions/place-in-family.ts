import type { Context } from '../../../platform/context.ts'
import type { CaseRecord } from '../store/read.ts'
import { save } from './save-case.ts'

/** Writes the parent of a case, or its problem; whoever decided it has locked the case, and records it on both. */
export const placeInFamily = (
  ctx: Context,
  record: CaseRecord,
  place: { parent_id: string | null } | { problem_id: string | null },
): Promise<void> => save(ctx, record, undefined, place)
