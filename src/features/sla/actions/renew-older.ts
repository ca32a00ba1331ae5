import type { JobFrame } from '../../../platform/jobs.ts'
import { olderCases } from '../store/due.ts'
import { renew } from './keep-time.ts'

const batch = 50

/** Until none is left or the program ends; what is not done yet is done when its case is touched, or next time. */
export async function renewOlder({ transaction, stop }: Pick<JobFrame, 'transaction' | 'stop'>): Promise<void> {
  while (!stop.aborted) {
    const done = await transaction(async (ctx) => {
      const ids = await olderCases(ctx.db, batch)
      await renew(ctx, ids)
      return ids.length
    })
    if (done < batch) return
  }
}
