import type { Notification } from '../../../features/notifications/contract.ts'

/** “Warning: first response”, “Escalation, level 2: parts ordered”. */
export function notificationWords({ kind, clock }: Pick<Notification, 'kind' | 'clock'>): string {
  const name = clock.milestone ?? clock.metric.replaceAll('_', ' ')
  return kind === 'clock_warned' ? `Warning: ${name}` : `Escalation, level ${clock.level}: ${name}`
}
