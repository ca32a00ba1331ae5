import type { JobFrame } from '../../../platform/jobs.ts'
import { olderCases } from '../store/due.ts'
import { renew } from './keep-time.ts'

const batch = 50

/**
 * Goes once over all, or until the program ends; what is not done yet is done when its case is touched, or next time.
 * Where one of a batch fails, its cases are taken one by one, and that one stays as it is.
 */
export async function renewOlder({ runtime, transaction, stop }: Pick<JobFrame, 'runtime' | 'transaction' | 'stop'>) {
  let after: string | null = null
  let alone = 0
  while (!stop.aborted) {
    const limit = alone > 0 ? 1 : batch
    let ids: string[] = []
    try {
      await transaction(async (ctx) => {
        ids = await olderCases(ctx.db, after, limit)
        await renew(ctx, ids)
      })
    } catch (error) {
      if (ids.length === 0) throw error
      if (limit > 1) {
        alone = ids.length
        continue
      }
      runtime.log.error({ err: error, caseId: ids[0] }, 'the clocks of a case could not be laid out anew')
    }
    if (ids.length < limit) return
    alone = Math.max(0, alone - 1)
    after = ids.at(-1)!
  }
}
