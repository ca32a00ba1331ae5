import type { JobFrame, Jobs } from '../../platform/jobs.ts'
import { enqueueRun, runDemo, type Wish } from './actions/run-demo.ts'

export const demoJobs: Jobs = {
  'load-demo': (frame) => run(frame, 'load'),
  'remove-demo': (frame) => run(frame, 'remove'),
}

/** Cut short because the program ends, it is done from the beginning at the next start. */
async function run({ runtime, stop, transaction }: JobFrame, wish: Wish): Promise<void> {
  try {
    await runDemo(runtime, wish, { stop })
  } catch (error) {
    if (!stop.aborted) throw error
    await transaction((ctx) => enqueueRun(ctx, wish))
  }
}
