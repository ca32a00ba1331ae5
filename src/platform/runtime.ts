import { type Kysely, sql } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Actor, Context, JobOptions, LiveChange, NewEvent, RecordedEvent } from './context.ts'
import { appendEvents } from './events.ts'
import type { FileStore } from './files.ts'
import { aheadMark, gather } from './gathered.ts'
import { idAt } from './ids.ts'
import { Refusal } from './refusal.ts'
import type { DB } from './tables.gen.ts'
import { currentInstant } from './time.ts'

/** What follows when something happened: see `reactions.ts`. */
export type Reaction = (ctx: Context, event: RecordedEvent) => Promise<void>
export type Reactions = Readonly<Record<string, readonly Reaction[]>>

/** What the program holds while it runs; contexts are made from it. */
export interface Runtime {
  config: Config
  db: Kysely<DB>
  files: FileStore
  log: Logger
  reactions: Reactions
  publish: (changes: readonly LiveChange[]) => void
  /** Replaced in tests that travel in time. */
  now: () => Date
}

export const systemActor: Actor = {
  kind: 'system',
  id: null,
  name: 'Caseward',
  role: null,
  rights: new Set(['*']),
  teamIds: [],
}

/** Runs `work` in one transaction as `actor`; its events, jobs and live changes go out together, or not at all. */
export async function inTransaction<T>(
  runtime: Runtime,
  actor: Actor,
  work: (ctx: Context) => Promise<T>,
  options: { requestId?: string; at?: Date } = {},
): Promise<T> {
  const changes: LiveChange[] = []
  const now = options.at ?? runtime.now()
  const result = await runtime.db.transaction().execute(async (trx) => {
    await gather(trx)
    const pending: PendingWork = { events: [], freshChains: new Set(), jobs: [], last: new Map() }
    const ctx = contextOf(runtime, { db: trx, actor, now, requestId: options.requestId ?? idAt(now), pending, changes })
    const answer = await work(ctx)
    await settle(trx, pending)
    await addJobs(trx, pending.jobs)
    return answer
  })
  runtime.publish(changes)
  return result
}

export interface AskedJob {
  job: string
  payload: Record<string, unknown>
}

/** One act of the past, as whoever acted at that instant. Answers with the jobs that it asked for beside its result. */
export type Retell = <T>(
  actor: Actor,
  at: Date,
  work: (ctx: Context) => Promise<T>,
) => Promise<{ answer: T; jobs: readonly AskedJob[] }>

/**
 * Writes down a history by the acts that made it, all in one transaction: nobody sees it, and no timer touches it,
 * before it is whole. No job is enqueued: what one would have done back then is for the caller to tell.
 */
export async function retelling<T>(
  runtime: Runtime,
  work: (retell: Retell, db: Context['db']) => Promise<T>,
): Promise<T> {
  const changes: LiveChange[] = []
  const result = await runtime.db.transaction().execute((trx) =>
    work(async (actor, at, act) => {
      const pending: PendingWork = { events: [], freshChains: new Set(), jobs: [], last: new Map() }
      const ctx = contextOf(runtime, { db: trx, actor, now: at, requestId: idAt(at), pending, changes })
      const answer = await act(ctx)
      await settle(trx, pending)
      return { answer, jobs: pending.jobs }
    }, trx),
  )
  runtime.publish(changes)
  return result
}

/** A context for reading only: no transaction, and whatever writes through it fails loudly. */
export function readingContext(runtime: Runtime, actor: Actor, requestId = idAt(runtime.now())): Context {
  const now = runtime.now()
  return contextOf(runtime, { db: runtime.db, actor, now, requestId, pending: null, changes: [] })
}

/** Events first: what runs last may read or index what happened, and rarely makes anything happen itself. */
async function settle(db: Context['db'], pending: PendingWork): Promise<void> {
  for (;;) {
    const { events, freshChains, last } = pending
    Object.assign(pending, { events: [], freshChains: new Set(), last: new Map() } satisfies Partial<PendingWork>)
    await appendEvents(db, events, freshChains)
    for (const [, finish] of last) await finish()
    if (pending.events.length + pending.last.size === 0) return
  }
}

interface PendingWork {
  events: RecordedEvent[]
  freshChains: Set<string>
  jobs: { job: string; payload: Record<string, unknown>; options: JobOptions }[]
  last: Map<string, () => Promise<void>>
}

interface Frame {
  db: Context['db']
  actor: Actor
  now: Date
  requestId: string
  pending: PendingWork | null
  changes: LiveChange[]
}

function contextOf(runtime: Runtime, frame: Frame): Context {
  const { pending } = frame
  const writing = () => {
    if (!pending) throw new Error('a reading context cannot write')
    return pending
  }
  const ctx: Context = {
    db: frame.db,
    now: frame.now,
    actor: frame.actor,
    config: runtime.config,
    files: runtime.files,
    requestId: frame.requestId,
    require: (right) => {
      if (!frame.actor.rights.has('*') && !frame.actor.rights.has(right)) throw new Refusal('not_allowed', { right })
    },
    saw: () => {},
    newId: () => idAt(frame.now),
    record: async (event) => {
      const recorded = recordedOf(event, frame)
      const { events, freshChains } = writing()
      if (event.name === 'case.opened' && event.caseId) freshChains.add(event.caseId)
      events.push(recorded)
      if (event.caseId) frame.changes.push({ kind: 'case', id: event.caseId })
      for (const react of runtime.reactions[event.name] ?? []) await react(ctx, recorded)
      return recorded.id
    },
    enqueue: async (job, payload, options = {}) => {
      writing().jobs.push({ job, payload, options })
    },
    lastly: (key, finish) => {
      if (!writing().last.has(key)) pending?.last.set(key, finish)
    },
    settle: () => settle(frame.db, writing()),
    changed: (change) => {
      frame.changes.push(change)
    },
    asSystem: () => contextOf(runtime, { ...frame, actor: systemActor }),
  }
  return ctx
}

function recordedOf(event: NewEvent, frame: Frame): RecordedEvent {
  const { kind, id, name } = frame.actor
  return {
    id: idAt(frame.now),
    name: event.name,
    caseId: event.caseId ?? null,
    at: event.at ?? frame.now,
    actor: { kind, id, name },
    causeId: event.causeId ?? null,
    content: { ...event.content, by: name },
  }
}

/** All jobs of a transaction in one statement; of those with the same key only the last counts. */
async function addJobs(db: Context['db'], jobs: PendingWork['jobs']) {
  if (jobs.length === 0) return
  const distinct = new Map(jobs.map((job, at) => [job.options.key ?? at, job]))
  const rows = [...distinct.values()].map(({ job, payload, options }, place) => ({
    place,
    job,
    payload,
    queue: options.queue ?? null,
    run_at: options.runAt ?? null,
    attempts: options.maxAttempts ?? 25,
    key: options.key ?? null,
  }))
  await sql`${sql.raw(aheadMark)} select graphile_worker.add_job(
    job, payload => payload, queue_name => queue, run_at => run_at, max_attempts => attempts, job_key => key)
    from (select * from json_to_recordset(${JSON.stringify(rows)}::json) as asked
      (place int, job text, payload json, queue text, run_at timestamptz, attempts int, key text) order by place) asked`.execute(
    db,
  )
}

/** The runtime's clock unless a test brings another. */
export const realTime = currentInstant
