import type { Topic } from './story.ts'

/** What customers write to us about money, papers and plans, by type of case. */
export const topicsOfService: Record<string, readonly Topic[]> = {
  billing_dispute: [
    [
      'Credit limit blocks order {order}',
      'the blocked order',
      'our order {order} is stopped because of our credit limit. We have paid every invoice on the day. Could you release it? The pumps are needed for the new cold room.',
    ],
    [
      'Delivery note lists a pump we did not order',
      'the pump we did not order',
      'the delivery note for {order} lists a pump that we neither ordered nor received. Please correct it before the invoice comes.',
    ],
    [
      'VAT number wrong on three invoices',
      'the wrong VAT number',
      'three of your invoices, the last of them {invoice}, carry our old VAT number. Our auditor does not accept them. Please issue them again with the new one.',
    ],
    [
      'Card payment refused in the portal',
      'the refused card payment',
      'the portal refuses our card for invoice {invoice}. The bank says that nothing arrived there. What can we do?',
    ],
    [
      'Dunning letter for a paid invoice',
      'the dunning letter',
      'today we received a dunning letter for invoice {invoice}. It was paid three weeks ago, {amount}. Please check and withdraw it.',
    ],
    [
      'Split invoice {invoice} over two cost centres',
      'splitting the invoice',
      'could you split invoice {invoice} in two, sixty to forty, for our cost centres 4410 and 4470?',
    ],
    [
      'Price on order differs from the offer',
      'the price difference',
      'the confirmation of {order} shows a price that is higher than your offer of last month. We only accept the price in the offer.',
    ],
    [
      'Bank details changed, please confirm',
      'the new bank details',
      'we have received a letter saying that your bank details changed. Before we pay {amount} to a new account, please confirm that it comes from you.',
    ],
    [
      'Credit note {cn} never arrived',
      'the missing credit note',
      'in summer you promised us credit note {cn}. It has never arrived and our books are waiting for it.',
    ],
    [
      'Freight charged although delivered free',
      'the freight charge',
      'on {invoice} you charge freight. Our contract says free delivery from 500 euros on.',
    ],
    [
      'Annual statement does not match our ledger',
      'the annual statement',
      'your annual statement shows {amount} as open. In our ledger nothing is. Could we compare the two?',
    ],
    [
      'Discount missing on invoice {invoice}',
      'the missing discount',
      'the four per cent of our frame contract are missing on invoice {invoice}. Please correct it.',
    ],
  ],
  general_question: [
    [
      'Which oil for VP-22 above 40 °C?',
      'the oil',
      'which oil do you recommend for the VP-22 when the room is above 40 °C in summer?',
    ],
    [
      'Training slides for two new operators',
      'the training slides',
      'we have two new operators. Do you have the slides of last year’s training, and may we show them in the house?',
    ],
    [
      'How often should the filter be changed?',
      'the filter',
      'how often should the exhaust filter be changed when we run two shifts? The manual only speaks of one.',
    ],
    [
      'Can the chiller stand outside in winter?',
      'the place of the chiller',
      'can a CH-12 stand outside in winter, under a roof, at −15 °C? We need the space inside.',
    ],
    [
      'Opening hours over the holidays',
      'the opening hours',
      'who can we reach between Christmas and New Year if something fails?',
    ],
    [
      'Difference between VP-40 and VP-40 C',
      'the two versions',
      'what is the difference between the VP-40 and the VP-40 C? The web page shows the same values.',
    ],
    [
      'Drawing of the base frame',
      'the drawing',
      'could we have a drawing of the base frame for our builder? PDF is enough.',
    ],
    [
      'How to store a pump for six months',
      'the storage',
      'how should we store a pump that will not be used for six months? With oil or without?',
    ],
  ],
  onboarding_blocker: [
    [
      'Portal sign-in for a second plant manager',
      'the second sign-in',
      'our second plant manager cannot sign in to the portal. The activation link has expired and nobody can send a new one.',
    ],
    [
      'Commissioning date moved by the builder',
      'the commissioning date',
      'our builder has moved the handover by two weeks. Can the commissioning of the three units move along?',
    ],
    [
      'Second site to be added to Service Plus',
      'the second site',
      'we would like to add our second site to the Service Plus contract. What do you need from us to begin?',
    ],
    [
      'Power connection not ready for installation',
      'the power connection',
      'the power connection for the new chiller will not be ready on the installation day. The electrician says Friday.',
    ],
    [
      'Training before go live is missing',
      'the training',
      'according to the plan our people are trained before the new line starts. There is no date yet and we start in two weeks.',
    ],
  ],
  complaint: [
    [
      'Service visit was cancelled twice',
      'the cancelled visits',
      'your service visit was cancelled for the second time, an hour before. We had stopped the line for it. I expect to hear what you will do.',
    ],
    [
      'No answer to our letter',
      'our letter',
      'three weeks ago we sent you a letter about the delays. We have not had an answer, not even a sign that it arrived.',
    ],
    [
      'Technician came without the part',
      'the visit without the part',
      'your technician came yesterday, was friendly, and had not brought the part. So he will come again, and we pay the standstill.',
    ],
    [
      'Three people asked us the same questions',
      'the repeated questions',
      'in one week three of your colleagues asked us the same questions about {serial}. Do you not talk to each other?',
    ],
    [
      'Delivery promised for the 3rd, arrived on the 17th',
      'the late delivery',
      'the delivery of {order} was promised for the 3rd and came on the 17th. Nobody told us in between.',
    ],
  ],
  refund_review: [
    [
      'Refund for a returned demo unit',
      'the refund',
      'we returned the demo unit in good order four weeks ago. The deposit of {amount} has not come back yet.',
    ],
    [
      'Cancel order {order} after the deadline',
      'the cancellation',
      'we have to cancel {order}. I know that the deadline was on Monday. Could you make an exception?',
    ],
    [
      'Money back for an unused service visit',
      'the unused visit',
      'of the four visits in our contract only three took place last year. We would like to have one quarter back, {amount}.',
    ],
    [
      'Return of sealed spare parts',
      'the return',
      'we ordered too many seal kits. Four are still sealed. Can we return them for a refund?',
    ],
  ],
  compliance_request: [
    [
      'Calibration certificate for VP-40 is missing',
      'the calibration certificate',
      'the calibration certificate for {serial} is missing in the papers. Our audit is next week.',
    ],
    [
      'Declaration of conformity with the new address',
      'the declaration',
      'could we have the declaration of conformity for {serial} with our new address on it?',
    ],
    [
      'What personal data do you hold about me?',
      'my personal data',
      'under data protection law I would like to know which personal data you hold about me, and from where.',
    ],
    [
      'Material certificate for the wetted parts',
      'the material certificate',
      'for our file we need a material certificate 3.1 for the wetted parts of {serial}.',
    ],
    [
      'Audit questionnaire for suppliers',
      'the questionnaire',
      'our quality office asks all suppliers to fill in the questionnaire once a year. Yours is due this month.',
    ],
  ],
  citizen_request: [
    [
      'Noise at night from the test hall',
      'the noise at night',
      'residents of the Fjordveien report a humming noise at night from the direction of your test hall, between 23 and 2 o’clock.',
    ],
    [
      'Trucks turn in the playground street',
      'the trucks',
      'trucks on their way to you turn in the playground street. Could you tell your carriers to use the north gate?',
    ],
    [
      'Street light at your gate is out',
      'the street light',
      'a resident says that the street light at your gate is out and that the path is dark in the morning.',
    ],
  ],
}
