import type { Handlers } from '../../platform/http/implement.ts'
import { accountLetters, setAccountLetters } from './actions.ts'
import type { informingContract } from './contract.ts'

export const informingRoutes: Handlers<typeof informingContract> = {
  getAccountLetters: (ctx, { params }) => accountLetters(ctx, params.id),
  setAccountLetters: (ctx, { params, body }) => setAccountLetters(ctx, params.id, body),
}
