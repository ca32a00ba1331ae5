import type { Jobs } from '../../platform/jobs.ts'
import { casesOwedAWord, keepInTouch, tellStage } from './actions.ts'

const atOnce = 200

export const informingJobs: Jobs = {
  'tell-stage': ({ payload, transaction }) => transaction((ctx) => tellStage(ctx, String(payload.caseId))),
  /** A word to those who have waited long for one; each case in a transaction of its own, and none holds up another. */
  'keep-in-touch': async ({ runtime, transaction }) => {
    for (let page = await transaction((ctx) => casesOwedAWord(ctx, null, atOnce)); page.length > 0; ) {
      for (const { id } of page)
        await transaction((ctx) => keepInTouch(ctx, id)).catch((err: unknown) =>
          runtime.log.error({ err, caseId: id }, 'a customer could not be told that nothing moved'),
        )
      const last = page.at(-1)!
      page = page.length < atOnce ? [] : await transaction((ctx) => casesOwedAWord(ctx, last, atOnce))
    }
  },
}
