import type { Teller } from '../cases/eventParts.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const party = (c: Record<string, unknown>) => text(c.party) || 'a third party'

/** What the timeline says of side conversations. What was said in them stands there alone. */
export const sideTellers: Record<string, Teller> = {
  'side_conversation.started': (c) => ({ icon: 'side', text: `${party(c)} was asked: ${text(c.subject)}` }),
  'side_conversation.changed': (c) => ({
    icon: 'side',
    text: text(c.owner)
      ? `${text(c.owner)} sees to the side conversation with ${party(c)}`
      : c.left
        ? `${party(c)} has left and will not answer`
        : `New date for the answer of ${party(c)}`,
  }),
  'side_conversation.overdue': (c) => ({ icon: 'risk', text: `${party(c)} has not answered in time` }),
  'side_conversation.ended': (c) => ({ icon: 'side', text: `Side conversation with ${party(c)} ended` }),
  'side_conversation.reopened': (c) => ({ icon: 'side', text: `Side conversation with ${party(c)} taken up again` }),
  'side_message.written': (c) => ({ icon: 'side', text: `Wrote to ${party(c)}, beside the thread` }),
  'side_message.answered': (c) => ({ icon: 'side', text: `${party(c)} answered: ${text(c.subject)}` }),
  'side_message.received': (c) => ({
    icon: 'side',
    text: c.bounce
      ? `Mail to ${party(c)} came back`
      : c.machine
        ? `A machine of ${party(c)} answered`
        : `${party(c)} answered: ${text(c.subject)}${c.alsoToCustomer ? '; the customer was copied' : ''}`,
  }),
  'side_message.failed': (c) => ({ icon: 'risk', text: `Our mail did not reach ${party(c)}` }),
  'side_message.undone': (c) => ({ icon: 'side', text: `Taken back before it left for ${party(c)}` }),
  'side_message.retried': (c) => ({ icon: 'side', text: `Sent to ${party(c)} once more` }),
}
