import type { Context } from '../../../platform/context.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import type { DemoState } from '../contract.ts'
import * as store from '../store/loading.ts'
import { loadDemo, type Progress, type Size, wholeCompany } from './load-demo.ts'
import { removeDemo } from './remove-demo.ts'

export type Wish = 'load' | 'remove'
const during = { load: 'loading', remove: 'removing' } as const
const from = { load: 'absent', remove: 'loaded' } as const

export async function showDemo(ctx: Context): Promise<DemoState> {
  ctx.require('settings.edit')
  return stateOf(ctx)
}

/** Has a job fill or clear the installation; where that is done or under way already, says so and does nothing. */
export async function askFor(ctx: Context, wish: Wish): Promise<DemoState> {
  ctx.require('settings.edit')
  return begin(ctx, wish)
}

/** The installation is to be filled by its settings: at the start, or as soon as it is set up. */
export async function fillWhenWanted(ctx: Context): Promise<void> {
  if (ctx.config.demo && (await store.setUpAt(ctx.db))) await begin(ctx, 'load')
}

async function begin(ctx: Context, wish: Wish): Promise<DemoState> {
  const { state } = await stateOf(ctx)
  if (state === from[wish] && (await store.claimRun(ctx.db, during[wish], 0, ctx.now))) await enqueueRun(ctx, wish)
  return stateOf(ctx)
}

export async function enqueueRun(ctx: Context, wish: Wish): Promise<void> {
  await ctx.enqueue(`${wish}-demo`, {}, { key: `${wish}-demo`, maxAttempts: 3 })
}

/** Does it here and now. False where there was nothing to do. Stopped, it throws and has changed nothing. */
export async function runDemo(
  runtime: Runtime,
  wish: Wish,
  { size = wholeCompany, progress = () => {}, stop }: { size?: Size; progress?: Progress; stop?: AbortSignal } = {},
): Promise<boolean> {
  await inTransaction(runtime, systemActor, (ctx) => store.claimRun(ctx.db, during[wish], 0, ctx.now))
  const note: Progress = async (done, total) => {
    stop?.throwIfAborted()
    await store.noteProgress(runtime.db, done, total, runtime.now())
    await progress(done, total)
  }
  try {
    return await (wish === 'load' ? loadDemo(runtime, size, note) : removeDemo(runtime, note))
  } finally {
    await store.endRun(runtime.db)
  }
}

async function stateOf(ctx: Context): Promise<DemoState> {
  const { state, done, total } = await store.findRun(ctx.db, ctx.now)
  return { state, done, total }
}
