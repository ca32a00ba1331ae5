import type { Talk, Topic } from './story.ts'

export const talkDe: Talk = {
  first: [
    'vielen Dank für Ihre Nachricht. Ich habe den Vorgang vor mir und prüfe {about}. Sie hören noch heute von mir.',
    'danke für die klare Beschreibung. Ich kümmere mich selbst um {about} und melde mich, sobald ich mehr weiß.',
    'das ist ärgerlich, und ich verstehe, dass Sie eine schnelle Antwort brauchen. Ich habe die Unterlagen angefordert.',
  ],
  later: [
    'ein kurzer Zwischenstand: Wir sind bei {about} einen guten Schritt weiter. Ich rechne in zwei Arbeitstagen mit dem Ergebnis.',
    'Sie sind nicht vergessen. Mir fehlt noch eine Rückmeldung aus dem Haus, dann kann ich Ihnen verbindlich antworten.',
    'wir konnten es hier nachstellen. Jetzt geht es nur noch darum, wie wir es sauber beheben.',
  ],
  asks: [
    [
      'könnten Sie mir bitte noch die Seriennummer und ein Foto des Typenschilds schicken? Dann geht es ohne Rückfrage weiter.',
      'Customer sends serial number and photo',
    ],
    [
      'welcher unserer beiden Terminvorschläge passt Ihnen? Ich halte beide bis morgen Abend frei.',
      'Customer chooses a date',
    ],
  ],
  answers: [
    'gern: Die Seriennummer ist {serial}. Das Foto macht die Frühschicht.',
    'der zweite Termin passt uns besser. Ansprechpartner vor Ort ist die Haustechnik.',
  ],
  nudges: [
    'gibt es schon etwas Neues zu {about}? Wir müssen die Woche planen.',
    'noch ein Hinweis: Heute früh ist es wieder passiert, kurz vor acht.',
    'bis wann können wir mit dem nächsten Schritt rechnen? Ein Tag genügt mir als Antwort.',
  ],
  holds: [
    [
      'wir warten auf die Antwort unseres Lieferanten, die für diese Woche zugesagt ist. Ich bleibe dran.',
      'Supplier answers',
    ],
  ],
  last: [
    'es ist erledigt. Bitte prüfen Sie es bei sich; wenn noch etwas offen ist, genügt eine kurze Antwort auf diese Nachricht.',
    'wir haben die Ursache gefunden und behoben. Von Ihrer Seite ist nichts weiter zu tun.',
    'die Unterlagen sind heute an Sie gegangen. Vielen Dank für Ihre Geduld bei {about}.',
  ],
  again: [
    'leider ist es nicht gelöst: Seit heute früh stehen wir bei {about} wieder am Anfang. Bitte sehen Sie noch einmal nach.',
  ],
}

export const topicsDe: Record<string, readonly Topic[]> = {
  billing_dispute: [
    [
      'Mahnung zu bezahlter Rechnung {invoice}',
      'der Mahnung',
      'wir haben heute eine Mahnung zur Rechnung {invoice} erhalten. Der Betrag von {amount} wurde vor drei Wochen überwiesen. Bitte prüfen Sie das.',
    ],
    [
      'Rechnung {invoice} auf zwei Kostenstellen aufteilen',
      'der Aufteilung',
      'bitte teilen Sie die Rechnung {invoice} auf unsere Kostenstellen 4410 und 4470 auf, sechzig zu vierzig.',
    ],
  ],
  technical_issue: [
    [
      'Kühler meldet Störung E14',
      'der Störung E14',
      'unser Kühler {serial} meldet die Störung E14. Nach einem Neustart läuft er etwa zwanzig Minuten, dann kommt sie wieder.',
    ],
    [
      'Pumpe nach Wartung deutlich lauter',
      'dem Geräusch',
      'seit der letzten Wartung ist die Pumpe {serial} deutlich lauter als vorher. Das Geräusch kommt von der Kupplungsseite.',
    ],
    [
      'Fühler zeigt 3 K zu wenig an',
      'dem Fühler',
      'seit der Kalibrierung zeigt der Fühler von {serial} gegenüber unserer Referenz 3 K zu wenig an.',
    ],
  ],
  warranty_claim: [
    [
      'Riss im Gehäuse beim Auspacken',
      'dem Riss im Gehäuse',
      'beim Auspacken von {serial} haben wir einen Riss im Gehäuse festgestellt. Der Karton war unbeschädigt.',
    ],
  ],
  replacement_request: [
    [
      'Dichtsatz für falsches Modell geliefert',
      'dem Dichtsatz',
      'mit dem Auftrag {order} kam ein Dichtsatz für die VP-22. Wir haben die VP-40. Bitte senden Sie uns den richtigen.',
    ],
  ],
  general_question: [
    [
      'Frage zum Öl bei hohen Temperaturen',
      'dem Öl',
      'welches Öl empfehlen Sie für die VP-22, wenn der Raum im Sommer über 40 °C warm wird?',
    ],
    [
      'Ersatzteilliste für die VP-18',
      'der Ersatzteilliste',
      'wir betreiben noch zwei VP-18. Welche Ersatzteile gibt es noch und wie lange?',
    ],
  ],
  complaint: [
    [
      'Wartungstermin zum zweiten Mal abgesagt',
      'den abgesagten Terminen',
      'zum zweiten Mal wurde der Wartungstermin eine Stunde vorher abgesagt. Wir hatten die Anlage dafür abgestellt. So geht es nicht.',
    ],
  ],
  compliance_request: [
    [
      'Konformitätserklärung für {serial}',
      'der Konformitätserklärung',
      'für unser Audit benötigen wir die Konformitätserklärung für {serial} mit unserer neuen Anschrift.',
    ],
  ],
}
