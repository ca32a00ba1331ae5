import type { CustomerLanguage } from '../../../platform/catalogue.ts'

interface Texts {
  hello: string
  /** To somebody who is new, and to somebody who sets a new password. */
  first: { subject: string; text: string }
  again: { subject: string; text: string }
  until: string
}

/** What the mail with a link to a password of one's own says. */
export const invitationTexts: Record<CustomerLanguage, Texts> = {
  en: {
    hello: 'Hello {name},',
    first: {
      subject: 'You are invited to {company}',
      text: '{company} works with its customers in Caseward, and you are invited. Choose your password here:',
    },
    again: { subject: 'A new password at {company}', text: 'With this link you set a new password at {company}:' },
    until: 'The link works once, until {until}. If you did not expect it, leave it alone and tell your administrator.',
  },
  de: {
    hello: 'Guten Tag {name},',
    first: {
      subject: 'Einladung zu {company}',
      text: '{company} arbeitet mit Kunden in Caseward, und Sie sind eingeladen. Wählen Sie hier Ihr Passwort:',
    },
    again: {
      subject: 'Neues Passwort bei {company}',
      text: 'Mit diesem Link setzen Sie bei {company} ein neues Passwort:',
    },
    until:
      'Der Link gilt einmal, bis {until}. Haben Sie ihn nicht erwartet, lassen Sie ihn ruhen und sagen Sie es Ihrer Administration.',
  },
  fr: {
    hello: 'Bonjour {name},',
    first: {
      subject: 'Invitation de {company}',
      text: '{company} travaille avec ses clients dans Caseward, et vous êtes invité. Choisissez ici votre mot de passe :',
    },
    again: {
      subject: 'Un nouveau mot de passe chez {company}',
      text: 'Avec ce lien, vous choisissez un nouveau mot de passe chez {company} :',
    },
    until:
      'Le lien fonctionne une fois, jusqu’au {until}. Si vous ne l’attendiez pas, ne l’ouvrez pas et prévenez votre administrateur.',
  },
  es: {
    hello: 'Hola, {name}:',
    first: {
      subject: 'Invitación de {company}',
      text: '{company} trabaja con sus clientes en Caseward y le invita. Elija aquí su contraseña:',
    },
    again: {
      subject: 'Una contraseña nueva en {company}',
      text: 'Con este enlace elige una contraseña nueva en {company}:',
    },
    until: 'El enlace sirve una vez, hasta el {until}. Si no lo esperaba, no lo abra y avise a su administrador.',
  },
  ar: {
    hello: 'مرحبًا {name}،',
    first: {
      subject: 'دعوة من {company}',
      text: 'تعمل {company} مع عملائها في Caseward، وأنت مدعو. اختر كلمة المرور هنا:',
    },
    again: { subject: 'كلمة مرور جديدة لدى {company}', text: 'بهذا الرابط تختار كلمة مرور جديدة لدى {company}:' },
    until: 'يعمل الرابط مرة واحدة حتى {until}. إن لم تكن تتوقعه فلا تفتحه وأخبر المسؤول.',
  },
}
