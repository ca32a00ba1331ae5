import type { Talk } from './story.ts'

const later = [
  'a short word in between: {about} is still on my desk. I am waiting for one more answer inside the house and write again as soon as I have it.',
  'you have not been forgotten. We are through the first half of it and nothing speaks against the plan we made.',
  'I have gone through everything you sent about {about}. The picture is clear now; what remains is the doing.',
  'today we made a good step forward with {about}. I expect to have something final for you within two working days.',
]
const nudges = [
  'is there any news about {about}? We have to plan the week.',
  'just asking where we are with {about}. My colleagues have started to ask me.',
  'one addition: it happened again this morning, a little before eight. Perhaps that helps.',
  'could you tell me roughly when we can expect the next step? A day is enough, it need not be an hour.',
]
const again = [
  'I am afraid that this is not solved. Since this morning we are back where we started with {about}. Could you look at it again?',
  'we closed this too early, both of us. {about} has come back exactly as before.',
]
const holds = [
  [
    'the next move is with our supplier, who has promised an answer on {about} this week. I keep after them and write to you either way.',
    'Supplier answers',
  ],
  [
    'I have handed the part that is not ours to our forwarder and asked for an answer in writing. You hear from me as soon as it is here.',
    'Forwarder answers',
  ],
  [
    'this needs a measurement by an outside laboratory before we can go on. They have the parts and a date.',
    'Laboratory report arrives',
  ],
] as const

/** What people from Norrvik and their customers write to each other about money. */
export const money: Talk = {
  first: [
    'thank you for writing. I have the document in front of me and I see what you mean about {about}. I am checking it against our ledger now and will tell you today what I find.',
    'thank you, that is clear. I have put {about} on hold, so that no reminder goes out while we look at it.',
    'thanks for pointing this out. Before I promise anything I want to see both sides of {about}: yours and what our system booked. You hear from me by tomorrow noon.',
    'I am sorry for the trouble with {about}. I have asked our Finance to pull the original booking; it should not take long.',
  ],
  later: [
    ...later,
    'Finance has confirmed what you wrote: the mistake is on our side. The correction needs their signature, which I have asked for.',
  ],
  asks: [
    [
      'to find the payment I need the date and the reference on your bank statement. Could you send me those two?',
      'Customer sends date and reference of the payment',
    ],
    [
      'could you tell me which order number should stand on the corrected document? Then it will not be turned away at your end.',
      'Customer names the order number',
    ],
    [
      'could you send me a copy of the document as you received it? I suspect that it was changed on the way.',
      'Customer sends a copy of the document',
    ],
  ],
  answers: [
    'here it is: the payment went out on the 12th, reference {po}. Anything else you need?',
    'the order number is {po}. Thank you for asking first.',
    'attached in the text below, as our system shows it: {invoice}, {amount}, cost centre 4410.',
  ],
  nudges,
  holds: [
    [
      'the payment provider has to confirm the second booking before we can credit it. Their answer usually takes two working days.',
      'Payment provider confirms the booking',
    ],
    [
      'our auditors have to release the correction because it touches a closed month. I have asked them today.',
      'Auditors release the correction',
    ],
  ],
  last: [
    'it is done: credit note {cn} over {amount} left this morning. Please book it against invoice {invoice}; the balance is zero then.',
    'the corrected invoice replaces {invoice} as of today. You need not pay anything twice, and no reminder will follow.',
    'I have checked {about} line by line. The amount is right after all: the freight was agreed on the order of March. I have put the calculation below, so that you can follow it.',
    'the money is on its way back to you, {amount}, and should be there within three banking days.',
  ],
  again,
}

/** About things that do not work. */
export const technical: Talk = {
  first: [
    'thank you for the clear description. I have the unit {serial} on my screen. Please leave it running if you can: the log of the next hours will tell us most about {about}.',
    'thanks, I am on it. What you describe fits two causes. We begin with the simple one: please check whether the inlet filter is dry and the gauge reads below 20 mbar with the valve closed.',
    'I am sorry that {about} keeps you busy. I have read the last three service reports on {serial} and have an idea. Can I call you in the next hour?',
    'got it. I have told our field service as well, so that a visit stays possible this week if we cannot solve {about} from here.',
  ],
  later: [
    ...later,
    'we could reproduce it on the test bench: it appears after about forty minutes at low load, exactly as you wrote.',
    'I have loaded new parameters for {serial}. Please let it run overnight and tell me tomorrow what the display says.',
  ],
  asks: [
    [
      'could you send me the log file of the controller? Menu, Service, Export; it takes a minute.',
      'Customer sends the log file',
    ],
    [
      'could you take a photo of the seal face and of the number on the flange? Then I know which part to bring.',
      'Customer sends photos of the seal',
    ],
    [
      'please note the pressure every two hours today, valve closed. With these numbers I can tell leak from wear.',
      'Customer sends the pressure readings',
    ],
  ],
  answers: [
    'here are the values: 18, 19, 24, 31 mbar, over the day. The last two with the compressor off.',
    'log is exported, I have copied the last lines: E14 at 02:10, E14 at 02:52, restart by hand at 06:05.',
    'the number on the flange is {serial}-B. The seal looks glazed on one side.',
  ],
  nudges: [
    ...nudges,
    'the night shift reports the same again, twenty minutes after the restart. We have it in manual mode now.',
  ],
  holds,
  last: [
    'that was it: the sensor cable had a break that only opened when warm. With the new one in, {serial} has run for 24 hours without a word. I will keep an eye on it for you.',
    'the new firmware is on {serial} and the behaviour is gone on our bench as well as on your unit. Nothing for you to do.',
    'as agreed on the phone: the purge valve was set for the old oil. With the new setting {about} should be history. Please tell us if it is not.',
    'our colleague has changed the shaft seal and run the unit for two hours. Values are in the report that he left with you.',
  ],
  again,
}

