import type { Work } from './story.ts'

const notes = [
  '@{lead} could you have a second look before I answer? I may be too close to it.',
  'Talked to Finance about {about}: fine with them, as long as it is in the books before month end.',
  'Same pattern as two cases in summer. I have linked the article in my answer, perhaps we should make it public.',
  'Customer sounded tired of it. I promised one voice from now on: mine.',
  'For whoever takes over while I am out: everything is agreed, only the date is open.',
]
const calls = [
  'Explained where we are with {about}. {first} is content with the plan and waits for the written word.',
  'Asked for the missing number; got it at once. Nice call.',
  '{first} asked when this ends. Told them: by the end of the week, and that I call if it does not.',
  'Went through the open points one by one. Two are settled, one is left.',
]

export const works: Record<string, Work> = {
  billing_dispute: {
    notes: [
      ...notes,
      'The gateway timed out and our shop sent the order again. That makes it ours to credit in full.',
      'Ledger shows one receipt, provider file shows two. Evidence is in the shared folder.',
    ],
    calls,
    next: ['Compare ledger and statement', 'Get the signature of Finance', 'Send the corrected invoice'],
    ends: [
      [
        'credited',
        'The amount was charged wrongly by us. Credit note issued and sent, the balance is zero.',
        'Payment gateway sent the order twice',
      ],
      ['corrected', 'Invoice corrected and sent again; the old one is cancelled in the ledger.', 'Old master data'],
      [
        'explained',
        'The charge was right. Explained it line by line, the customer agrees.',
        'Unclear line on the invoice',
      ],
    ],
  },
  refund_review: {
    notes: [
      ...notes,
      'Return was booked in the warehouse on the 8th, so the deposit is due.',
      'Policy says no after the deadline. Four years of good business say yes. I would say yes.',
    ],
    calls,
    next: ['Check order and policy', 'Write the decision with its reason', 'Start the payment'],
    ends: [
      ['refunded', 'Return checked and complete, deposit paid back in full.', 'Return was not matched to the order'],
      [
        'partly',
        'Exception granted: half of the amount refunded, the rest kept as credit for the next order.',
        'Cancelled after the deadline',
      ],
      [
        'refused',
        'Refused with the reason from the contract; the customer was offered to move the visit into next year.',
        'Contract does not provide for it',
      ],
    ],
  },
  complaint: {
    notes: [
      ...notes,
      'Planning had the visit twice in the calendar and cancelled the wrong one. That explains both cancellations.',
    ],
    calls: [...calls, 'Called to say sorry before anything else. Listened for ten minutes, which was what was needed.'],
    next: ['Write down what happened', 'Agree on the offer with the lead', 'Call and make the offer'],
    ends: [
      [
        'put_right',
        'Visit done with a fixed date and the travel not charged. The customer accepts the apology.',
        'Two calendars for one technician',
      ],
      ['apology', 'Explained what went wrong and what changes. Apology accepted.', 'Letter was filed without an owner'],
    ],
  },
  warranty_claim: {
    notes: [
      ...notes,
      'Hours counter says 612. Wear at that point is not wear, it is us.',
      'Housing goes to the foundry with the photos. Third one of that batch.',
    ],
    calls,
    next: ['Check serial number and purchase', 'Inspect the unit on the bench', 'Book the return transport'],
    ends: [
      [
        'replaced',
        'Covered. Part replaced under warranty and tested for four hours without loss.',
        'Material fault in the casting',
      ],
      [
        'repaired',
        'Unit repaired in our workshop, tested and returned at our cost.',
        'Cable routed too close to the motor',
      ],
      [
        'refused',
        'Not covered: the unit ran dry for several hours, as the log shows. Offered the repair at cost.',
        'Operated without oil',
      ],
    ],
  },
  replacement_request: {
    notes: [...notes, 'Picking list had the old article number. Told the warehouse.'],
    calls,
    next: ['Identify part and model', 'Send the part with the evening parcel', 'Note the tracking number'],
    ends: [
      [
        'replaced',
        'Right part identified by the type plate, sent and delivered.',
        'Old article number in the picking list',
      ],
      [
        'not_available',
        'No longer made. Offered the successor with an adapter plate, which was accepted.',
        'Discontinued model',
      ],
    ],
  },
  service_outage: {
    notes: [
      ...notes,
      'All eleven gateways went silent at 03:12, the minute the update ran.',
      'Workaround: old firmware by USB. Four of eleven are back.',
    ],
    calls: [...calls, 'On the phone with the shift lead during the restart. First head back after six minutes.'],
    next: ['Check from outside that it works', 'Tell the customer every hour', 'Write the review'],
    ends: [
      [
        'restored',
        'Service restored after the controller was replaced; watched for two hours. Review is written.',
        'Power supply of the controller',
      ],
      ['workaround', 'Runs on the previous firmware until the corrected one is released.', 'Fault in firmware 4.2'],
    ],
  },
  technical_issue: {
    notes: [
      ...notes,
      'Bench test: appears at 38 °C after forty minutes. Looks like the cable, not the sensor.',
      'If remote does not do it, Jonas is in the region on Thursday anyway.',
    ],
    calls,
    next: [
      'Read the log of last night',
      'Try new parameters from here',
      'Plan a visit with field service',
      'Check the values after one day',
    ],
    ends: [
      [
        'fixed',
        'Sensor cable replaced; no alarm in 24 hours of running at full load.',
        'Cable break that opens when warm',
      ],
      [
        'fixed',
        'Parameters for low load corrected and stored in the unit. Behaviour gone.',
        'Wrong parameters after service',
      ],
      ['workaround', 'Runs with a longer restart delay until the firmware of next month.', 'Timing in the firmware'],
      [
        'by_design',
        'Works as designed: explained the start sequence and where it is described.',
        'Manual does not mention it',
      ],
    ],
  },
  onboarding_blocker: {
    notes: [...notes, 'Project plan moved by ten days, nobody else is affected.'],
    calls,
    next: ['Agree on milestone and date', 'Send the second activation link', 'Check the milestone on site'],
    ends: [
      ['milestone', 'Milestone reached and checked with the customer on site.', 'Dependency outside our plan'],
      ['replanned', 'New date agreed with customer and builder, team and parts are booked.', 'Builder late'],
    ],
  },
  compliance_request: {
    notes: [...notes, 'Identity checked against the contract contact.'],
    calls,
    next: ['Collect the documents', 'Have the answer approved', 'Send and file it'],
    ends: [
      ['provided', 'Documents collected, approved and sent; a copy is filed.', 'Papers were not in the delivery'],
      ['provided', 'Answered in full within the time that the law gives.', 'Request of the person concerned'],
    ],
  },
  citizen_request: {
    notes: [...notes, 'The fan of hall 2 was left in test mode. Turned down at night from now on.'],
    calls,
    next: ['Check who is responsible', 'Measure at night', 'Tell the residents the result'],
    ends: [
      ['done', 'Fan turned down between 22 and 6 o’clock, measured at the fence: 38 dB.', 'Fan left in test mode'],
      [
        'not_responsible',
        'Passed to the road office, which has set a date. The resident was told.',
        'Not on our ground',
      ],
    ],
  },
  general_question: {
    notes,
    calls,
    next: ['Write the answer', 'Ask the laboratory for the value', 'Send the document'],
    ends: [
      ['answered', 'Question answered in full, with the place in the manual.', 'Not in the manual'],
      ['answered', 'Document sent and the page on the website corrected.', 'Website was unclear'],
    ],
  },
}
