/** Languages in which customers are addressed; everything else falls back to the first. */
export const customerLanguages = ['en', 'de', 'fr', 'es', 'ar'] as const
export type CustomerLanguage = (typeof customerLanguages)[number]

/** The first of the wished languages that we speak, by its primary tag (`pt-BR` → `pt`). */
export function spokenLanguage(...wished: (string | null | undefined)[]): CustomerLanguage {
  for (const wish of wished) {
    const primary = wish?.toLowerCase().split('-')[0]
    const found = customerLanguages.find((language) => language === primary)
    if (found) return found
  }
  return 'en'
}

export const directionOf = (language: CustomerLanguage): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

/** Fills the `{slots}` of a text; a slot without a value stays empty. What is filled in is never read for slots. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? '')
}

/** A calendar day as people of that language write it, in the given IANA time zone. */
export function dayText(instant: Date, language: CustomerLanguage, timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'full',
    timeZone,
    ...(language === 'ar' && { numberingSystem: 'latn' }),
  }).format(instant)
}

/** An instant to the minute as people of that language write it, in the given IANA time zone. */
export function instantText(instant: Date, language: CustomerLanguage, timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
    ...(language === 'ar' && { numberingSystem: 'latn' }),
  }).format(instant)
}
