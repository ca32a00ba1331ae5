import { z } from 'zod'
import type { Jobs } from '../../platform/jobs.ts'
import { indexCase } from './actions.ts'

const Payload = z.object({ caseId: z.uuid() })

export const searchJobs: Jobs = {
  'index-case': ({ payload, transaction }) => transaction((ctx) => indexCase(ctx, Payload.parse(payload).caseId)),
}
