import type { Jobs } from '../../platform/jobs.ts'
import { tellOfTask } from './actions/promises.ts'
import { allTellings, tasksToTell } from './store/promises.ts'

const atOnce = 200

export const tasksJobs: Jobs = {
  /** Reminders, and promises that were not kept; one by one, so that one that fails holds back no other. */
  'watch-promises': async ({ runtime, transaction }) => {
    for (const what of allTellings)
      for (const id of await tasksToTell(runtime.db, what, runtime.now(), atOnce))
        await transaction((ctx) => tellOfTask(ctx, what, id)).catch((err: unknown) =>
          runtime.log.error({ err, taskId: id }, 'nobody could be told of a task'),
        )
  },
}
