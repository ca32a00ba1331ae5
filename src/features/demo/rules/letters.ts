import type { Tongue } from './company/account-rows.ts'

type Parts = Record<string, string>

/** Fills the words in braces; one without a value is a fault of the story and stays visible. */
export const fill = (text: string, parts: Parts): string =>
  text.replace(/\{(\w+)\}/g, (kept, key: string) => parts[key] ?? kept)

const greetings: Record<Tongue, { unknown: string[]; known: string; ours: string }> = {
  en: { unknown: ['Good morning,', 'Hello,', 'Dear Norrvik team,'], known: 'Hello {first},', ours: 'Hello {first},' },
  de: {
    unknown: ['Guten Tag,', 'Sehr geehrte Damen und Herren,'],
    known: 'Guten Tag {name},',
    ours: 'Guten Tag {name},',
  },
  fr: { unknown: ['Bonjour,'], known: 'Bonjour {name},', ours: 'Bonjour {name},' },
  es: { unknown: ['Buenos días:', 'Hola:'], known: 'Hola {first}:', ours: 'Hola {first}:' },
  no: { unknown: ['Hei,'], known: 'Hei {first},', ours: 'Hei {first},' },
}
const endings: Record<Tongue, { theirs: string; ours: string; thanks: string }> = {
  en: { theirs: 'Kind regards', ours: 'Best wishes', thanks: 'Thank you very much!' },
  de: { theirs: 'Mit freundlichen Grüßen', ours: 'Freundliche Grüße', thanks: 'Vielen Dank!' },
  fr: { theirs: 'Cordialement', ours: 'Bien cordialement', thanks: 'Merci beaucoup !' },
  es: { theirs: 'Un saludo', ours: 'Un cordial saludo', thanks: '¡Muchas gracias!' },
  no: { theirs: 'Vennlig hilsen', ours: 'Med vennlig hilsen', thanks: 'Takk!' },
}

export const firstNameOf = (name: string): string => name.replace(/^Dr\. /, '').split(' ')[0]!

/** What a customer writes: to nobody in particular at first, by name afterwards. */
export function theirLetter(
  tongue: Tongue,
  text: string,
  { from, to, turn }: { from: string; to: string | null; turn: number },
): string {
  const { unknown, known } = greetings[tongue]
  const greeting = to === null ? unknown[turn % unknown.length]! : fill(known, { first: firstNameOf(to), name: to })
  const sign = to === null ? `${endings[tongue].theirs}\n${from}` : firstNameOf(from)
  return `${greeting}\n\n${text}\n\n${sign}`
}

export function ourLetter(tongue: Tongue, text: string, { from, to }: { from: string; to: string }): string {
  const greeting = fill(greetings[tongue].ours, { first: firstNameOf(to), name: to })
  return `${greeting}\n\n${text}\n\n${endings[tongue].ours}\n${tongue === 'de' || tongue === 'fr' ? from : firstNameOf(from)}`
}

export const thanksIn = (tongue: Tongue): string => endings[tongue].thanks

const awayMails: Record<Tongue, string> = {
  en: 'I am out of the office until Monday and read my mail after that. In urgent matters please call our switchboard.',
  de: 'Ich bin bis Montag nicht im Büro und lese Ihre Nachricht danach. In dringenden Fällen hilft Ihnen unsere Zentrale.',
  fr: 'Je suis absent jusqu’à lundi et lirai votre message à mon retour.',
  es: 'Estoy fuera de la oficina hasta el lunes y leeré su mensaje a la vuelta.',
  no: 'Jeg er ikke på kontoret før mandag og leser e-posten din da.',
}
export const awayMailIn = (tongue: Tongue): string => awayMails[tongue]
