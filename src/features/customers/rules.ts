/** Domains at which anybody may have a mailbox: they say nothing about a company. */
const publicDomains = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de hotmail.co.uk live.com msn.com yahoo.com yahoo.de ' +
    'yahoo.co.uk ymail.com aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de ' +
    'posteo.de mailbox.org proton.me protonmail.com pm.me fastmail.com zoho.com yandex.com yandex.ru mail.ru qq.com 163.com ' +
    'orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it telenet.be ziggo.nl kpnmail.nl hey.com tutanota.com'
  ).split(' '),
)

/** The part behind the @, lower case; null where it is one that says nothing about a company. */
export function companyDomain(email: string): string | null {
  const domain = email.toLowerCase().split('@').at(-1) ?? ''
  return domain.includes('.') && !publicDomains.has(domain) ? domain : null
}

/** What to call somebody who gave no name: `ingrid.sollberg@…` is Ingrid Sollberg. */
export function nameFromEmail(email: string): string {
  const local = email.split('@')[0]!.split('+')[0]!
  const words = local.split(/[._-]+/).filter((word) => /^\p{L}{2,}$/u.test(word))
  return words.length >= 2 ? words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join(' ') : email
}
