import type { Jobs } from '../../platform/jobs.ts'
import { readDueSources, readSource, readSourcesOf } from './actions/read-source.ts'

export const calendarsJobs: Jobs = {
  /** Every hour: addresses are read daily, failed ones sooner, and lists go on into the years to come. */
  'read-due-holidays': ({ transaction }) => transaction(readDueSources),
  'read-holidays-again': ({ transaction, payload }) =>
    transaction((ctx) => readSourcesOf(ctx, String(payload.calendarId))),
  'read-holiday-source': (frame) => readSource(frame, String(frame.payload.sourceId)),
}
