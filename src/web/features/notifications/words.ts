import type { Notification } from '../../../features/notifications/contract.ts'

/** “Warning: first response”, “Escalation, level 2: parts ordered”, “Silent longer than the type allows”. */
export function notificationWords({ kind, clock, said }: Pick<Notification, 'kind' | 'clock' | 'said'>): string {
  if (!clock) return [begins[kind], said].filter(Boolean).join(': ')
  const name = clock.milestone ?? clock.metric.replaceAll('_', ' ')
  return kind === 'clock_warned' ? `Warning: ${name}` : `Escalation, level ${clock.level}: ${name}`
}

const begins: Partial<Record<Notification['kind'], string>> = {
  case_escalated: 'Escalated to you',
  case_offered: 'Offered to you',
  routing_overdue: 'Without an owner',
  approval_asked: 'Your word is asked for',
  approval_reminded: 'Still waiting for your word',
  approval_overdue: 'Overdue approval',
  approval_approved: 'Approved',
  approval_rejected: 'Rejected',
  task_reminded: 'Still to do',
  promise_due: 'Promise falls due',
  promise_broken: 'Promise not kept',
  survey_low: 'Low answer to a survey',
  mailbox_failing: 'Mail cannot be fetched',
  mailbox_silent: 'Unusual silence',
  contract_short: 'Service contract',
}
