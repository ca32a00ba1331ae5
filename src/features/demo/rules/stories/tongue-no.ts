import type { Talk, Topic } from './story.ts'

export const talkNo: Talk = {
  first: [
    'takk for meldingen. Jeg har saken foran meg og ser på {about} nå. Du hører fra meg i løpet av dagen.',
    'takk for en tydelig beskrivelse. Jeg tar {about} selv og kommer tilbake med et forslag.',
  ],
  later: [
    'en liten oppdatering: Vi er kommet godt i gang med {about}, og jeg regner med å ha et svar innen to arbeidsdager.',
    'vi har fått det til på testbenken også. Nå gjenstår det bare å rette det skikkelig.',
  ],
  asks: [
    [
      'kan du sende meg serienummeret og et bilde av merkeplaten? Da slipper vi å gjette.',
      'Customer sends serial number and photo',
    ],
    ['hvilken av de to datoene passer best? Jeg holder av begge til i morgen kveld.', 'Customer chooses a date'],
  ],
  answers: ['serienummeret er {serial}. Bildet kommer fra dagskiftet.', 'den siste datoen passer best, takk.'],
  nudges: [
    'er det noe nytt om {about}? Vi må planlegge uken.',
    'en ting til: Det skjedde igjen i morges, litt før åtte.',
  ],
  holds: [['vi venter på svar fra leverandøren, som er lovet denne uken. Jeg purrer.', 'Supplier answers']],
  last: [
    'nå er det i orden. Si gjerne fra om alt ser riktig ut hos dere.',
    'vi fant årsaken og har rettet den. Dere trenger ikke å gjøre noe mer.',
  ],
  again: ['dessverre er det ikke løst. I morges var vi tilbake der vi startet med {about}. Kan du se på det igjen?'],
}

export const topicsNo: Record<string, readonly Topic[]> = {
  billing_dispute: [
    [
      'Faktura {invoice} er betalt',
      'fakturaen',
      'vi har fått purring på faktura {invoice}, som ble betalt for tre uker siden ({amount}). Kan dere sjekke?',
    ],
  ],
  technical_issue: [
    [
      'Alarm på kjøleren om natten',
      'alarmen',
      'kjøleren {serial} gir alarm nesten hver natt rundt klokken to. Etter omstart går den fint til neste natt.',
    ],
    [
      'Lekkasje ved flens etter trykktest',
      'lekkasjen',
      'etter trykktesten lekker flensen på {serial}. Vi har strammet to ganger.',
    ],
  ],
  replacement_request: [
    [
      'Feil pakningssett i leveransen',
      'pakningssettet',
      'pakningssettet i ordre {order} er for VP-22, men vi har VP-40. Kan dere sende riktig sett?',
    ],
  ],
  general_question: [
    ['Spørsmål om olje ved lave temperaturer', 'oljen', 'hvilken olje anbefaler dere når pumpen står ute om vinteren?'],
  ],
  citizen_request: [
    [
      'Støy om natten fra testhallen',
      'støyen',
      'flere naboer i Fjordveien melder om dur fra testhallen deres om natten, mellom 23 og 2.',
    ],
    [
      'Lysmasten ved porten er slukket',
      'lysmasten',
      'en innbygger melder at lysmasten ved porten deres er slukket, og at gangveien er mørk om morgenen.',
    ],
  ],
}
