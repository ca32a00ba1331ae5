import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Authenticate } from '../../platform/http/implement.ts'
import { answerProblem } from '../../platform/http/problems.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Runtime, readingContext } from '../../platform/runtime.ts'
import { handIn, noteTooLarge } from './actions/hand-in.ts'
import { rawHashOfMail, rawHashOfMessage } from './actions/ledger.ts'
import { maxMailBytes } from './actions/receive-mail.ts'
import { attachmentDisposition } from './rules/file-names.ts'

const Query = z.strictObject({ mailbox: z.string().trim().min(1).max(320).optional() })
type ById = { Params: { id: string } }

/** Mail goes in and out as bytes, beside the JSON of the contract. */
export function mountMail(app: FastifyInstance, runtime: Runtime, authenticate: Authenticate): void {
  const contextOf = async (request: FastifyRequest): Promise<Context> => {
    const actor = await authenticate(request)
    if (!actor) throw new Refusal('not_signed_in')
    return readingContext(runtime, actor, request.id)
  }
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      ['message/rfc822', 'message/global', 'application/octet-stream'],
      { parseAs: 'buffer', bodyLimit: maxMailBytes },
      (_request, body, done) => done(null, body),
    )
    // A body over the limit never reaches the route, but it is a mail that was seen.
    scope.setErrorHandler(async (error: FastifyError, request, reply) => {
      if (error.statusCode === 413) {
        const bytes = Number(request.headers['content-length'] ?? 0)
        await contextOf(request)
          .then((ctx) => noteTooLarge(runtime, ctx, Number.isSafeInteger(bytes) ? bytes : 0))
          .catch(() => {})
      }
      answerProblem(error, request, reply)
    })
    scope.post('/api/v1/inbound-mail', { bodyLimit: maxMailBytes }, async (request, reply) => {
      const ctx = await contextOf(request)
      const { mailbox } = Query.parse(request.query)
      const raw = request.body ?? Buffer.alloc(0)
      if (!Buffer.isBuffer(raw)) throw new Refusal('unreadable_mail', { because: 'send it as message/rfc822' })
      const key = request.headers['idempotency-key']
      const idempotencyKey = typeof key === 'string' ? key.slice(0, 200) : undefined
      const answer = await handIn(runtime, ctx, { raw, mailbox, idempotencyKey })
      return reply.code(answer.fate === 'pending' ? 202 : 200).send(answer)
    })
  })
  app.get<ById>('/api/v1/mail-ledger/:id/raw', async (request, reply) =>
    sendRaw(runtime, reply, await rawHashOfMail(await contextOf(request), request.params.id)),
  )
  app.get<ById>('/api/v1/messages/:id/raw', async (request, reply) =>
    sendRaw(runtime, reply, await rawHashOfMessage(await contextOf(request), request.params.id)),
  )
}

/** Always a download of plain text: nothing in it is ever rendered here. */
const sendRaw = (runtime: Runtime, reply: FastifyReply, hash: string) =>
  reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('content-disposition', attachmentDisposition('message.eml'))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .send(runtime.files.stream(hash))
