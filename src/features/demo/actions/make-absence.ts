import type { Retell } from '../../../platform/runtime.ts'
import { handOverSome } from '../../absence/actions/hand-over.ts'
import { planLeave } from '../../absence/actions/leaves.ts'
import { escalateCase } from '../../escalations/actions.ts'
import { DAY, HOUR } from '../rules/timing.ts'
import { openCaseOf } from '../store/open-case.ts'
import type { Company } from './make-company.ts'

/** A colleague is on vacation, and what is due meanwhile went to the one who stands in; one of his own was brought up to their lead. */
export async function makeAbsence(retell: Retell, company: Company, now: Date): Promise<void> {
  const { ana, elena, mira } = company.actors
  const begins = new Date(now.getTime() - 2 * HOUR)
  await retell(elena, begins, async (ctx) => {
    const { id } = await planLeave(ctx, {
      personId: elena.id!,
      from: begins.toISOString(),
      until: new Date(now.getTime() + 5 * DAY).toISOString(),
      kind: 'vacation',
      note: null,
      rule: 'what_moves',
      deputyId: ana.id!,
      work: [],
    })
    while (await handOverSome(ctx.asSystem(), id));
  })
  await retell(ana, new Date(now.getTime() - HOUR), async (ctx) => {
    const caseId = await openCaseOf(ctx.db, ana.id!)
    if (!caseId) return
    await escalateCase(ctx, caseId, {
      level: 2,
      reason: 'They ask for a credit above what I may give',
      how: 'help',
      toPersonId: mira.id!,
      toTeamId: null,
      helpDueAt: null,
    })
  })
}
