import { shipped } from './build.ts'
import { withFinance } from './letters.ts'

/** Finance says yes or no to what a dispute comes to; nobody ticks that for it. */
export const billingDispute = shipped('billing_dispute', {
  name: 'Billing dispute',
  description: 'A customer contests an invoice, a charge or a statement.',
  words:
    'invoice, invoices, charged, charge, billing, bill, statement, overcharged, dunning, vat, credit note, payment, rechnung, mahnung, abgebucht, gutschrift, facture, factura',
  path: [
    ['verification', 'Verification', 'We check the charge', ['Cause of the difference named']],
    ['finance_review', 'Finance review', 'Our finance team decides'],
    ['adjustment', 'Adjustment', 'We correct your account'],
  ],
  fields: [
    ['invoice', 'Invoice', 'text'],
    ['disputed_amount', 'Disputed amount', 'money'],
    [
      'cause',
      'Cause',
      'choice',
      {
        choices: {
          charged_twice: 'Charged twice',
          wrong_price: 'Wrong price',
          wrong_quantity: 'Wrong quantity',
          not_ordered: 'Not ordered',
          tax: 'Tax',
          other: 'Another cause',
        },
      },
    ],
    ['credit_note', 'Credit note', 'text', { when: ['cause', 'charged_twice', 'wrong_price', 'wrong_quantity'] }],
  ],
  tells: { finance_review: withFinance },
  approvals: [
    {
      title: 'Credit or refusal',
      asks: 'The verification found this. May the customer have the amount back, or the bill corrected? A refusal says what to check again.',
      fields: ['disputed_amount', 'cause', 'invoice'],
      stage: 'finance_review',
      codes: ['corrected', 'credited', 'explained'],
      approvers: [{ who: 'team_named', name: 'Finance' }],
      dueHours: 16,
      remindHours: [8],
      rejectTo: 'verification',
    },
  ],
  teams: ['Billing', 'Customer accounts'],
  reopen: 'verification',
  codes: {
    corrected: 'Charge corrected',
    credited: 'Credit issued',
    explained: 'Charge was right, explained',
    withdrawn: 'Withdrawn by the customer',
  },
  endsEarly: ['withdrawn'],
  checklist: ['Adjustment confirmed in the ledger'],
})
