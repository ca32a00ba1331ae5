import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { CaseRef } from '../cases/contract/case-row.ts'
import { Offer, RoutingDecision, Waiting } from './contract/decision.ts'
import { fairnessContract } from './contract/fairness.ts'
import { offersContract } from './contract/offers.ts'
import { queuesContract } from './contract/queues.ts'
import { rulesContract } from './contract/rules.ts'
import { rulesDraftContract } from './contract/rules-draft.ts'
import { weightsContract } from './contract/weights.ts'

export const routingContract = {
  ...queuesContract,
  ...offersContract,
  ...rulesContract,
  ...rulesDraftContract,
  ...fairnessContract,
  ...weightsContract,
  getRouting: endpoint({
    method: 'GET',
    path: '/cases/:id/routing',
    summary:
      'Every routing decision of a case, newest first: the rule, the winner, why, and everyone considered; to whom it was offered; and why it waits, where it does.',
    params: CaseRef,
    response: z.object({
      items: z.array(RoutingDecision),
      offers: z.array(Offer),
      waiting: Waiting.nullable(),
    }),
  }),
}
