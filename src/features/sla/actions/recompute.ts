import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Recomputation as Shown } from '../contract/policies.ts'
import { countLive, namesOfCases } from '../store/live-cases.ts'
import { insertRecomputation, recentRecomputations } from '../store/recomputations.ts'

export interface Recomputation {
  /** Where its progress is kept; absent on what was queued before there was any. */
  runId?: string
  because: 'policy_changed' | 'calendar_changed' | 'contract_changed'
  /** The entry of the administration's timeline that caused it. */
  causeId: string
  policyId: string | null
  calendarId: string | null
  teamId: string | null
  contractId: string | null
  /** The release of the time zone data that made a calendar another one. */
  zoneData?: string
  /** Cases up to this one are done. */
  after: string | null
}

type Begun = Omit<Recomputation, 'runId'>

const everything = { policyId: null, calendarId: null, teamId: null, contractId: null, after: null }

/** Clocks that count by a calendar follow its new version, in batches behind this change. */
export async function followCalendar(ctx: Context, event: RecordedEvent): Promise<void> {
  const { calendarId, becameDefault, changed, zoneData } = event.content as {
    calendarId: string
    zoneData?: string
    becameDefault: boolean
    changed: string[]
  }
  const sameHours = !changed.some((field) =>
    ['timeZone', 'weekly', 'holidays', 'overrides', 'zoneData'].includes(field),
  )
  if (sameHours && !becameDefault) return
  await recomputeLater(ctx, event, {
    ...everything,
    because: 'calendar_changed',
    causeId: event.id,
    calendarId: becameDefault ? null : calendarId,
    ...(zoneData && { zoneData }),
  })
}

/** A team that gets another calendar takes its open cases along. */
export async function followTeamCalendar(ctx: Context, event: RecordedEvent): Promise<void> {
  const { calendarId, teamId } = event.content as { calendarId?: string | null; teamId: string }
  if (calendarId === undefined) return
  await recomputeLater(ctx, event, { ...everything, because: 'calendar_changed', causeId: event.id, teamId })
}

/** Open cases move to the new version of a policy where its editor said so. */
export async function followPolicy(ctx: Context, event: RecordedEvent): Promise<void> {
  const { policyId = null, appliesTo } = event.content as { policyId?: string; appliesTo: string }
  if (appliesTo !== 'open_cases_too') return
  await recomputeLater(ctx, event, { ...everything, because: 'policy_changed', causeId: event.id, policyId })
}

/** A contract that promises another service level or other hours takes the open cases it covers along. */
export async function followContract(ctx: Context, event: RecordedEvent): Promise<void> {
  const { contractId, changed } = event.content as { contractId: string; changed: string[] }
  if (!changed.some((field) => field === 'calendarId' || field === 'policyId')) return
  await recomputeLater(ctx, event, { ...everything, because: 'contract_changed', causeId: event.id, contractId })
}

/** Begins to take open cases along, in batches behind the change itself. */
async function recomputeLater(ctx: Context, { content }: RecordedEvent, work: Begun): Promise<void> {
  const { policy, calendar, team, contract } = content
  const total = await countLive(ctx.db, work)
  const runId = ctx.newId()
  const about = String(policy ?? calendar ?? team ?? contract ?? 'the order of policies')
  const begun = { id: runId, because: work.because, about, total, begun_at: ctx.now }
  if (total > 0) await insertRecomputation(ctx.db, begun)
  await enqueueBatch(ctx, { ...work, ...(total > 0 && { runId }) })
}

/** A case in whose way something stands for hours is let go at last, so that it does not hold up those behind it. */
const tries = 9

export async function enqueueBatch(ctx: Context, work: Recomputation): Promise<void> {
  await ctx.enqueue('recompute-clocks', { ...work }, { maxAttempts: tries })
}

/** How far changes have come: those that are under way, and those of the last hour. */
export async function listRecomputations(ctx: Context): Promise<{ items: Shown[] }> {
  ctx.require('settings.read')
  const rows = await recentRecomputations(ctx.db, new Date(ctx.now.getTime() - 3_600_000))
  const failedIds = rows.flatMap((row) => row.failed_cases.slice(0, 100))
  const names = new Map((await namesOfCases(ctx.db, ctx.actor, failedIds)).map((each) => [each.id, each]))
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const found = names.get(id)
      return found ? [{ id, number: caseNumberText(found.number), subject: found.subject }] : []
    })
  return {
    items: rows.map(({ id, because, about, total, done, failed, failed_cases, begun_at, finished_at }) => ({
      id,
      because: because as Shown['because'],
      about,
      // Cases that were opened since are taken along too.
      total: Math.max(total, done),
      done,
      failed,
      failedCases: named(failed_cases),
      begunAt: begun_at.toISOString(),
      finishedAt: finished_at?.toISOString() ?? null,
    })),
  }
}
