import type { JobFrame } from '../../../platform/jobs.ts'
import { lastDifferences, sampleCases, storeCheck } from '../store/checks.ts'
import { differencesOf } from './verify-clocks.ts'

const sample = 200
const turn = 10

/**
 * Replays the timelines of some cases picked at random, and of those that differed the last time, and keeps what it
 * found: home and metrics show it.
 */
export async function checkClocks({ runtime, stop, transaction }: Pick<JobFrame, 'runtime' | 'stop' | 'transaction'>) {
  const { db, log } = runtime
  const known = await lastDifferences(db)
  const ids = [...new Set([...known, ...(await sampleCases(db, sample))])]
  const found: { caseId: string; what: string[] }[] = []
  for (const [at, caseId] of ids.entries()) {
    if (stop.aborted) return
    // Whoever else waits for this process has their turn.
    if (at % turn === 0) await new Promise((resume) => setImmediate(resume))
    const differences = await differencesOf(db, caseId)
    if (differences.length === 0) continue
    found.push({ caseId, what: differences.map(({ what }) => what) })
    log.error({ caseId, what: differences.map(({ what }) => what) }, 'stored clocks differ from their timeline')
  }
  await transaction(async (ctx) => {
    await storeCheck(ctx.db, { id: ctx.newId(), at: ctx.now, cases: ids.length, found })
    if (found.length > 0 || known.length > 0) ctx.changed({ kind: 'governance', id: 'clocks' })
  })
}
