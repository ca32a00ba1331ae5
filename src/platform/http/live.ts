import type { FastifyInstance } from 'fastify'
import type { Actor, LiveChange } from '../context.ts'
import type { Live } from '../live.ts'
import { Refusal } from '../refusal.ts'
import type { Authenticate } from './implement.ts'

const heartbeatMilliseconds = 20_000

/** Whether an actor may hear of a change at all; cases are checked against the visibility predicate. */
export type MayHear = (actor: Actor, change: LiveChange) => Promise<boolean>

/** Server-Sent Events (HTML standard §9.2): what changed, never what it says; the reader asks for that with their own rights. */
export function mountLive(
  app: FastifyInstance,
  live: Pick<Live, 'listen'>,
  authenticate: Authenticate,
  mayHear: MayHear,
): void {
  app.get('/api/v1/live', async (request, reply) => {
    const asked = await authenticate(request)
    if (!asked) throw new Refusal('not_signed_in')
    let actor: Actor = asked
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    // Asks again who this is: a stream ends with the session or key that opened it, and hears by its present rights.
    const askAgain = (beat: string) =>
      void authenticate(request).then(
        (still) => {
          if (raw.writableEnded) return
          if (!still) return raw.end()
          actor = still
          raw.write(beat)
        },
        () => raw.end(),
      )
    const stopListening = live.listen((change) => {
      if (change.kind === 'session' && change.id === actor.id) askAgain(': asked again\n\n')
      void mayHear(actor, change).then(
        (may) => {
          if (may && !raw.writableEnded) raw.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`)
        },
        // The database is away: the reader connects again and asks for everything anew.
        () => raw.end(),
      )
    })
    const beat = setInterval(() => askAgain(': still here\n\n'), heartbeatMilliseconds)
    raw.on('close', () => {
      clearInterval(beat)
      stopListening()
    })
  })
}
