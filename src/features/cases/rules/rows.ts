import type { Priority, Status } from '../../../platform/shapes.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { pathOf, stageOf } from '../../casetypes/rules/stages.ts'
import type { CaseRow } from '../contract/case-row.ts'
import { type Dated, firstDueOf, riskOf } from './first-due.ts'
import { isOpen } from './lifecycle.ts'
import { dateOfStep } from './next-step.ts'
import { caseNumberText } from './numbers.ts'

/** The stored facts of a case with the names that a row shows. */
export interface RowFacts {
  id: string
  number: number
  subject: string
  type_id: string
  type_key: string
  stage: string
  previous_stage: string | null
  status: string
  priority: string
  owner_id: string | null
  owner_name: string | null
  team_id: string
  team_name: string
  queue_id: string | null
  queue_name: string | null
  account_id: string | null
  account_name: string | null
  contact_id: string | null
  contact_name: string | null
  channel: string
  tags: string[]
  due_at: Date | null
  due_metric: string | null
  at_risk_at: Date | null
  breached_at: Date | null
  escalation_level: number
  next_step: string | null
  next_step_whose: string | null
  next_step_person_id: string | null
  next_person_name: string | null
  next_step_due_at: Date | null
  next_step_latest_at: Date | null
  task_due_at: Date | null
  first_task: { title: string; promise: boolean } | null
  routing_due_at: Date | null
  waiting_because: string | null
  last_customer_message_at: Date | null
  seen_at: Date | null
  customer_replied_at: Date | null
  first_response_at: Date | null
  restricted: boolean
  reopened_count: number
  created_at: Date
  updated_at: Date
  resolved_at: Date | null
  version: number
}

export function rowOf(facts: RowFacts, definition: CaseTypeDefinition, now: Date): CaseRow {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const dated = datedOf(facts)
  return {
    id: facts.id,
    number: caseNumberText(facts.number),
    subject: facts.subject,
    type: { id: facts.type_id, key: facts.type_key, name: definition.name },
    stage: { key: facts.stage, ...placeOf(facts, definition) },
    status: facts.status as Status,
    priority: facts.priority as Priority,
    owner: named(facts.owner_id, facts.owner_name),
    team: { id: facts.team_id, name: facts.team_name },
    queue: named(facts.queue_id, facts.queue_name),
    account: named(facts.account_id, facts.account_name),
    contact: named(facts.contact_id, facts.contact_name),
    channel: facts.channel as CaseRow['channel'],
    tags: facts.tags,
    firstDue: firstDueOf(dated),
    dueAt: iso(facts.due_at),
    dueMetric: facts.due_metric,
    atRiskAt: iso(facts.at_risk_at),
    breachedAt: iso(facts.breached_at),
    escalationLevel: facts.escalation_level,
    risk: riskOf(dated, now),
    nextStep: facts.next_step_whose
      ? {
          text: facts.next_step,
          whose: facts.next_step_whose as 'us',
          person: named(facts.next_step_person_id, facts.next_person_name),
          dueAt: iso(facts.next_step_due_at),
          datedBy: dateOfStep({
            whose: facts.next_step_whose,
            dueAt: facts.next_step_due_at,
            latestAt: facts.next_step_latest_at,
            firstDueAt: facts.due_at,
          }).datedBy,
        }
      : null,
    routingDueAt: iso(facts.routing_due_at),
    waitsBecause: facts.owner_id === null && isOpen(facts.status as Status) ? facts.waiting_because : null,
    unread:
      facts.last_customer_message_at !== null &&
      (facts.seen_at === null || facts.seen_at < facts.last_customer_message_at),
    customerRepliedAt: iso(facts.customer_replied_at),
    unansweredSince: iso(unansweredSince(facts)),
    restricted: facts.restricted,
    reopenedCount: facts.reopened_count,
    createdAt: facts.created_at.toISOString(),
    updatedAt: facts.updated_at.toISOString(),
    resolvedAt: iso(facts.resolved_at),
    version: facts.version,
  }
}

/** Whoever wrote first and was never answered waits as well as whoever wrote again. */
const unansweredSince = (facts: RowFacts): Date | null =>
  facts.customer_replied_at ?? (facts.first_response_at === null ? facts.last_customer_message_at : null)

const iso = (date: Date | null) => date?.toISOString() ?? null

function datedOf(facts: RowFacts): Dated {
  const { due_at, at_risk_at, next_step, next_step_due_at, task_due_at, first_task } = facts
  return {
    status: facts.status as Status,
    clock: due_at && { dueAt: due_at.toISOString(), atRiskAt: iso(at_risk_at) },
    step: next_step_due_at && { dueAt: next_step_due_at.toISOString(), text: next_step },
    task: task_due_at && { ...(first_task ?? { title: '', promise: false }), dueAt: task_due_at.toISOString() },
  }
}

/** Where a case stands on its drawn path; a waiting case stands where it came from. */
function placeOf(facts: { stage: string; previous_stage: string | null }, definition: CaseTypeDefinition) {
  const path = pathOf(definition)
  const stage = stageOf(definition, facts.stage)
  const onPath = stage?.aside ? facts.previous_stage : facts.stage
  const at = path.findIndex((candidate) => candidate.key === onPath)
  return { label: stage?.label ?? facts.stage, position: at < 0 ? path.length : at + 1, of: path.length }
}
