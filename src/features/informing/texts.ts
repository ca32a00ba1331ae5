import { type CustomerLanguage, filled, spokenLanguage } from '../../platform/catalogue.ts'
import type { Letters } from '../casetypes/contract/letters.ts'

interface Texts {
  hello: string
  helloNobody: string
  /** To begin with, where somebody writes the words of a type. */
  usualStage: string
  usualInTouch: string
}

export const texts: Record<CustomerLanguage, Texts> = {
  en: {
    hello: 'Hello {name},',
    helloNobody: 'Hello,',
    usualStage: 'a short word about “{subject}” ({number}): {stage}. You do not have to do anything.',
    usualInTouch:
      'we have not forgotten “{subject}” ({number}). It is still being worked on, and you will hear from us as soon as there is something new.',
  },
  de: {
    hello: 'Guten Tag {name},',
    helloNobody: 'Guten Tag,',
    usualStage: 'kurz zum Stand von „{subject}“ ({number}): {stage}. Sie müssen nichts tun.',
    usualInTouch:
      'wir haben „{subject}“ ({number}) nicht vergessen. Wir arbeiten weiter daran und melden uns, sobald es etwas Neues gibt.',
  },
  fr: {
    hello: 'Bonjour {name},',
    helloNobody: 'Bonjour,',
    usualStage: 'un mot au sujet de « {subject} » ({number}) : {stage}. Vous n’avez rien à faire.',
    usualInTouch:
      'nous n’avons pas oublié « {subject} » ({number}). Nous y travaillons toujours et vous écrirons dès qu’il y aura du nouveau.',
  },
  es: {
    hello: 'Hola, {name}:',
    helloNobody: 'Hola:',
    usualStage: 'unas palabras sobre «{subject}» ({number}): {stage}. No tiene que hacer nada.',
    usualInTouch:
      'no hemos olvidado «{subject}» ({number}). Seguimos trabajando en ello y le escribiremos en cuanto haya novedades.',
  },
  ar: {
    hello: 'مرحبًا {name}،',
    helloNobody: 'مرحبًا،',
    usualStage: 'كلمة قصيرة بشأن «{subject}» ({number}): {stage}. لا يلزمكم فعل أي شيء.',
    usualInTouch: 'لم ننسَ «{subject}» ({number}). ما زلنا نعمل عليها وسنكتب إليكم فور وجود جديد.',
  },
}

export interface LetterFacts {
  /** Of the customer; null where it is not known. */
  name: string | null
  subject: string
  number: string
  /** As customers read it. */
  stage: string
  agent: string
  organisation: string
}

/**
 * A letter in the first wished language that has words, else in English, else in whichever there is; with its greeting,
 * and under it the name of a person.
 */
export function letterOf(
  letters: Letters,
  wished: readonly (string | null)[],
  facts: LetterFacts,
): { language: CustomerLanguage; text: string } {
  const spoken = wished.filter((wish) => wish !== null).map((wish) => spokenLanguage(wish))
  const there = Object.keys(letters) as CustomerLanguage[]
  const language = [...spoken, 'en' as const].find((each) => there.includes(each)) ?? there[0]!
  const { hello, helloNobody } = texts[language]
  const { name, organisation, ...slots } = facts
  const paragraphs = [
    name ? filled(hello, { name }) : helloNobody,
    filled(letters[language]!, slots),
    [facts.agent, organisation].filter(Boolean).join('\n'),
  ]
  return { language, text: paragraphs.join('\n\n') }
}
