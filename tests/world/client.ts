import type { FastifyInstance } from 'fastify'
import { api } from '../../src/api.ts'
import { ApiProblem, type Client } from '../../src/platform/client.ts'

export type Clients = { [K in keyof typeof api]: Client<(typeof api)[K]> }
type Headers = Record<string, string>
type Call = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** Every endpoint of the API as a typed call into the app, without a network. A refusal is thrown as an `ApiProblem`. */
export function clientsFor(app: FastifyInstance, headers: Headers): Clients {
  const nouns = Object.entries(api).map(([noun, contract]) => {
    const calls = Object.entries(contract).map(([name, e]) => [name, (call: Call = {}) => send(app, e, call, headers)])
    return [noun, Object.fromEntries(calls)]
  })
  return Object.fromEntries(nouns) as Clients
}

async function send(
  app: FastifyInstance,
  e: { method: string; path: string },
  call: Call,
  headers: Headers,
): Promise<unknown> {
  const answer = await app.inject({
    method: e.method as 'GET',
    url: `/api/v1${pathOf(e.path, call.params)}`,
    query: queryOf(call.query),
    headers,
    ...(call.body !== undefined && { payload: call.body as object }),
  })
  const body: unknown = answer.body === '' ? undefined : answer.json()
  if (answer.statusCode >= 400) throw new ApiProblem(answer.statusCode, body as Record<string, unknown>)
  return body
}

export const pathOf = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))

const queryOf = (query: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  )
