import type { CustomerLanguage } from '../../../platform/catalogue.ts'

type Texts = Record<'hello' | 'subject' | 'arrived' | 'next' | 'wrote', string>

/** What an acknowledgement says, and the line above what an answer quotes. */
export const texts: Record<CustomerLanguage, Texts> = {
  en: {
    hello: 'Hello,',
    subject: 'We have your message',
    arrived: 'thank you for your message. It has arrived and has the number {number}.',
    next: 'We will read it and answer you. To add something, just answer this mail.',
    wrote: 'On {at}, {name} wrote:',
  },
  de: {
    hello: 'Guten Tag,',
    subject: 'Ihre Nachricht ist angekommen',
    arrived: 'vielen Dank für Ihre Nachricht. Sie ist angekommen und hat die Nummer {number}.',
    next: 'Wir lesen sie und antworten Ihnen. Um etwas zu ergänzen, antworten Sie einfach auf diese E-Mail.',
    wrote: 'Am {at} schrieb {name}:',
  },
  fr: {
    hello: 'Bonjour,',
    subject: 'Votre message est arrivé',
    arrived: 'merci pour votre message. Il est bien arrivé et porte le numéro {number}.',
    next: 'Nous allons le lire et vous répondre. Pour ajouter quelque chose, répondez simplement à cet e-mail.',
    wrote: 'Le {at}, {name} a écrit :',
  },
  es: {
    hello: 'Hola:',
    subject: 'Hemos recibido su mensaje',
    arrived: 'gracias por su mensaje. Ha llegado y tiene el número {number}.',
    next: 'Lo leeremos y le responderemos. Para añadir algo, responda simplemente a este correo.',
    wrote: 'El {at}, {name} escribió:',
  },
  ar: {
    hello: 'مرحبًا،',
    subject: 'وصلت رسالتك',
    arrived: 'شكرًا على رسالتك. لقد وصلت ورقمها {number}.',
    next: 'سنقرؤها ونجيبك. لإضافة شيء ما عليك إلا الرد على هذه الرسالة.',
    wrote: 'في {at}، كتب {name}:',
  },
}
