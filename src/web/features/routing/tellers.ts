import { type Teller, textIn } from '../cases/eventParts.ts'

/** How a case came to somebody, or why nobody has it, on its timeline. */
export const routingTellers: Record<string, Teller> = {
  'case.assigned': (c, by) => ({
    icon: 'assign',
    text: c.undoes
      ? `${by} took the move back: ${textIn(c, 'toName')} has it again`
      : c.fromName
        ? `From ${textIn(c, 'fromName')} to ${textIn(c, 'toName')}`
        : `Assigned to ${textIn(c, 'toName')}`,
  }),
  'case.queued': (c, by) => ({
    icon: 'assign',
    text: c.undoes
      ? `${by} took the move back: it waits in ${textIn(c, 'queue')} again`
      : `Waits in the queue ${textIn(c, 'queue')}`,
  }),
  'case.declined': (c) => ({ icon: 'assign', text: `Returned by ${textIn(c, 'fromName')}` }),
  'case.returned': (c) => ({ icon: 'assign', text: `Taken from ${textIn(c, 'fromName')} and put back into a queue` }),
  'case.offer_declined': (c) => ({ icon: 'assign', text: `Declined by ${textIn(c, 'personName')}` }),
  'case.offer_timed_out': (c) => ({ icon: 'assign', text: `${textIn(c, 'personName')} did not answer in time` }),
  'case.routing_overdue': (c) => ({ icon: 'assign', text: `${textIn(c, 'toName')} is told that nobody has it` }),
  'case.offered': (c) => ({ icon: 'assign', text: `Offered to ${textIn(c, 'toName')}` }),
}
