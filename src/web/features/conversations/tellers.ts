import { listIn, type Teller, textIn } from '../cases/eventParts.ts'

/** How far a letter came, in words; the letter itself stands in the thread. */
export const messageTellers: Record<string, Teller> = {
  'message.undone': () => ({ icon: 'change', text: 'A reply was taken back before it left' }),
  'message.sent': (c) => ({ icon: 'done', text: `Delivered to ${listIn(c, 'to') || 'the mail server'}` }),
  'message.failed': (c) => ({ icon: 'risk', text: `A reply could not be delivered: ${textIn(c, 'error')}` }),
  'message.kept': (c) => ({
    icon: 'change',
    text: c.demo ? 'A letter of the demo company stays here' : 'A letter stays here: no outgoing mail is set up',
  }),
  'message.delayed': (c) => ({ icon: 'risk', text: `A letter has not left yet: ${textIn(c, 'error')}` }),
  'message.retried': () => ({ icon: 'resume', text: 'Sending the reply again' }),
}
