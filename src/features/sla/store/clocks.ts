import { sql } from 'kysely'
import { arrayOf, type ColumnType } from '../../../platform/arrays.ts'
import type { Db } from '../../../platform/context.ts'
import { insertRows } from '../../../platform/gathered.ts'
import type { Clock } from '../rules/clock.ts'
import { isFinished, statusOf } from '../rules/history.ts'
import { wakeAt } from '../rules/steps.ts'
import { calendarsOf, type Timekeeping } from '../rules/timeline.ts'

export interface StoredClock {
  id: string
  clock: Clock
}

/** What is kept by an older one is replayed before it is worked with. */
export const currentEngine = 2

/** The clocks of a case in the order in which they were started. */
export async function clocksOf(db: Db, caseId: string): Promise<StoredClock[]> {
  return (await clocksOfAll(db, [caseId])).get(caseId) ?? []
}

async function clocksOfAll(db: Db, caseIds: readonly string[]): Promise<Map<string, StoredClock[]>> {
  const rows = await db
    .selectFrom('sla_clock')
    .select(['id', 'case_id as caseId', 'detail'])
    .where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[])`)
    .execute()
  const kept = rows.map(({ detail, ...row }) => ({ ...row, detail: detail as unknown as Clock & { place: number } }))
  const clocks = new Map<string, StoredClock[]>(caseIds.map((id) => [id, []]))
  for (const { id, caseId, detail } of kept.sort((a, b) => a.detail.place - b.detail.place)) {
    const { place: _place, ...clock } = detail
    clocks.get(caseId)?.push({ id, clock: { ...notYetKept, ...clock } })
  }
  return clocks
}

/** What an older engine did not keep. */
const notYetKept = { milestone: null, steps: [] }

export interface StoredTime {
  caseId: string
  engine: number
  keeping: Timekeeping
  stored: StoredClock[]
}

/** Locks the cases, then their time; those of which no clock was ever asked for are left out. */
export async function lockTimes(db: Db, caseIds: readonly string[]): Promise<StoredTime[]> {
  // The cases first, as everything else that changes them does: two that wait for each other would never end.
  const { rows } = await sql<TimeRow>`
    with locked as (select id from cases where id = any(${[...caseIds]}::uuid[]) order by id for update)
    select case_id as "caseId", engine, facts, read_until as "readUntil" from sla_case where case_id in (select id from locked)
    order by case_id for update`.execute(db)
  return withClocks(db, rows)
}

/** The same unlocked, or locked before; in two questions for any number. */
export async function readTimes(db: Db, caseIds: readonly string[]): Promise<StoredTime[]> {
  const rows = await db
    .selectFrom('sla_case')
    .select(['case_id as caseId', 'engine', 'facts'])
    .select((eb) => eb.ref('read_until').as('readUntil'))
    .where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[])`)
    .execute()
  return withClocks(db, rows as unknown as TimeRow[])
}

async function withClocks(db: Db, rows: readonly TimeRow[]): Promise<StoredTime[]> {
  if (rows.length === 0) return []
  const clocks = await clocksOfAll(
    db,
    rows.map(({ caseId }) => caseId),
  )
  return rows.map((row) => timeOf(row, clocks.get(row.caseId) ?? []))
}

/** As stored, unlocked: for comparing with a replay. */
export async function readTime(db: Db, caseId: string): Promise<StoredTime | null> {
  return (await readTimes(db, [caseId]))[0] ?? null
}

type NotYetKept = 'stage' | 'happened'
interface TimeRow {
  caseId: string
  engine: number
  readUntil: Date | null
  facts: Omit<Timekeeping, 'time'> & {
    time: Omit<Timekeeping['time'], 'clocks' | NotYetKept> & Partial<Pick<Timekeeping['time'], NotYetKept>>
  }
}

function timeOf({ caseId, engine, facts, readUntil }: TimeRow, stored: StoredClock[]): StoredTime {
  const { time, ...read } = facts
  const clocks = stored.map(({ clock }) => clock)
  return {
    caseId,
    engine,
    keeping: {
      ...read,
      // What a clock noticed was read: time that passes is written beside the clocks alone.
      readUntil: Math.max(
        readUntil?.getTime() ?? read.readUntil,
        ...clocks.flatMap(({ log }) => log.map(({ noticedAt }) => noticedAt)),
      ),
      time: { stage: null, happened: {}, ...time, clocks },
    },
    stored,
  }
}

export interface ClockToSave extends StoredClock {
  place: number
}

export interface TimeToSave {
  caseId: string
  keeping: Timekeeping
  /** Of a case that has no time yet. */
  isNew: boolean
  /** Nothing but its clocks changed, and none of them is new. */
  onlyRead: boolean
  /** Those of its clocks that changed. */
  changed: readonly ClockToSave[]
  /** The ids of those that there are no more. */
  gone: readonly string[]
}

