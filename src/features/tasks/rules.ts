import type { Task } from './contract.ts'

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
  done_at: Date | null
  done_by: string | null
  doer_name: string | null
  version: number
}

export function taskOf(row: TaskFacts): Task {
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
    doneAt: row.done_at?.toISOString() ?? null,
    doneBy: named(row.done_by, row.doer_name),
    version: row.version,
  }
}
