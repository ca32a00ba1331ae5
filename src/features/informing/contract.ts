import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id } from '../../platform/shapes.ts'

/** Which letters reach the people of an account by themselves. */
export const AccountLetters = z.strictObject({
  /** At the stages that the type of a case names. */
  stages: z.boolean(),
  /** A word while nothing moves. */
  inTouch: z.boolean(),
})
export type AccountLetters = z.infer<typeof AccountLetters>

export const informingContract = {
  getAccountLetters: endpoint({
    method: 'GET',
    path: '/accounts/:id/letters',
    summary: 'Which letters reach the people of an account by themselves.',
    params: z.object({ id: Id }),
    response: AccountLetters,
  }),
  setAccountLetters: endpoint({
    method: 'PUT',
    path: '/accounts/:id/letters',
    summary: 'Switches letters of their own accord on or off for an account.',
    params: z.object({ id: Id }),
    body: AccountLetters,
    response: AccountLetters,
  }),
}
