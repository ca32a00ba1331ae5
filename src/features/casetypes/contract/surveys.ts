import { z } from 'zod'

/** How satisfied (1 to 5), how easy it was (1 to 7, 1 is hard), or whether they would recommend us (0 to 10). */
export const SurveyKind = z.enum(['csat', 'ces', 'nps'])
export type SurveyKind = z.infer<typeof SurveyKind>

/** What a customer is asked after a resolution. */
export const SurveyAsked = z.strictObject({
  kind: SurveyKind,
  /** Hours from the resolution. */
  afterHours: z.int().min(0).max(720),
  /** Whoever was asked within so many days, about whatever case, is not asked. */
  notAgainDays: z.int().min(0).max(365),
})
export type SurveyAsked = z.infer<typeof SurveyAsked>
