import { type Insertable, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { insertRows } from '../../../platform/gathered.ts'
import type { SlaClock } from '../../../platform/tables.gen.ts'
import type { Clock } from '../rules/clock.ts'
import { isFinished, statusOf } from '../rules/history.ts'
import { calendarsOf, type Timekeeping } from '../rules/timeline.ts'
import { wakeAt } from '../rules.ts'

export interface StoredClock {
  id: string
  clock: Clock
}

/** The clocks of a case in the order in which they were started. */
export async function clocksOf(db: Db, caseId: string): Promise<StoredClock[]> {
  const rows = await db
    .selectFrom('sla_clock')
    .select(['id', 'detail'])
    .where('case_id', '=', caseId)
    .orderBy(sql`(detail->>'place')::int`)
    .execute()
  return rows.map(({ id, detail }) => {
    const { place: _place, ...clock } = detail as unknown as Clock & { place: number }
    return { id, clock }
  })
}

/** Locks the case, then its time; null where no clock was ever asked for. */
export async function lockTime(
  db: Db,
  caseId: string,
): Promise<{ keeping: Timekeeping; stored: StoredClock[] } | null> {
  // The case first, as everything else that changes it does: two that wait for each other would never end.
  const { rows } = await sql<{ facts: Omit<Timekeeping, 'time'> & { time: Omit<Timekeeping['time'], 'clocks'> } }>`
    with locked as (select id from cases where id = ${caseId} for update)
    select facts from sla_case where case_id in (select id from locked) for update`.execute(db)
  if (!rows[0]) return null
  const stored = await clocksOf(db, caseId)
  const { time, ...read } = rows[0].facts
  return { keeping: { ...read, time: { ...time, clocks: stored.map(({ clock }) => clock) } }, stored }
}

/** As stored, unlocked: for comparing with a replay. */
export async function readTime(db: Db, caseId: string): Promise<Timekeeping | null> {
  const row = await db.selectFrom('sla_case').select('facts').where('case_id', '=', caseId).executeTakeFirst()
  if (!row) return null
  const { time, ...read } = row.facts as unknown as Timekeeping
  return { ...read, time: { ...time, clocks: (await clocksOf(db, caseId)).map(({ clock }) => clock) } }
}

export interface ClockToSave extends StoredClock {
  place: number
}

/** Writes the time of a case and those of its clocks that changed; `isNew`: of a case that has no time yet. */
export async function saveTime(
  db: Db,
  caseId: string,
  keeping: Timekeeping,
  changed: readonly ClockToSave[],
  isNew: boolean,
): Promise<void> {
  const { clocks: _clocks, ...facts } = keeping.time
  const row = {
    live: !isFinished(statusOf(keeping.time)) && keeping.time.withdrawnAt === null,
    team_id: keeping.time.teamId,
    policy_id: keeping.time.terms?.policyId ?? null,
    calendar_ids: [...new Set(calendarsOf(keeping).map(({ id }) => id))],
    facts: JSON.stringify({ ...keeping, time: facts }),
  }
  if (isNew) {
    await insertRows(db, 'sla_case', [{ case_id: caseId, ...row }])
    await insertRows(
      db,
      'sla_clock',
      changed.map((each) => rowOf(caseId, each)),
    )
    return
  }
  const upsert = db
    .insertInto('sla_case')
    .values({ case_id: caseId, ...row })
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(row))
  if (changed.length === 0) {
    await upsert.execute()
    return
  }
  await db
    .with('time', () => upsert.returning('case_id'))
    .insertInto('sla_clock')
    .values(changed.map((each) => rowOf(caseId, each)))
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'metric', 'milestone', 'cycle'])
        .doUpdateSet((eb) => Object.fromEntries(mutable.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute()
}

const mutable = [
  'state',
  'policy_id',
  'policy_version',
  'calendar_id',
  'calendar_version',
  'target_seconds',
  'pinned_due_at',
  'started_at',
  'due_at',
  'at_risk_at',
  'paused_at',
  'pauses',
  'met_at',
  'breached_at',
  'breach_noticed_at',
  'detail',
  'wake_at',
] as const satisfies readonly (keyof SlaClock)[]

function rowOf(caseId: string, { id, clock, place }: ClockToSave): Insertable<SlaClock> {
  const calendar = clock.stretches.at(-1)?.calendar
  const pause = clock.pauses.at(-1)
  const breach = clock.log.find(({ kind }) => kind === 'clock.breached')
  return {
    id,
    case_id: caseId,
    metric: clock.metric,
    cycle: clock.cycle,
    state: clock.state,
    policy_id: clock.policyId,
    policy_version: clock.policyVersion,
    calendar_id: calendar?.id ?? null,
    calendar_version: calendar?.version ?? null,
    target_seconds: clock.targetSeconds,
    pinned_due_at: dateOrNull(clock.pinnedDueAt),
    started_at: new Date(clock.startedAt),
    due_at: dateOrNull(clock.dueAt),
    at_risk_at: dateOrNull(clock.atRiskAt),
    paused_at: clock.state === 'paused' && pause ? new Date(pause.from) : null,
    pauses: JSON.stringify(clock.pauses),
    met_at: dateOrNull(clock.metAt),
    breached_at: dateOrNull(clock.breachedAt),
    breach_noticed_at: dateOrNull(breach?.noticedAt ?? null),
    detail: JSON.stringify({ ...clock, place }),
    wake_at: dateOrNull(wakeAt(clock)),
  }
}

/** Cases with a clock that something happens to by `now`, locked; those that others work on are left to the next look. */
export async function claimDue(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where id in (
      select case_id from sla_clock where wake_at <= ${now} order by wake_at limit ${limit})
    for update skip locked`.execute(db)
  return rows.map(({ id }) => id)
}

/** The next instant at which a clock wants to be looked at. */
export async function nextWake(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('sla_clock')
    .select('wake_at')
    .where('wake_at', 'is not', null)
    .orderBy('wake_at')
    .limit(1)
    .executeTakeFirst()
  return row?.wake_at ?? null
}

/** Clocks that could not be looked at are left alone for a while, so that they do not keep others waiting. */
export async function postpone(db: Db, caseId: string, now: Date, until: Date): Promise<void> {
  await db
    .updateTable('sla_clock')
    .set({ wake_at: until })
    .where('case_id', '=', caseId)
    .where('wake_at', '<=', now)
    .execute()
}

const dateOrNull = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))
