import type { JobFrame, Jobs } from '../../platform/jobs.ts'
import { inTenths } from './actions/in-tenths.ts'
import { enqueueRun, runDemo, type Wish } from './actions/run-demo.ts'

export const demoJobs: Jobs = {
  'load-demo': (frame) => run(frame, 'load'),
  'remove-demo': (frame) => run(frame, 'remove'),
}

const words = {
  load: 'The demo company is being filled in',
  remove: 'The demo company is being removed',
} as const

/** Cut short because the program ends, it is done from the beginning at the next start. */
async function run({ runtime, stop, transaction }: JobFrame, wish: Wish): Promise<void> {
  try {
    await runDemo(runtime, wish, {
      stop,
      progress: inTenths((share) => runtime.log.info(`${words[wish]}: ${share} %`)),
    })
  } catch (error) {
    if (!stop.aborted) throw error
    await transaction((ctx) => enqueueRun(ctx, wish))
  }
}
