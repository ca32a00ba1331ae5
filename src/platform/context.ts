import type { Kysely, Transaction } from 'kysely'
import type { Config } from './config.ts'
import type { FileStore } from './files.ts'
import type { DB } from './tables.gen.ts'

export type Db = Kysely<DB> | Transaction<DB>

export type Role = 'admin' | 'manager' | 'agent' | 'light' | 'sales' | 'editor'

/** Whoever acts: a signed-in person, an API key, a customer by a signed link, or the program itself. */
export interface Actor {
  kind: 'person' | 'key' | 'contact' | 'system'
  /** Id of the person, key or contact; null for the program itself. */
  id: string | null
  name: string
  role: Role | null
  rights: ReadonlySet<string>
  /** Teams whose restricted cases the actor may see. */
  teamIds: readonly string[]
}

/** Something that happened, in past tense; `content` may be erased later, the chain stays valid. */
export interface RecordedEvent {
  id: string
  name: string
  /** The case whose timeline it stands on; absent for the administration. */
  caseId: string | null
  at: Date
  actor: Pick<Actor, 'kind' | 'id' | 'name'>
  causeId: string | null
  content: Record<string, unknown>
}

export interface NewEvent {
  name: string
  caseId?: string
  /** Defaults to the context's `now`; an event may be known later than it happened. */
  at?: Date
  causeId?: string
  content?: Record<string, unknown>
}

export interface JobOptions {
  runAt?: Date
  /** A second job with the same key replaces the first while that still waits. */
  key?: string
  maxAttempts?: number
  queue?: string
}

/** Everything an action may use. One per request or job; `db` is already inside its transaction. */
export interface Context {
  db: Db
  /** The instant this request happened: every row it writes carries the same one. */
  now: Date
  actor: Actor
  config: Config
  files: FileStore
  requestId: string
  /** Throws the Refusal `not_allowed` unless the actor holds the right. Called before anything is read or written. */
  require: (right: string) => void
  /** Says which case the work is about, also where it records nothing on it: a repeated request asks for its sight. */
  saw: (caseId: string) => void
  newId: () => string
  /** Appended to the timeline in the same transaction, then acted on by `reactions.ts`. Returns the event's id. */
  record: (event: NewEvent) => Promise<string>
  /** A job that exists if and only if the transaction commits. */
  enqueue: (job: string, payload: Record<string, unknown>, options?: JobOptions) => Promise<void>
  /** Runs once at the end of the transaction, before its events are written; the first under a key stands. */
  lastly: (key: string, work: () => Promise<void>) => void
  /** Writes down now what is written at the end of the transaction, so that an answer can be read with it. */
  settle: () => Promise<void>
  /** Tells open screens after the commit that something changed. */
  changed: (change: LiveChange) => void
  /** The same transaction, acted in by the program itself (reactions, clocks, routing). */
  asSystem: () => Context
}

/** `sight`: cases of a team came or went out of sight for everybody; `team-sight`: for the people of that team. */
export interface LiveChange {
  kind:
    | 'case'
    | 'presence'
    | 'people'
    | 'account'
    | 'contact'
    | 'mail'
    | 'settings'
    | 'governance'
    | 'session'
    | 'sight'
    | 'team-sight'
    | 'notification'
  id: string
}
