import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { reason } from '../rules/history.ts'
import { liveCases } from '../store/live-cases.ts'
import { retarget } from './keep-time.ts'

const batch = 50

export interface Recomputation {
  because: 'policy_changed' | 'calendar_changed' | 'contract_changed'
  /** The entry of the administration's timeline that caused it. */
  causeId: string
  policyId: string | null
  calendarId: string | null
  teamId: string | null
  contractId: string | null
  /** Cases up to this one are done. */
  after: string | null
}

const everything = { policyId: null, calendarId: null, teamId: null, contractId: null, after: null }

/** Clocks that count by a calendar follow its new version, in batches behind this change. */
export async function followCalendar(ctx: Context, event: RecordedEvent): Promise<void> {
  const { calendarId, becameDefault, changed } = event.content as {
    calendarId: string
    becameDefault: boolean
    changed: string[]
  }
  const sameHours = !changed.some((field) =>
    ['timeZone', 'weekly', 'holidays', 'overrides', 'zoneData'].includes(field),
  )
  if (sameHours && !becameDefault) return
  await recomputeLater(ctx, {
    ...everything,
    because: 'calendar_changed',
    causeId: event.id,
    calendarId: becameDefault ? null : calendarId,
  })
}

/** A team that gets another calendar takes its open cases along. */
export async function followTeamCalendar(ctx: Context, event: RecordedEvent): Promise<void> {
  const { calendarId, teamId } = event.content as { calendarId?: string | null; teamId: string }
  if (calendarId === undefined) return
  await recomputeLater(ctx, { ...everything, because: 'calendar_changed', causeId: event.id, teamId })
}

/** Open cases move to the new version of a policy where its editor said so. */
export async function followPolicy(ctx: Context, event: RecordedEvent): Promise<void> {
  const { policyId = null, appliesTo } = event.content as { policyId?: string; appliesTo: string }
  if (appliesTo !== 'open_cases_too') return
  await recomputeLater(ctx, { ...everything, because: 'policy_changed', causeId: event.id, policyId })
}

/** A contract that promises another service level or other hours takes the open cases it covers along. */
export async function followContract(ctx: Context, event: RecordedEvent): Promise<void> {
  const { contractId, changed } = event.content as { contractId: string; changed: string[] }
  if (!changed.some((field) => field === 'calendarId' || field === 'policyId')) return
  await recomputeLater(ctx, { ...everything, because: 'contract_changed', causeId: event.id, contractId })
}

/** One batch; the next is queued in the same transaction, so that nothing is left out or done twice. */
export async function recomputeBatch(ctx: Context, work: Recomputation): Promise<void> {
  const ids = await liveCases(ctx.db, work, batch)
  const params = work.calendarId === null ? {} : { calendarId: work.calendarId }
  for (const id of ids) await retarget(ctx, id, reason(work.because, params), work.causeId, work.policyId)
  if (ids.length === batch) await recomputeLater(ctx, { ...work, after: ids.at(-1)! })
}

async function recomputeLater(ctx: Context, work: Recomputation): Promise<void> {
  await ctx.enqueue('recompute-clocks', { ...work })
}