/** About parts, cover and repair. */
export const goods: Talk = {
  first: [
    'thank you for writing. A photo or two would help me. I have opened the file for {serial} and am checking the cover now.',
    'thanks for letting us know so quickly. {serial} left us less than two years ago, so I am looking at it as a warranty matter first.',
    'I am sorry, that should not have happened. I am finding out which part you should have had and whether we have it on the shelf.',
    'thank you. I have {about} with me now. You get a clear answer on cover before we ask you to send anything anywhere.',
  ],
  later: [
    ...later,
    'the part is reserved for you. It leaves us with the evening parcel as soon as the paper is signed.',
  ],
  asks: [
    [
      'could you send me a photo of the type plate? Two versions look the same from outside.',
      'Customer sends a photo of the type plate',
    ],
    [
      'could you tell me on which date the unit was put into service? It decides which terms apply.',
      'Customer names the date of first use',
    ],
  ],
  answers: [
    'the plate says {serial}, built in week 14. First use was on the 3rd of May last year.',
    'here you are: {serial}. Our technician has kept the old part in case you want it back.',
  ],
  nudges: [...nudges, 'we have borrowed a pump from a neighbour, but only until Friday.'],
  holds: [
    [
      'the casting has to come from our foundry, which has confirmed it for next week. I hold a loan unit for you until then.',
      'Foundry delivers the casting',
    ],
    [
      'the parcel is with the carrier and has not moved since yesterday. I have opened an inquiry with them.',
      'Carrier finds the parcel',
    ],
  ],
  last: [
    'the replacement has arrived with you this morning, says the carrier. Please keep the old part for two weeks, we may have it collected.',
    'the unit is repaired and tested: four hours at 2 mbar, no loss. It goes back to you today at our cost.',
    'it is covered. We have replaced the part under warranty and the new one carries its own twenty-four months.',
    'I have found the right one for {serial} and sent it free of charge. Please use the wrong part as a paperweight.',
  ],
  again,
}

/** About everything else: questions, papers, plans and complaints. */
export const service: Talk = {
  first: [
    'thank you for your message about {about}. I have read it twice to be sure that I answer what you ask. A full answer follows today.',
    'thanks for writing so openly. I take {about} over myself and you can reach me directly until it is settled.',
    'good that you ask. I can answer half of it at once, for the rest I need a colleague who is back this afternoon.',
    'thank you, I have it. For {about} I first look at what we agreed with you and then come back with a proposal.',
  ],
  later,
  asks: [
    [
      'so that I send the right thing: could you tell me which site and which unit you mean?',
      'Customer names site and unit',
    ],
    [
      'may I have a name and a number of the person on site? Then we settle the date directly.',
      'Customer names the person on site',
    ],
    [
      'could you confirm the two dates I proposed? I hold both of them until tomorrow evening.',
      'Customer confirms a date',
    ],
  ],
  answers: [
    'it is the main site, building C, unit {serial}.',
    'the second date suits us better. Our contact on site is the shift lead, he knows.',
    'both are fine. Please send it to me and to our quality office.',
  ],
  nudges,
  holds: [
    ['the paper has to be signed by the certifier, who is back at the beginning of the week.', 'Certifier signs'],
    [
      'the builder has to confirm the new date before we can. I have written to him and put you in copy of the plan.',
      'Builder confirms the date',
    ],
  ],
  last: [
    'here is the answer in full. In short: yes, you can, up to 45 °C, with the synthetic oil and the second seal kit. The long version is in our manual, chapter 6.',
    'everything is in place now and checked with your people on site. I am glad that this one ends well.',
    'the document is on its way to you and to your quality office; a copy is filed with us under {order}.',
    'thank you for your patience with {about}. I have written down what we change on our side, so that the next customer does not have to write such a letter.',
  ],
  again,
}
