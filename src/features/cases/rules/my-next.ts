import type { CaseRow, FirstDue } from '../contract/case-row.ts'
import type { Matter, WorkItem } from '../contract/my-next.ts'
import { type Dated, firstDueOf, riskOf } from './first-due.ts'

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

export interface OpenOffer {
  id: string
  caseId: string
  queue: string
  expiresAt: Date
}

/** What waits for a person on cases of anybody. */
export interface Asked {
  offers: readonly OpenOffer[]
  tasks: readonly OpenTask[]
  approvals: readonly WaitingApproval[]
}

const groups = ['overdue', 'at_risk', 'today', 'later', 'waiting'] as const
const priorities = { critical: 0, high: 1, medium: 2, low: 3 } as const

/**
 * What a person should do now: the cases they own, and those on which a task, a step or their word is asked; each once,
 * with all its reasons. By how pressing they are, then by the instant at which something is due (what waits for an answer without a
 * clock that counts until it is for today), then by priority. Working it top to bottom is a correct way to work.
 */
export function myNext(
  cases: readonly CaseRow[],
  { me, tasks, approvals, offers }: Asked & { me: string },
  now: Date,
  endOfToday: Date,
): WorkItem[] {
  const items = cases.flatMap((row) => {
    const own = tasks.filter(({ caseId }) => caseId === row.id)
    const owned = row.owner?.id === me
    const asked = approvals.filter(({ caseId }) => caseId === row.id)
    const steps = !owned && row.nextStep?.person?.id === me && own.length + asked.length === 0
    const matters = [
      ...(steps ? [stepMatter(row, now, endOfToday)] : []),
      ...(owned ? [caseMatter(row, own, now, endOfToday)] : []),
      ...own.map((task) => taskMatter(task, now, endOfToday)),
      ...asked.map((each) => approvalMatter(each, row, now, endOfToday)),
      ...offers.filter(({ caseId }) => caseId === row.id).map(offerMatter),
    ].toSorted(inOrder)
    const [first] = matters
    if (!first) return []
    const { group } = first
    // Whoever owns the case sees the date that everybody sees; what has no hour, or is a word to give, keeps its own.
    const dueAt = owned && first.dueAt && first.kind !== 'offer' ? (row.firstDue?.at ?? first.dueAt) : first.dueAt
    const usedShare = first.kind === 'case' && dueAt === row.dueAt ? shareOf(row, now) : null
    return [{ id: row.id, group, dueAt, usedShare, matters, case: row }]
  })
  return items.toSorted(
    (a, b) => inOrder(a, b) || priorities[a.case.priority] - priorities[b.case.priority] || a.id.localeCompare(b.id),
  )
}

function caseMatter(row: CaseRow, own: readonly OpenTask[], now: Date, endOfToday: Date): Matter {
  const dated = withoutTasksOf(own, row)
  const first = firstDueOf(dated)
  const risk = riskOf(dated, now)
  const waits = isWaitingForOthers(row) && !row.customerRepliedAt
  const group =
    risk === 'overdue'
      ? 'overdue'
      : waits
        ? 'waiting'
        : risk === 'at_risk'
          ? 'at_risk'
          : groupOf(first && new Date(first.at), now, endOfToday)
  const said = {
    id: row.id,
    kind: 'case',
    reason: reasonFor(row, first, now),
    task: null,
    approval: null,
    offer: null,
  } as const
  // Where no clock counts until the answer, the customer is answered today, however far other limits are; reading is no answer.
  const waited = (row.unread || row.unansweredSince) && !responses.has(row.dueMetric ?? '')
  // Resolved, and our move again: nothing else would ever bring it up. An answer may still be owed.
  if (row.status === 'resolved') {
    const late = row.dueAt !== null && new Date(row.dueAt) < now
    const reason = `Next: ${row.nextStep?.text ?? row.stage.label}`
    return { ...said, group: late ? 'overdue' : 'today', dueAt: row.dueAt, reason }
  }
  if (waited && group === 'later') return { ...said, group: 'today', dueAt: first?.at ?? null }
  return { ...said, group, dueAt: first?.at ?? null }
}

/** A step of theirs on a case that somebody else has, or nobody. */
function stepMatter({ id, nextStep }: CaseRow, now: Date, endOfToday: Date): Matter {
  const due = nextStep!.dueAt
  return {
    id,
    kind: 'case',
    group: groupOf(due ? new Date(due) : null, now, endOfToday),
    reason: `Your step: ${nextStep!.text}`,
    dueAt: due,
    task: null,
    approval: null,
    offer: null,
  }
}

