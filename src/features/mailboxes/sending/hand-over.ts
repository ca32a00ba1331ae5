import { setTimeout as wait } from 'node:timers/promises'
import { composeMail, type Outgoing } from './compose.ts'
import { type Outcome, outcomeOf, outcomeOfError } from './outcome.ts'
import { transportTo } from './transport.ts'

/** A try that takes longer counts as failed for now, so that what hangs never hangs on to its worker. */
const longestTryMilliseconds = 180_000

/** Hands a mail to the relay, and says what it came to; it never throws. */
export async function handOver(relay: string, mail: Outgoing): Promise<Outcome> {
  const over = new AbortController()
  try {
    const sending = (await transportTo(relay)).sendMail(composeMail(mail))
    const tooLong = wait(longestTryMilliseconds, undefined, { signal: over.signal }).then(() => {
      throw new Error('it did not answer in time')
    })
    tooLong.catch(() => {})
    return outcomeOf(await Promise.race([sending, tooLong]))
  } catch (error) {
    return outcomeOfError(error)
  } finally {
    over.abort()
  }
}