/** Writes the time of cases and their changed clocks: what is new with the rows that wait, the rest in one statement. */
export async function saveTimes(db: Db, times: readonly TimeToSave[]): Promise<void> {
  for (const { caseId, keeping, changed } of times.filter(({ isNew }) => isNew)) {
    const { facts, ...row } = caseRow(caseId, keeping)
    await insertRows(db, 'sla_case', [{ ...row, facts: JSON.stringify(facts) }])
    const rows = changed.map((each) => clockRow(caseId, each))
    await insertRows(
      db,
      'sla_clock',
      rows.map(({ pauses, detail, ...each }) => ({
        ...each,
        pauses: JSON.stringify(pauses),
        detail: JSON.stringify(detail),
      })),
    )
  }
  await savePassed(
    db,
    times.filter(({ onlyRead }) => onlyRead),
  )
  const gone = times.flatMap((time) => time.gone)
  if (gone.length > 0) await db.deleteFrom('sla_clock').where('id', 'in', gone).execute()
  const known = times.filter(({ isNew, onlyRead }) => !isNew && !onlyRead)
  if (known.length === 0) return
  const cases = known.map(({ caseId, keeping }) => caseRow(caseId, keeping))
  const clocks = known.flatMap(({ caseId, changed }) => changed.map((each) => clockRow(caseId, each)))
  await sql`with time as (
      insert into sla_case (${columns(caseColumns)})
      select ${columns(caseColumns)} from json_populate_recordset(null::sla_case, ${JSON.stringify(cases)}::json)
      on conflict (case_id) do update set ${replaced(caseColumns.slice(1))})
    insert into sla_clock (${columns(clockColumns)})
    select ${columns(clockColumns)} from json_populate_recordset(null::sla_clock, ${JSON.stringify(clocks)}::json)
    on conflict (case_id, metric, milestone, cycle) do update set ${replaced(clockColumns.slice(5))}`.execute(db)
}

/** After time passed: what the clocks have noticed, and nothing else. */
async function savePassed(db: Db, times: readonly TimeToSave[]): Promise<void> {
  if (times.length === 0) return
  const clocks = times.flatMap(({ changed }) => changed)
  const each = <T>(type: ColumnType, value: (of: ClockToSave) => T) => arrayOf(type, clocks.map(value))
  await sql`update sla_clock set breached_at = passed.breached_at, breach_noticed_at = passed.noticed_at,
      detail = passed.detail, wake_at = passed.wake_at
    from unnest(${each('uuid', ({ id }) => id)}::uuid[],
      ${each('timestamptz', ({ clock }) => dateOrNull(clock.breachedAt))}::timestamptz[],
      ${each('timestamptz', ({ clock }) => noticedAt(clock))}::timestamptz[],
      ${each('json', detailOf)}::json[],
      ${each('timestamptz', ({ clock }) => dateOrNull(wakeAt(clock)))}::timestamptz[])
      as passed (id, breached_at, noticed_at, detail, wake_at)
    where sla_clock.id = passed.id`.execute(db)
}

const detailOf = ({ clock, place }: ClockToSave) => JSON.stringify({ ...clock, place })
const noticedAt = ({ log }: Clock) => dateOrNull(log.find(({ kind }) => kind === 'clock.breached')?.noticedAt ?? null)

const columns = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))
const replaced = (names: readonly string[]) =>
  sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))

const caseColumns = ['case_id', 'live', 'team_id', 'policy_id', 'calendar_ids', 'facts', 'engine', 'read_until']

function caseRow(caseId: string, keeping: Timekeeping) {
  const { clocks: _clocks, ...facts } = keeping.time
  return {
    case_id: caseId,
    live: !isFinished(statusOf(keeping.time)) && keeping.time.withdrawnAt === null,
    team_id: keeping.time.teamId,
    policy_id: keeping.time.terms?.policyId ?? null,
    calendar_ids: [...new Set(calendarsOf(keeping).map(({ id }) => id))],
    facts: { ...keeping, time: facts },
    engine: currentEngine,
    read_until: new Date(keeping.readUntil),
  }
}

/** What tells a clock from others comes first, and never changes. */
const clockColumns = ['id', 'case_id', 'metric', 'milestone', 'cycle', 'state', 'policy_id', 'policy_version'].concat(
  ['calendar_id', 'calendar_version', 'target_seconds', 'pinned_due_at', 'started_at', 'due_at', 'at_risk_at'],
  ['paused_at', 'pauses', 'met_at', 'breached_at', 'breach_noticed_at', 'detail', 'wake_at'],
)

function clockRow(caseId: string, { id, clock, place }: ClockToSave) {
  const calendar = clock.stretches.at(-1)?.calendar
  const pause = clock.pauses.at(-1)
  return {
    id,
    case_id: caseId,
    metric: clock.metric,
    milestone: clock.milestone?.key ?? '',
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
    pauses: clock.pauses,
    met_at: dateOrNull(clock.metAt),
    breached_at: dateOrNull(clock.breachedAt),
    breach_noticed_at: noticedAt(clock),
    detail: { ...clock, place },
    wake_at: dateOrNull(wakeAt(clock)),
  }
}

const dateOrNull = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))
