import type { Notification } from '../../../features/notifications/contract.ts'

/** “Warning: first response”, “Escalation, level 2: parts ordered”, “Silent longer than the type allows”. */
export function notificationWords({ kind, clock, said }: Pick<Notification, 'kind' | 'clock' | 'said'>): string {
  if (!clock) return said ?? ''
  const name = clock.milestone ?? clock.metric.replaceAll('_', ' ')
  return kind === 'clock_warned' ? `Warning: ${name}` : `Escalation, level ${clock.level}: ${name}`
}
