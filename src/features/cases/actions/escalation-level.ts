import type { Context } from '../../../platform/context.ts'
import * as level from '../store/escalation-level.ts'

/** Somebody says that a case stands at a level; that of its clocks counts beside it, and the higher one is shown. */
export const raiseLevel = (ctx: Context, caseId: string, to: number): Promise<void> =>
  level.setHandLevel(ctx.db, caseId, to)

/** What people say of a case has come from another or gone there: its level follows, and that of its clocks stands. */
export const restHandLevel = (ctx: Context, caseId: string, to: number): Promise<void> =>
  level.restHandLevel(ctx.db, caseId, to)

/** Takes a case back to level 0, whoever raised it; a clock shows again once it goes beyond the level it has now. */
export const lowerLevel = (ctx: Context, caseId: string): Promise<void> => level.lower(ctx.db, caseId)
