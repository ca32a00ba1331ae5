import { expect } from 'vitest'
import { ApiProblem } from '../../src/platform/client.ts'

/** The refusal of a call; fails when the call goes through. */
export async function refusal(call: Promise<unknown>): Promise<ApiProblem> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof ApiProblem) return outcome.error
  expect.fail(`expected a refusal, got ${JSON.stringify(outcome)}`)
}
