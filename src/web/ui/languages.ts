/** Languages that people choose from a list; others may stand in what was entered before. */
export const languages = [
  'ar',
  'cs',
  'da',
  'de',
  'en',
  'es',
  'fi',
  'fr',
  'it',
  'ja',
  'nl',
  'no',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'uk',
  'zh',
]
const names = new Intl.DisplayNames('en', { type: 'language' })

/** What a language is called, for a code such as `de-AT`. */
export const languageName = (code: string): string => names.of(code) ?? code
