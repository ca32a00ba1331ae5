import type { FastifyInstance } from 'fastify'
import type { OpenApi } from './document.ts'
import { referencePage } from './page.ts'

/** The description of the API for programs and for people. Both are made at their first use and kept. */
export function mountReference(app: FastifyInstance, base: string, describe: () => OpenApi): void {
  let document: OpenApi | undefined
  let json: string | undefined
  let page: string | undefined
  const described = () => {
    document ??= describe()
    return document
  }
  app.get('/api/openapi.json', (_request, reply) => {
    json ??= JSON.stringify(described())
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(json)
  })
  app.get('/api/docs', (_request, reply) => {
    page ??= referencePage(described(), base)
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      )
      .header('cache-control', 'no-cache')
      .send(page)
  })
}
