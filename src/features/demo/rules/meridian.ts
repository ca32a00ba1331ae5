import type { DemoContact } from './company/contacts.ts'
import type { Move, PlannedCase } from './moves.ts'
import type { World } from './outline.ts'
import { HOUR, MINUTE, openingTimeAfter, openingTimeBefore } from './timing.ts'

/** The case that the tour speaks of: paid twice, credit promised, and the customer’s close moved forward. */
export function planMeridian({ hours, now }: World, contacts: readonly DemoContact[]): PlannedCase {
  const back = (seconds: number) => openingTimeBefore(hours, now, seconds)
  const hour = 3600
  const wroteAt = back(1.9 * hour)
  const letters: Move[] = [
    {
      act: 'opens',
      at: back(19 * hour),
      text: `our bank shows two card payments of €2,318.40 to Norrvik last Thursday, eleven minutes apart. There is only one invoice for that amount, 3381, for the two VP-40 rebuild kits on order O-7719.

Could you look into it and return the second payment? Our month-end close is on Friday and I would like to have it out of the suspense account by then.`,
    },
    {
      act: 'replies',
      at: back(18.6 * hour),
      text: `thank you for the statement, it makes this quick. I can see one invoice and one receipt on our side, so the second capture must have happened at the payment provider.

I will watch the deadline on Friday for you.`,
    },
    { act: 'advances', to: 'verification', at: back(18.5 * hour) },
    {
      act: 'asks',
      at: back(18.3 * hour),
      text: 'one more thing: to claim it back I need the two authorisation codes that your bank shows beside the payments. Could you send me those?',
      nextStep: 'Ingrid sends the authorisation codes',
      lookAgainAt: back(6 * hour),
    },
    {
      act: 'writes',
      at: back(11 * hour),
      text: 'the codes are 481-02277 (10:02) and 481-02291 (10:13). The bank confirms that both were captured, not just reserved.',
    },
    {
      act: 'notes',
      byLead: false,
      at: back(9.8 * hour),
      text: '@Tom both captures are in the provider’s file. The gateway timed out at 10:02 and our shop sent the order again. That makes it ours to credit in full, no fee. Can you approve €2,318.40 before Ingrid’s close on Friday?',
    },
    {
      act: 'calls',
      at: back(9 * hour),
      direction: 'in',
      seconds: 360,
      text: 'Ingrid asked when the credit will show. Told her: credit note by Thursday evening, money within three banking days.',
    },
    { act: 'advances', to: 'finance_review', at: back(8 * hour) },
    {
      act: 'replies',
      at: back(7 * hour),
      text: 'as we discussed on the phone: the second payment is our mistake and you get all of it back. Finance is signing the credit now; I will send you the number of the credit note, so that you can book it before your close.',
    },
    {
      act: 'promises',
      said: 'I will call you once Finance has signed, tomorrow at the latest.',
      dueAt: openingTimeAfter(hours, now, 9 * hour),
      at: back(6.95 * hour),
    },
    {
      act: 'adds_task',
      title: 'Order number PO-88213 put on the credit note',
      toResolve: true,
      dueAt: openingTimeAfter(hours, now, 2.5 * hour),
      done: false,
      at: back(6.9 * hour),
    },
    {
      act: 'writes',
      at: wroteAt,
      text: `thank you, that is very clear. My controller has moved the close forward: I have to book everything by 17:00 today. Could you give me the number of the credit note this afternoon, even if the money itself comes later? Then I can clear the suspense account and all is well.`,
    },
    {
      act: 'notes',
      byLead: true,
      at: Math.max(wroteAt + 10 * MINUTE, now - 2 * HOUR),
      text: 'Clear case, our fault, and Friday matters to them. Fine with me; one signature of Finance is enough.',
    },
    {
      act: 'writes',
      at: now - 12 * MINUTE,
      text: 'One addition: please put our order number PO-88213 on the credit note, otherwise our system turns it away. Thank you!',
    },
  ]
  return {
    type: 'billing_dispute',
    team: 'accounts',
    subject: 'Invoice 3381 charged twice',
    tongue: 'en',
    contact: contacts.find(({ name }) => name === 'Ingrid Sollberg')!,
    priority: 'high',
    channel: 'email',
    restricted: false,
    tags: ['key-account'],
    known: 'C-10482',
    moves: letters.toSorted((a, b) => a.at - b.at),
  }
}
