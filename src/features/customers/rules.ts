/** Mail domains that anybody can have an address at: they say nothing about where a person works. */
const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it live.com
  live.co.uk live.de live.fr live.nl msn.com outlook.de outlook.fr outlook.es yahoo.com yahoo.co.uk yahoo.co.in
  yahoo.co.jp yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.com.br ymail.com rocketmail.com aol.com icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de
  freenet.de t-online.de arcor.de mail.com mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru
  ukr.net seznam.cz email.cz centrum.cz wp.pl o2.pl onet.pl interia.pl libero.it virgilio.it tiscali.it alice.it tin.it
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl
  home.nl xs4all.nl hetnet.nl bluewin.ch hispeed.ch terra.com.br uol.com.br bol.com.br ig.com.br qq.com 163.com 126.com
  sina.com sohu.com foxmail.com naver.com daum.net hanmail.net rediffmail.com zoho.com zohomail.com fastmail.com
  fastmail.fm hey.com hushmail.com mailbox.org posteo.de posteo.net runbox.com btinternet.com sky.com virginmedia.com
  talktalk.net blueyonder.co.uk ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
  charter.net shaw.ca rogers.com sympatico.ca bigpond.com optusnet.com.au xtra.co.nz telia.com online.no`.split(/\s+/),
)

/** An address as it is stored and compared; null when it cannot be one. */
export function normalisedEmail(email: string): string | null {
  const trimmed = email.trim().toLowerCase()
  return trimmed.length <= 320 && /^[^\s@\u0000-\u001f]+@[^\s@\u0000-\u001f]+$/.test(trimmed) ? trimmed : null
}

/** The domain of a normalised address that may hint at an account; null for free mail. */
export function companyDomain(email: string): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return domain.includes('.') && !freeMailDomains.has(domain) ? domain : null
}

/** What to call somebody: their display name as text; else what the address tells, `ingrid.sollberg@…` is Ingrid Sollberg. */
export function contactName(displayName: string | null | undefined, email: string | null): string {
  const clean = (displayName ?? '').replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return (clean || (email === null ? 'Unknown' : nameFromEmail(email))).slice(0, 200)
}

function nameFromEmail(email: string): string {
  const local = email.split('@')[0]!.split('+')[0]!
  const words = local.split(/[._-]+/).filter((word) => /^\p{L}{2,}$/u.test(word))
  return words.length >= 2 ? words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join(' ') : email
}

/** The account a mail domain hints at: only when exactly one account claims it. Never more than a hint. */
export const hintedAccount = (claimants: readonly string[]): string | null =>
  claimants.length === 1 ? claimants[0]! : null
