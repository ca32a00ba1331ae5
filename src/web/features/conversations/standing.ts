import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'

export interface Standing {
  text: string
  /** What is behind that, and what it means: a line of its own. */
  why?: string
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
    return { text: 'not sent', why: asSentence(message.deliveryError ?? 'Nobody knows why'), tone: 'overdue' }
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
  const why = [asSentence(deliveryError), !automatic && 'It counts as an answer once it leaves.']
  return { text: 'not sent yet', why: why.filter(Boolean).join(' '), tone: 'risk' }
}

/** Nobody outside reads it. Letters of the demo company stay by design, and count. */
function kept({ uncountedSince, deliveryError, automatic }: Facts): Standing {
  if (!uncountedSince && !deliveryError)
    return { text: 'demo', why: 'It stays in this house and counts as if it had left.', tone: 'quiet' }
  const why = [
    asSentence(deliveryError ?? 'No outgoing mail is set up'),
    uncountedSince && !automatic && 'It does not count as an answer.',
  ]
  return { text: 'not sent', why: why.filter(Boolean).join(' '), tone: 'risk' }
}

const asSentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)
