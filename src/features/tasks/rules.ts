import type { PromiseKind } from './contract/promises.ts'
import type { Task } from './contract.ts'
import { promiseState } from './rules/promise-state.ts'

interface OrderFacts {
  id: string
  key: string | null
  title: string
  stage: string | null
  /** Keys of tasks of the same stage. */
  after: readonly string[]
  done_at: Date | null
}

/** The unfinished tasks that one waits for. What was cancelled is waited for no longer. */
export const waitsFor = <T extends OrderFacts>(task: OrderFacts, all: readonly T[]): T[] =>
  all.filter(({ key, stage, done_at }) => !done_at && stage === task.stage && key !== null && task.after.includes(key))

/** The tasks that can be begun once one is finished or cancelled. */
export const readyWithout = <T extends OrderFacts>(gone: OrderFacts, all: readonly T[]): T[] => {
  const rest = all.filter(({ id }) => id !== gone.id)
  return rest.filter(
    (task) =>
      !task.done_at &&
      task.stage === gone.stage &&
      gone.key !== null &&
      task.after.includes(gone.key) &&
      waitsFor(task, rest).length === 0,
  )
}

/** The finished tasks that were begun because one was done: while they stand, it cannot be undone. */
export const builtOn = <T extends OrderFacts>({ key, stage }: OrderFacts, all: readonly T[]): T[] =>
  all.filter((task) => task.done_at && task.stage === stage && key !== null && task.after.includes(key))

export interface TaskFacts {
  id: string
  case_id: string
  kind: string
  key: string | null
  title: string
  stage: string | null
  mandatory: boolean
  owner_id: string | null
  owner_name: string | null
  team_id: string | null
  team_name: string | null
  due_at: Date | null
  evidence: string | null
  evidence_required: boolean
  after: string[]
  startable_at: Date | null
  done_at: Date | null
  done_by: string | null
  doer_name: string | null
  remind_every_hours: number | null
  promise: string | null
  promise_said: string | null
  promised_by: string | null
  giver_name: string | null
  version: number
}

/** A task as people see it; `others` are those of its case, which it may wait for. */
export function taskOf(row: TaskFacts, others: readonly TaskFacts[], now: Date): Task {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind as Task['kind'],
    key: row.key,
    title: row.title,
    stage: row.stage,
    mandatory: row.mandatory,
    owner: named(row.owner_id, row.owner_name),
    team: named(row.team_id, row.team_name),
    dueAt: row.due_at?.toISOString() ?? null,
    evidence: row.evidence,
    evidenceRequired: row.evidence_required,
    waitsFor: waitsFor(row, others).map(({ title }) => title),
    doneAt: row.done_at?.toISOString() ?? null,
    doneBy: named(row.done_by, row.doer_name),
    remindHours: row.remind_every_hours,
    promise: row.promise
      ? {
          kind: row.promise as PromiseKind,
          said: row.promise_said ?? '',
          by: named(row.promised_by, row.giver_name),
          state: promiseState(row, now),
        }
      : null,
    version: row.version,
  }
}
