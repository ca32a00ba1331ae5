import { z } from 'zod'

/** As in `customerLanguages`: the languages in which customers are addressed. */
export const LetterLanguage = z.enum(['en', 'de', 'fr', 'es', 'ar'])
export type LetterLanguage = z.infer<typeof LetterLanguage>

/**
 * What a customer is told, by language. Slots in braces are filled: {subject}, {number}, {stage} (as customers read it)
 * and {agent}. Greeting and name stand around it by themselves.
 */
export const Letters = z
  .partialRecord(LetterLanguage, z.string().trim().min(1).max(4000))
  .refine((letters) => Object.keys(letters).length > 0, 'needs the words of at least one language')
export type Letters = z.infer<typeof Letters>

/** A word to the customer while nothing moves, after so many hours without one from us. */
export const KeepsInTouch = z.strictObject({ hours: z.int().min(1).max(2000), letters: Letters })
export type KeepsInTouch = z.infer<typeof KeepsInTouch>
