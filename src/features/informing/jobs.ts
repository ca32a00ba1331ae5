import type { Jobs } from '../../platform/jobs.ts'
import { casesOwedAWord, keepInTouch, tellStage } from './actions.ts'

const atOnce = 200

export const informingJobs: Jobs = {
  'tell-stage': ({ payload, transaction }) => transaction((ctx) => tellStage(ctx, String(payload.caseId))),
  /** A word to those who have waited long for one; each case in a transaction of its own. */
  'keep-in-touch': async ({ transaction }) => {
    for (const id of await transaction((ctx) => casesOwedAWord(ctx, atOnce)))
      await transaction((ctx) => keepInTouch(ctx, id))
  },
}
