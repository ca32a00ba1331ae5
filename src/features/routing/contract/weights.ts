import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Named, Version } from '../../../platform/shapes.ts'

const Percent = z.int().min(10).max(1000)
const Weights = z.object({
  /** How much a case weighs on its owner at each priority, in percent of what its type says. */
  percent: z.strictObject({ low: Percent, medium: Percent, high: Percent, critical: Percent }),
  version: Version,
})

export type Weights = z.infer<typeof Weights>

export const weightsContract = {
  getWeights: endpoint({
    method: 'GET',
    path: '/routing/weights',
    summary: 'How much a priority adds to the weight of a case.',
    response: Weights,
  }),
  previewWeights: endpoint({
    method: 'POST',
    path: '/routing/weights/preview',
    summary: 'What everybody would carry if priorities weighed so; changes nothing.',
    body: z.strictObject({ percent: Weights.shape.percent }),
    response: z.object({
      /** So many cases that somebody has or is offered would weigh something else. */
      cases: z.int(),
      /** Whoever carries something; the greatest change first. */
      people: z.array(z.object({ person: Named, capacity: z.int(), before: z.int(), after: z.int() })),
    }),
  }),
  saveWeights: endpoint({
    method: 'PUT',
    path: '/routing/weights',
    summary: 'Sets how much a priority adds to the weight of a case; open cases weigh by it at once.',
    body: z.strictObject(Weights.shape),
    response: Weights,
  }),
}
