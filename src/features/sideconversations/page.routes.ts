import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../../platform/http/implement.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Runtime, readingContext } from '../../platform/runtime.ts'
import { pageHeaders } from '../conversations/actions/message-page.ts'
import { sidePage } from './actions/side-page.ts'

/** A mail is no JSON: it is read as a page, beside the contracts. */
export function mountSidePages(
  app: FastifyInstance,
  runtime: Runtime,
  { authenticate }: { authenticate: Authenticate },
): void {
  app.get<{ Params: { id: string }; Querystring: { pictures?: string } }>(
    '/api/v1/side-messages/:id/page',
    async (request, reply) => {
      const actor = await authenticate(request)
      if (!actor) throw new Refusal('not_signed_in')
      const pictures = request.query.pictures === '1'
      const page = await sidePage(readingContext(runtime, actor, request.id), request.params.id, pictures)
      return reply.headers(pageHeaders(pictures)).send(page)
    },
  )
}
