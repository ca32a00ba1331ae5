import type { Context } from '../../../platform/context.ts'
import * as routing from '../store/routing.ts'

/** Every open case weighs by these priorities from now on. */
export const weighAnew = (ctx: Context, percent: Readonly<Record<string, number>>): Promise<void> =>
  routing.weighAnew(ctx.db, percent)
