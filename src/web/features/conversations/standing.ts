import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'

export interface Standing {
  text: string
  tone: 'risk' | 'overdue' | 'quiet'
}

type Facts = Pick<
  Message,
  'direction' | 'machine' | 'bounce' | 'automatic' | 'delivery' | 'deliveryError' | 'receivedAt' | 'uncountedSince'
>

/** The one word a message carries beside its time: how far it is on its way out, or that it waits for an answer. */
export function standingOf(message: Facts, found: Pick<Case, 'unread' | 'lastCustomerMessageAt'>): Standing | null {
  if (message.bounce) return { text: 'could not be delivered', tone: 'overdue' }
  if (message.machine) return { text: 'sent by a machine', tone: 'quiet' }
  if (message.delivery === 'failed')
    return { text: `not sent: ${message.deliveryError ?? 'unknown cause'}`, tone: 'overdue' }
  if (message.delivery === 'held') return { text: 'leaves in a moment', tone: 'quiet' }
  if (message.delivery === 'queued') return queued(message)
  if (message.delivery === 'kept') return kept(message)
  if (message.automatic) return { text: 'automatic', tone: 'quiet' }
  const latest = message.direction === 'in' && message.receivedAt === found.lastCustomerMessageAt
  return latest && found.unread ? { text: 'new', tone: 'risk' } : null
}

/** Minutes are patience; after that the customer has read nothing. */
function queued({ uncountedSince, deliveryError, automatic }: Facts): Standing {
  if (!uncountedSince || !deliveryError) return { text: 'on its way', tone: 'quiet' }
  return {
    text: `not sent yet: ${deliveryError}${automatic ? '' : '. It counts as an answer once it leaves'}`,
    tone: 'risk',
  }
}

/** Nobody outside reads it. Letters of the demo company stay by design, and count. */
function kept({ uncountedSince, deliveryError, automatic }: Facts): Standing {
  if (!uncountedSince && deliveryError) return { text: `not sent: ${deliveryError}`, tone: 'risk' }
  if (!uncountedSince) return { text: 'demo company: stays here, counts as sent', tone: 'quiet' }
  const why = deliveryError ?? 'no outgoing mail is set up'
  return { text: `not sent: ${why}${automatic ? '' : '. It does not count as an answer'}`, tone: 'risk' }
}
