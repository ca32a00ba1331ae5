/** The playbook of each shipped type: what whoever works it does in a stage, by type and stage. */
export const guidance: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  service_outage: {
    confirm:
      'Ask who else is affected before you look for the cause. Note when it began, on whose clock, and what still works.',
    contain:
      'A workaround first, the cause later. Write it into the form, so that everybody who calls hears the same. Tell the customer every hour, also when nothing is new.',
    restore: 'Check from outside, as the customer would, not from the console. Ask one affected customer to confirm.',
    review: 'What happened, why nobody noticed earlier, what changes. Names do not belong here; dates and facts do.',
  },
  technical_issue: {
    diagnose:
      'Serial number and firmware before anything else: many faults are known for a version. Reproduce it, or write down exactly what the customer sees and when.',
    remote_fix:
      'Say beforehand what you change and how it is undone. One change at a time. If two tries do not help, plan a visit.',
    field_visit:
      'Agree on a window, name the technician, and list the parts that go along. Ask for access rules of the site.',
    verify:
      'Let it run for a shift before you call it mended. Write to the customer in their words what was wrong and what was done.',
  },
  onboarding_blocker: {
    plan: 'Find the one milestone that everything waits for, and agree on a date with a person who can decide on their side.',
    unblock: 'One obstacle, one owner. What waits for another team is a task of theirs with a date, not a mail.',
    verify:
      'See the milestone reached together with the customer, on a call or on site. A screenshot of theirs is evidence; our word is not.',
  },
  compliance_request: {
    identify:
      'Personal data goes only to the person it is about: check identity by what we hold, never by what came with the request. The legal month runs from when it arrived.',
    collect: 'Ask every system that holds something, and note where nothing was found. Do not edit what you collect.',
    approve: 'Whoever drafted it does not release it. Check names of third parties, and what must not leave us.',
  },
  citizen_request: {
    assess:
      'Is it ours? If not, find out whose it is before you answer: a resident is never sent away without an address.',
    act: 'Give a date that you can keep. What is dangerous is made safe on the same day, also where it is not ours.',
    inform: 'Say what was done, or why not, in plain words, and where an objection goes.',
  },
  general_question: {
    answer:
      'Answer the question that was asked first, then the one behind it. If you look something up twice, it belongs into an article.',
  },
  billing_dispute: {
    verification:
      'Put invoice, order and delivery note beside each other. Nothing is promised before the cause of the difference is named. No dunning while it is open.',
    finance_review:
      'Finance decides on the amount, not on the tone. Give them the cause, the amount and what the contract says.',
    adjustment:
      'The credit note carries the number of the invoice and the purchase order of the customer. Tell both to them.',
  },
  refund_review: {
    review:
      'Order, payment and date first; then what the policy says. An exception is not a kindness of yours: write the reason down.',
    decision: 'Decide on what is in the case. A refusal names the rule and what we can do instead.',
    payout: 'Back the way it was paid. Tell the customer the amount and the day it will arrive.',
  },
  complaint: {
    acknowledge: 'Call within the day. Listen, repeat what you heard, promise only when you write again. No “but”.',
    investigate:
      'Talk to those who were there before you read what was written. What happened, in order, without guessing why.',
    offer: 'An apology names what went wrong. An offer makes good what it cost them, and needs no request of theirs.',
  },
  warranty_claim: {
    check_cover:
      'The date of purchase counts, not that of delivery. Compare the serial number with the plate, not with the invoice.',
    inspect: 'Photograph the unit as it came, packaging too. Finding first, cause second, whose fault never.',
    repair:
      'Test it as long as the fault took to appear. Tell the customer what was found and what the remedy is, before it ships.',
  },
  replacement_request: {
    identify:
      'Part number and model from the plate or a photograph. Wrong parts come from old lists: check what replaced it.',
    ship: 'Within a day where a machine stands still. Pack the return label for the wrong part.',
    received_by_customer: 'Ask whether it fits before you close. What comes back is booked by the warehouse.',
  },
}
