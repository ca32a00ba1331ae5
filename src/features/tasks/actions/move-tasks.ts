import type { Context } from '../../../platform/context.ts'
import * as store from '../store/moving.ts'

/**
 * Moves the tasks of a case to another that it goes into: what people added, and what they have done. What its type
 * merely asked for stays with it. Answers with the ids; the caller records it on both.
 */
export const moveTasks = (ctx: Context, fromCaseId: string, toCaseId: string): Promise<string[]> =>
  store.moveTasks(ctx.db, fromCaseId, toCaseId)

/** Moves these back, as far as they are still there. */
export const returnTasks = (ctx: Context, ids: readonly string[], fromCaseId: string, toCaseId: string) =>
  store.returnTasks(ctx.db, ids, fromCaseId, toCaseId)
