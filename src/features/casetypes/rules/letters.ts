import type { LetterLanguage } from '../contract/letters.ts'

/** The languages of letters, in the order in which they are shown. */
export const letterLanguages: readonly LetterLanguage[] = ['en', 'de', 'fr', 'es', 'ar']
