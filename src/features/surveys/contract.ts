import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Paging, page } from '../../platform/shapes.ts'
import { SurveyKind } from '../casetypes/contract/surveys.ts'

/** How the clocks of a case stood at its resolution: all in time, one late, or none ran. */
export const SlaOutcome = z.enum(['met', 'late', 'none'])
export type SlaOutcome = z.infer<typeof SlaOutcome>

/** Why a customer is not asked. */
export const NotAsked = z.enum([
  'reopened',
  'merged',
  'child',
  'ended_early',
  'nobody',
  'mail_comes_back',
  'asked_lately',
  'too_late',
  'restored',
])
export type NotAsked = z.infer<typeof NotAsked>

const Survey = z.object({
  id: Id,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  contact: Named.nullable(),
  kind: SurveyKind,
  /** When the customer is asked, or was to be. */
  dueAt: InstantOut,
  askedAt: InstantOut.nullable(),
  notAskedBecause: NotAsked.nullable(),
  answeredAt: InstantOut.nullable(),
  score: z.int().nullable(),
  words: z.string().nullable(),
  /** Good or low by the scale of its kind; null without an answer, and between the two. */
  reading: z.enum(['good', 'low']).nullable(),
})
export type Survey = z.infer<typeof Survey>

const Count = z.object({
  asked: z.int(),
  answered: z.int(),
  good: z.int(),
  low: z.int(),
  /** Of the answers; null where there is none. */
  mean: z.number().nullable(),
  /** The share of good answers from 0 to 1, and the interval in which it lies with 95 % confidence (Wilson). */
  share: z.object({ value: z.number(), from: z.number(), to: z.number() }).nullable(),
})
export type SurveyCount = z.infer<typeof Count>

const Row = Count.extend({
  kind: SurveyKind,
  type: Named,
  /** Null where the team is gone. */
  team: Named.nullable(),
  sla: SlaOutcome,
})
export type SurveyRow = z.infer<typeof Row>

const SurveyTime = z.enum(['30_days', '90_days', '365_days', 'this_month', 'last_month'])
export type SurveyTime = z.infer<typeof SurveyTime>

const Report = z.object({
  from: InstantOut,
  to: InstantOut,
  byKind: z.array(Count.extend({ kind: SurveyKind })),
  rows: z.array(Row),
})
export type SurveyReport = z.infer<typeof Report>

export const surveysContract = {
  listSurveys: endpoint({
    method: 'GET',
    path: '/surveys',
    summary:
      'Answers of customers, of cases that I may see, the newest first. Of one case also what was asked without an answer, and why one was not asked.',
    query: Paging.extend({
      /** A case by its id or number. */
      case: z.string().max(60).optional(),
      account: Id.optional(),
    }),
    response: page(Survey),
  }),
  getSurveyReport: endpoint({
    method: 'GET',
    path: '/surveys/report',
    summary:
      'What customers asked in a time said, by type, team and outcome of the clocks as they were at resolution, with how sure that is. Counts cases that I may see.',
    query: z.object({ during: SurveyTime }),
    response: Report,
  }),
}