/** What has a date on a case; the person's own tasks stand for themselves. */
function withoutTasksOf(own: readonly OpenTask[], { firstDue, status, dueAt, atRiskAt, nextStep }: CaseRow): Dated {
  const isOwn = own.some((task) => task.dueAt?.toISOString() === firstDue?.at)
  const isTask = firstDue?.what === 'task' || firstDue?.what === 'promise'
  return {
    status,
    clock: dueAt ? { dueAt, atRiskAt } : null,
    step: nextStep?.dueAt ? { dueAt: nextStep.dueAt, text: nextStep.text } : null,
    task:
      firstDue && isTask && !isOwn
        ? { dueAt: firstDue.at, title: firstDue.text ?? '', promise: firstDue.what === 'promise' }
        : null,
  }
}

function taskMatter({ id, title, version, dueAt }: OpenTask, now: Date, endOfToday: Date): Matter {
  return {
    id,
    kind: 'task',
    group: groupOf(dueAt, now, endOfToday),
    reason: `Task: ${title}`,
    dueAt: dueAt?.toISOString() ?? null,
    task: { id, title, version },
    approval: null,
    offer: null,
  }
}

/** Somebody waits for a word: without a date it is for today, and late as soon as the case that it holds up is. */
function approvalMatter(approval: WaitingApproval, { firstDue }: CaseRow, now: Date, endOfToday: Date): Matter {
  const { id, title, requestedBy, for: other } = approval
  const presses = firstDue !== null && new Date(firstDue.at) <= endOfToday
  const dueAt = approval.dueAt ?? (presses ? new Date(firstDue.at) : null)
  return {
    id,
    kind: 'approval',
    group: dueAt ? groupOf(dueAt, now, endOfToday) : 'today',
    reason: `Approve${other ? ` for ${other}` : ''}: ${title}`,
    dueAt: dueAt?.toISOString() ?? null,
    task: null,
    approval: { id, title, requestedBy, for: other },
    offer: null,
  }
}

/** An offer presses: in a few minutes it goes to somebody else. */
function offerMatter({ id, queue, expiresAt }: OpenOffer): Matter {
  const until = expiresAt.toISOString()
  return {
    id,
    kind: 'offer',
    group: 'at_risk',
    reason: `Offered to you from ${queue}`,
    dueAt: until,
    task: null,
    approval: null,
    offer: { id, queue, expiresAt: until },
  }
}

function groupOf(due: Date | null, now: Date, endOfToday: Date): Matter['group'] {
  if (!due) return 'later'
  if (due < now) return 'overdue'
  return due <= endOfToday ? 'today' : 'later'
}

function reasonFor(row: CaseRow, first: FirstDue | null, now: Date): string {
  if (first && first.what !== 'step' && Date.parse(first.at) < now.getTime()) return lateWords(first, row.dueMetric)
  if (row.customerRepliedAt) {
    const step = row.nextStep
    const late = step?.whose === 'us' && step.text && step.dueAt !== null && new Date(step.dueAt) <= now
    return late ? `Was to be done: ${step.text}; the customer wrote again` : 'The customer wrote again'
  }
  if (isWaitingForOthers(row)) {
    const over = row.nextStep?.dueAt && new Date(row.nextStep.dueAt) <= now
    const who = row.status === 'pending' ? 'Customer' : 'Third party'
    return over ? `Time to ask again: ${row.nextStep?.text ?? who}` : `${who}: ${row.nextStep?.text ?? 'answers'}`
  }
  if (row.unread)
    return row.dueMetric === 'first_response' ? 'Not answered yet, first response running' : 'Unread message'
  if (row.nextStep?.whose === 'us' && row.nextStep.text) {
    const over = row.nextStep.dueAt !== null && new Date(row.nextStep.dueAt) <= now
    return `${over ? 'Was to be done' : 'Next'}: ${row.nextStep.text}`
  }
  return row.dueMetric ? `${metricWords[row.dueMetric] ?? row.dueMetric} running` : row.stage.label
}

function lateWords({ what, text }: FirstDue, metric: string | null): string {
  if (what === 'clock') return `${metricWords[metric ?? ''] ?? metric} was due`
  return `${what === 'promise' ? 'Promise' : 'Task'} was due: ${text}`
}

/** Where those who were waited for have answered, it is our move although the case still stands on hold. */
const isWaitingForOthers = (row: CaseRow): boolean =>
  (row.status === 'pending' || row.status === 'on_hold') && row.nextStep?.whose !== 'us'

const responses = new Set(['first_response', 'next_response'])

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

/** What has no hour stands after what has one. */
function inOrder(a: Pick<Matter, 'group' | 'dueAt'>, b: Pick<Matter, 'group' | 'dueAt'>): number {
  const group = groups.indexOf(a.group) - groups.indexOf(b.group)
  return group || (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999')
}
