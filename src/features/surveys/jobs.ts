import type { Jobs } from '../../platform/jobs.ts'
import { ask, surveysDue } from './actions/ask.ts'

const atOnce = 200

export const surveysJobs: Jobs = {
  /** Questions that are due, each in a transaction of its own; one that fails holds up no other. */
  'ask-surveys': async ({ runtime, transaction }) => {
    for (const { id, caseId } of await surveysDue(runtime.db, runtime.now(), atOnce))
      await transaction((ctx) => ask(ctx, id, caseId)).catch((err: unknown) =>
        runtime.log.error({ err, caseId }, 'a customer could not be asked how it was'),
      )
  },
}
