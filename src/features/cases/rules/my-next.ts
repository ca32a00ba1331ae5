import type { CaseRow } from '../contract/case-row.ts'
import type { WorkItem } from '../contract/my-next.ts'

export interface OpenTask {
  id: string
  title: string
  dueAt: Date | null
  version: number
  caseId: string
}

export interface WaitingApproval {
  id: string
  title: string
  dueAt: Date | null
  caseId: string
  requestedBy: string | null
  /** Whom the person stands in for. */
  for: string | null
}

const groups = ['overdue', 'at_risk', 'today', 'later', 'waiting'] as const
const priorities = { critical: 0, high: 1, medium: 2, low: 3 } as const

/**
 * What a person should do now: their open cases, tasks, and approvals that wait for their word, grouped by how pressing they are, then by the instant at
 * which something is due, then by priority. Working it top to bottom is a correct way to work.
 */
export function myNext(
  cases: readonly CaseRow[],
  { tasks, approvals }: { tasks: readonly OpenTask[]; approvals: readonly WaitingApproval[] },
  now: Date,
  endOfToday: Date,
): WorkItem[] {
  const byId = new Map(cases.map((row) => [row.id, row]))
  const items = [
    ...cases.map((row) => caseItem(row, now, endOfToday)),
    ...tasks.flatMap((task) => {
      const row = byId.get(task.caseId)
      return row ? [taskItem(task, row, now, endOfToday)] : []
    }),
    ...approvals.flatMap((approval) => {
      const row = byId.get(approval.caseId)
      return row ? [approvalItem(approval, row, now, endOfToday)] : []
    }),
  ]
  return items.toSorted(inOrder)
}

function caseItem(row: CaseRow, now: Date, endOfToday: Date): WorkItem {
  const follow = row.nextStep?.dueAt ? new Date(row.nextStep.dueAt) : null
  const dueAt = row.dueAt ? new Date(row.dueAt) : null
  const waiting = isWaitingForOthers(row) && !row.customerRepliedAt
  const group =
    waiting && follow && follow > now
      ? 'waiting'
      : row.risk === 'overdue' || row.risk === 'at_risk'
        ? row.risk
        : groupOf(earlier(dueAt, follow), now, endOfToday)
  return {
    id: row.id,
    kind: 'case',
    group,
    reason: reasonFor(row, now),
    dueAt: earlier(dueAt, follow)?.toISOString() ?? null,
    usedShare: shareOf(row, now),
    task: null,
    approval: null,
    case: row,
  }
}

function taskItem(task: OpenTask, row: CaseRow, now: Date, endOfToday: Date): WorkItem {
  const { id, title, version } = task
  return {
    id,
    kind: 'task',
    group: groupOf(task.dueAt, now, endOfToday),
    reason: `Task: ${title}`,
    dueAt: task.dueAt?.toISOString() ?? null,
    usedShare: null,
    task: { id, title, version },
    approval: null,
    case: row,
  }
}

/** Somebody waits for a word: without a date it is for today. */
function approvalItem(approval: WaitingApproval, row: CaseRow, now: Date, endOfToday: Date): WorkItem {
  const { id, title, requestedBy, for: other } = approval
  return {
    id,
    kind: 'approval',
    group: approval.dueAt ? groupOf(approval.dueAt, now, endOfToday) : 'today',
    reason: `Approve${other ? ` for ${other}` : ''}: ${title}`,
    dueAt: approval.dueAt?.toISOString() ?? null,
    usedShare: null,
    task: null,
    approval: { id, title, requestedBy, for: other },
    case: row,
  }
}

function groupOf(due: Date | null, now: Date, endOfToday: Date): WorkItem['group'] {
  if (!due) return 'later'
  if (due < now) return 'overdue'
  return due <= endOfToday ? 'today' : 'later'
}

function reasonFor(row: CaseRow, now: Date): string {
  if (row.risk === 'overdue' && row.dueMetric) return `${metricWords[row.dueMetric] ?? row.dueMetric} was due`
  if (row.customerRepliedAt) return 'The customer wrote again'
  if (isWaitingForOthers(row)) {
    const over = row.nextStep?.dueAt && new Date(row.nextStep.dueAt) <= now
    const who = row.status === 'pending' ? 'Customer' : 'Third party'
    return over ? `Time to ask again: ${row.nextStep?.text ?? who}` : `${who}: ${row.nextStep?.text ?? 'answers'}`
  }
  if (row.unread) return row.dueMetric === 'first_response' ? 'New, first response running' : 'Unread message'
  if (row.nextStep?.whose === 'us' && row.nextStep.text) {
    const over = row.nextStep.dueAt !== null && new Date(row.nextStep.dueAt) <= now
    return `${over ? 'Was to be done' : 'Next'}: ${row.nextStep.text}`
  }
  return row.dueMetric ? `${metricWords[row.dueMetric] ?? row.dueMetric} running` : row.stage.label
}

/** Where those who were waited for have answered, it is our move although the case still stands on hold. */
const isWaitingForOthers = (row: CaseRow): boolean =>
  (row.status === 'pending' || row.status === 'on_hold') && row.nextStep?.whose !== 'us'

const metricWords: Record<string, string> = {
  first_response: 'First response',
  next_response: 'Next response',
  periodic_update: 'Update to the customer',
  customer_wait: 'Solution',
  agent_work: 'Work on it',
  resolution: 'Resolution',
  team_ownership: 'The team’s time',
  milestone: 'Milestone',
}

/** How much of the time until the limit is used, from 75 % at the instant of risk to 100 % when due; null when unknown. */
function shareOf(row: CaseRow, now: Date): number | null {
  if (!row.dueAt || !row.atRiskAt) return null
  const due = Date.parse(row.dueAt)
  const quarter = due - Date.parse(row.atRiskAt)
  return quarter > 0 ? Math.max(0, 1 - ((due - now.getTime()) / quarter) * 0.25) : null
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}

function inOrder(a: WorkItem, b: WorkItem): number {
  const group = groups.indexOf(a.group) - groups.indexOf(b.group)
  if (group !== 0) return group
  const due = (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999')
  if (due !== 0) return due
  return priorities[a.case.priority] - priorities[b.case.priority] || a.id.localeCompare(b.id)
}
