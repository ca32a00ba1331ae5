import { billingDispute } from './billing.ts'
import { type ShippedType, shipped } from './build.ts'
import { onItsWay, underInspection } from './letters.ts'

/** Types about money and promises: they end when something was put right, and somebody checked it. */
export const moneyTypes: ShippedType[] = [
  billingDispute,
  shipped('refund_review', {
    name: 'Refund or policy review',
    description: 'A customer asks for money back, or for an exception to a rule.',
    words:
      'refund, money back, return, cancel order, exception, goodwill, erstattung, rückerstattung, remboursement, reembolso',
    path: [
      ['review', 'Review', 'We review your request', ['Policy and order checked']],
      [
        'decision',
        'Decision',
        'We decide',
        [{ title: 'Decision written with its reason', evidence: true, doneBy: 'lead' }],
      ],
      ['payout', 'Payout', 'We pay you back', [{ title: 'Paid back, or the refusal sent', evidence: true }]],
    ],
    fields: [
      ['order', 'Order', 'text', { from: 'decision' }],
      ['refund_amount', 'Amount asked for', 'money', { from: 'decision' }],
      ['within_policy', 'Within our policy', 'yes_no', { from: 'decision' }],
      [
        'exception_reason',
        'Why an exception',
        'long_text',
        { from: 'payout', when: ['within_policy', 'no'], help: 'Read by whoever decides' },
      ],
    ],
    leads: { received: ['review'], review: ['decision'], decision: ['payout', 'review'], payout: ['decision'] },
    teams: ['Billing', 'Finance'],
    reopen: 'review',
    codes: {
      refunded: 'Refunded',
      partly: 'Refunded in part',
      refused: 'Refused with reason',
      withdrawn: 'Withdrawn by the customer',
    },
    endsEarly: ['withdrawn'],
    approvals: [
      {
        title: 'Refund over 500 EUR',
        asks: 'The customer gets this amount back. Order and policy were checked in the review.',
        fields: ['refund_amount'],
        stage: 'decision',
        when: { field: 'refund_amount', over: 50_000 },
        codes: ['refunded', 'partly'],
        dueHours: 16,
        remindHours: [8],
        rejectTo: 'review',
      },
      {
        title: 'Exception to our policy',
        asks: 'We pay although our policy does not ask us to. One lead or manager is enough.',
        fields: ['within_policy'],
        stage: 'decision',
        when: { field: 'within_policy', is: ['no'] },
        codes: ['refunded', 'partly'],
        approvers: [{ who: 'lead' }, { who: 'role', role: 'manager' }],
        dueHours: 16,
        rejectTo: 'review',
      },
    ],
  }),
  shipped('complaint', {
    name: 'Complaint',
    description: 'A customer is unhappy with how something went.',
    words:
      'complaint, complain, unacceptable, disappointed, unhappy, no answer, cancelled twice, beschwerde, enttäuscht, réclamation, plainte, queja',
    priority: 'high',
    teams: ['Customer accounts', 'Customer service'],
    path: [
      ['acknowledge', 'Acknowledge', 'We have read your complaint', ['Customer called or written to by name']],
      ['investigate', 'Investigate', 'We find out what happened', ['What happened is written down']],
      ['offer', 'Offer', 'We make it right'],
    ],
    fields: [
      [
        'about',
        'About',
        'choice',
        {
          from: 'investigate',
          choices: {
            visit: 'A visit',
            delivery: 'A delivery',
            product: 'A product',
            conduct: 'How we behaved',
            bill: 'A bill',
          },
        },
      ],
      ['happened_on', 'When it happened', 'date', { never: 'future' }],
      ['offer', 'What we offer', 'long_text', { from: 'resolved' }],
    ],
    reopen: 'investigate',
    rootCause: true,
    codes: {
      put_right: 'Put right',
      apology: 'Apology accepted',
      unfounded: 'Not founded, explained',
      unresolved: 'No agreement',
    },
    silenceHours: 48,
  }),
  shipped('warranty_claim', {
    name: 'Warranty claim',
    uncovered: 'billable',
    description: 'A product failed within its warranty and the customer asks for remedy.',
    words: 'warranty, guarantee, defective, broken on arrival, crack, garantie, gewährleistung, defekt, garantía',
    weight: 2,
    path: [
      ['check_cover', 'Check cover', 'We check your warranty', ['Serial number and purchase checked']],
      [
        'inspect',
        'Inspect',
        'We inspect the unit',
        ['Unit received', { title: 'Finding written down', after: 'Unit received', evidence: true }],
      ],
      ['repair', 'Repair', 'We repair or replace it'],
    ],
    fields: [
      ['serial', 'Serial number', 'text', { from: 'inspect', compare: 'asset_serial' }],
      ['purchased_on', 'Purchased on', 'date', { from: 'inspect', never: 'future' }],
      ['photo', 'Photograph of the unit', 'file'],
      ['covered', 'Within warranty', 'yes_no', { from: 'inspect' }],
      [
        'finding',
        'Finding',
        'choice',
        {
          from: 'repair',
          choices: {
            material: 'Material',
            assembly: 'Assembly',
            transport: 'Transport',
            use: 'Use',
            none: 'No fault found',
          },
        },
      ],
      [
        'remedy',
        'Remedy',
        'choice',
        { from: 'repair', choices: { repair: 'Repair', replace: 'Replacement', refund: 'Refund', none: 'None' } },
      ],
    ],
    tells: { inspect: underInspection },
    leads: {
      received: ['check_cover'],
      check_cover: ['inspect'],
      inspect: ['repair', 'check_cover'],
      repair: ['inspect'],
    },
    teams: ['Warranty desk', 'Field service'],
    reopen: 'inspect',
    rootCause: true,
    codes: { repaired: 'Repaired', replaced: 'Replaced', refused: 'Not covered, explained', refunded: 'Refunded' },
    approvals: [
      {
        title: 'Replacement or refund under warranty',
        asks: 'The unit is replaced or paid back at our cost, on the finding of the inspection.',
        fields: ['finding', 'remedy'],
        stage: 'repair',
        when: { field: 'remedy', is: ['replace', 'refund'] },
        codes: ['replaced', 'refunded'],
        dueHours: 24,
        remindHours: [16],
        rejectTo: 'inspect',
      },
    ],
    checklist: ['Unit tested after the remedy'],
    confirmationDays: 7,
  }),
  shipped('replacement_request', {
    name: 'Replacement request',
    uncovered: 'approval',
    description: 'A wrong, missing or worn part is to be replaced.',
    words:
      'replacement, replace, wrong part, wrong model, missing part, spare part, spare parts, ersatzteil, ersatz, pièce de rechange, recambio',
    path: [
      ['identify', 'Identify', 'We find the right part', ['Part and model identified']],
      ['ship', 'Ship', 'We send it', ['Tracking number noted']],
      ['received_by_customer', 'Delivered', 'It is with you'],
    ],
    fields: [
      ['part', 'Part number', 'text', { from: 'ship' }],
      ['quantity', 'Quantity', 'number', { from: 'ship' }],
      ['tracking', 'Tracking number', 'text', { from: 'received_by_customer' }],
    ],
    tells: { ship: onItsWay },
    teams: ['Warranty desk', 'Spare parts'],
    reopen: 'identify',
    codes: {
      replaced: 'Replaced',
      not_available: 'No longer available, alternative offered',
      not_needed: 'Not needed any more',
    },
    confirmationDays: 7,
  }),
]
