import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor, LiveChange } from '../context.ts'
import type { Live } from '../live.ts'
import { Refusal } from '../refusal.ts'
import type { Authenticate } from './implement.ts'
import { rememberChanges } from './recent-changes.ts'

const heartbeatMilliseconds = 20_000
/** A change is heard a moment after its commit, and the clocks of two processes are never quite the same. */
const toleranceMilliseconds = 1_000
const Query = z.object({ since: z.iso.datetime().optional() })

/** Who of the actors may hear of which change; cases are checked against the visibility predicate, all in one question. */
export type MayHear = (
  actors: readonly Actor[],
  changes: readonly LiveChange[],
) => Promise<(actor: Actor, change: LiveChange) => boolean>

interface Stream {
  actor: Actor
  raw: ServerResponse
  askAgain: (beat: string) => void
}

/**
 * Server-Sent Events (HTML standard §9.2): what changed, never what it says; the reader asks for that with their own rights.
 * A page that read something before its stream opened says since when, and hears of what changed meanwhile.
 */
export function mountLive(
  app: FastifyInstance,
  live: Pick<Live, 'listen'>,
  authenticate: Authenticate,
  mayHear: MayHear,
  now: () => Date,
): void {
  const streams = new Set<Stream>()
  const recent = rememberChanges(now)
  live.listen(recent.note)
  live.listen((change) => {
    if (change.kind === 'session')
      for (const stream of streams) if (stream.actor.id === change.id) stream.askAgain(': asked again\n\n')
  })
  live.listen(
    gathered((changes) => {
      if (streams.size > 0) void tell([...streams], changes, mayHear)
    }),
  )
  const meanwhile = ({ actor }: Stream, since: string): LiveChange[] => {
    const changes = recent.since(new Date(Date.parse(since) - toleranceMilliseconds))
    // More than is remembered: as where one's own rights changed, all is asked again.
    return changes === 'unknown' ? [{ kind: 'session', id: actor.id ?? '' }] : changes
  }
  app.get('/api/v1/live', async (request, reply) => {
    const asked = await authenticate(request)
    if (!asked) throw new Refusal('not_signed_in')
    const { since } = theQuery(request.query)
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
          stream.actor = still
          raw.write(beat)
        },
        () => raw.end(),
      )
    const stream: Stream = { actor: asked, raw, askAgain }
    streams.add(stream)
    if (since) void tell([stream], meanwhile(stream, since), mayHear)
    const beat = setInterval(() => askAgain(': still here\n\n'), heartbeatMilliseconds)
    raw.on('close', () => {
      clearInterval(beat)
      streams.delete(stream)
    })
  })
}

function theQuery(query: unknown) {
  const { data, error } = Query.safeParse(query)
  if (error) throw new Refusal('malformed', { fields: [{ path: 'since', message: 'an instant, such as …Z' }] })
  return data
}

/** What is heard in one turn is told in one, however many streams are open. */
function gathered(tellAll: (changes: LiveChange[]) => void): (change: LiveChange) => void {
  let waiting: LiveChange[] = []
  return (change) => {
    if (waiting.push(change) > 1) return
    setImmediate(() => {
      const changes = waiting
      waiting = []
      tellAll(changes)
    })
  }
}

async function tell(streams: readonly Stream[], changes: readonly LiveChange[], mayHear: MayHear): Promise<void> {
  try {
    const actors = streams.map(({ actor }) => actor)
    const may = await mayHear(actors, changes)
    for (const [place, { raw }] of streams.entries())
      for (const change of changes)
        if (may(actors[place]!, change) && !raw.writableEnded)
          raw.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`)
  } catch {
    // The database is away: the readers connect again and ask for everything anew.
    for (const { raw } of streams) raw.end()
  }
}
