import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'

export interface Standing {
  text: string
  tone: 'risk' | 'overdue' | 'quiet'
}

type Facts = Pick<
  Message,
  'direction' | 'machine' | 'bounce' | 'automatic' | 'delivery' | 'deliveryError' | 'receivedAt'
>

/** The one word a message carries beside its time: how far it is on its way out, or that it waits for an answer. */
export function standingOf(message: Facts, found: Pick<Case, 'unread' | 'lastCustomerMessageAt'>): Standing | null {
  if (message.bounce) return { text: 'could not be delivered', tone: 'overdue' }
  if (message.machine) return { text: 'sent by a machine', tone: 'quiet' }
  if (message.delivery === 'failed')
    return { text: `not sent: ${message.deliveryError ?? 'unknown cause'}`, tone: 'overdue' }
  if (message.delivery === 'held') return { text: 'leaves in a moment', tone: 'quiet' }
  if (message.delivery === 'queued') return { text: 'on its way', tone: 'quiet' }
  if (message.delivery === 'kept') return { text: 'kept: outgoing mail is not set up', tone: 'risk' }
  if (message.automatic) return { text: 'automatic', tone: 'quiet' }
  const latest = message.direction === 'in' && message.receivedAt === found.lastCustomerMessageAt
  return latest && found.unread ? { text: 'new', tone: 'risk' } : null
}
