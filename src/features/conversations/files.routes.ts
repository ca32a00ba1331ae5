import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../../platform/context.ts'
import { once, type RequireSight } from '../../platform/http/idempotency.ts'
import type { Authenticate } from '../../platform/http/implement.ts'
import { Refusal } from '../../platform/refusal.ts'
import { inTransaction, type Runtime, readingContext } from '../../platform/runtime.ts'
import { attachmentDisposition, safeFileName } from '../mailboxes/rules/file-names.ts'
import { attachmentBytes, findVisibleAttachment, uploadAttachment } from './actions/attachments.ts'
import { messagePage, pageHeaders } from './actions/message-page.ts'

/** Types a browser may show in place: none of them can carry a script. */
const shownInPlace = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** Files go up and down as bytes, beside the JSON of the contracts. */
export function mountFiles(
  app: FastifyInstance,
  runtime: Runtime,
  { authenticate, requireSight }: { authenticate: Authenticate; requireSight: RequireSight },
): void {
  const actorOf = async (request: FastifyRequest) => {
    const actor = await authenticate(request)
    if (!actor) throw new Refusal('not_signed_in')
    return actor
  }
  void app.register(async (scope) => {
    // Text and JSON are files here like any other.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: attachmentBytes }, (_request, body, done) =>
      done(null, body),
    )
    scope.post<{ Params: { id: string }; Querystring: { name?: string | string[] } }>(
      '/api/v1/cases/:id/attachments',
      async (request) => {
        const actor = await actorOf(request)
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        if (body.length === 0)
          throw new Refusal('malformed', { fields: [{ path: 'body', message: 'the file is empty' }] })
        const name = safeFileName([request.query.name ?? 'file'].flat()[0]!)
        const type = (request.headers['content-type'] ?? 'application/octet-stream').split(';')[0]!.trim().toLowerCase()
        const requestId = request.id
        const upload = (ctx: Context) => uploadAttachment(ctx, request.params.id, { name, type, bytes: body })
        const key = request.headers['idempotency-key']
        if (typeof key !== 'string') return inTransaction(runtime, actor, upload, { requestId })
        const asked = { key, url: request.url, body: { type, hash: hashOf(body) }, keepAnswer: true }
        return once(runtime, actor, asked, upload, { requestId, requireSight })
      },
    )
  })
  app.get<{ Params: { id: string }; Querystring: { show?: string } }>(
    '/api/v1/attachments/:id',
    async (request, reply) => {
      const actor = await actorOf(request)
      const file = await findVisibleAttachment(readingContext(runtime, actor, request.id), request.params.id)
      const inPlace = request.query.show === '1' && shownInPlace.has(file.type)
      return reply
        .header('content-type', inPlace ? file.type : 'application/octet-stream')
        .header('content-disposition', inPlace ? 'inline' : attachmentDisposition(file.name))
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, max-age=3600')
        .header('content-length', file.bytes)
        .send(runtime.files.stream(file.file_hash))
    },
  )
  app.get<{ Params: { id: string }; Querystring: { pictures?: string } }>(
    '/api/v1/messages/:id/page',
    async (request, reply) => {
      const actor = await actorOf(request)
      const pictures = request.query.pictures === '1'
      const page = await messagePage(readingContext(runtime, actor, request.id), request.params.id, pictures)
      return reply.headers(pageHeaders(pictures)).send(page)
    },
  )
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
