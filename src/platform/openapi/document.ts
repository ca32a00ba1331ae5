import type { AnyEndpoint, Contract } from '../endpoint.ts'
import { refusals } from '../refusal.ts'
import { type Schema, schemaOf } from './schemas.ts'

/** An OpenAPI 3.1 document, as far as we write one. */
export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  security: Record<string, string[]>[]
  paths: Record<string, Partial<Record<Method, Operation>>>
  components: Record<string, Record<string, unknown>>
}
export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security?: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Answer | { $ref: string }>
}
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Schema
}
export interface Answer {
  description: string
  content?: Content
  headers?: Record<string, unknown>
}
export type Content = Record<string, { schema?: Schema }>

interface Described {
  version: string
  /** The contracts by noun. */
  api: Readonly<Record<string, Contract>>
  /** Endpoints that speak HTTP themselves, by noun and path, beside those of the contracts. */
  byHand: { noun: string; path: string; method: Method; operation: Omit<Operation, 'tags'> }[]
  /** Endpoints that take no Idempotency-Key: they speak HTTP themselves. */
  withoutKey: ReadonlySet<AnyEndpoint>
  isMounted: (endpoint: AnyEndpoint) => boolean
}

/** The whole API as one document, made from the contracts that the server answers by. */
export function openApiOf({ version, api, byHand, withoutKey, isMounted }: Described): OpenApi {
  const paths: OpenApi['paths'] = {}
  const tags = new Set<string>()
  const put = (path: string, method: Method, operation: Operation) => {
    paths[path] = { ...paths[path], [method]: operation }
    for (const tag of operation.tags) tags.add(tag)
  }
  for (const [noun, contract] of Object.entries(api)) {
    for (const [name, endpoint] of Object.entries(contract).filter(([, each]) => isMounted(each))) {
      const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
      put(path, endpoint.method.toLowerCase() as Method, operationOf(noun, name, endpoint, !withoutKey.has(endpoint)))
    }
  }
  for (const { noun, path, method, operation } of byHand) put(path, method, { tags: [noun], ...operation })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Caseward',
      version,
      description:
        'Customer cases and the customers they belong to. Every screen of Caseward works through this API. ' +
        'Send an API key as a bearer token; a browser sends its session cookie. Whatever is refused is answered as ' +
        'application/problem+json (RFC 9457) with a `code` and a sentence to read, and changes nothing. Lists are ' +
        'paged: pass `nextCursor` of one page as `cursor` for the next, until it is null.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...tags].map((name) => ({ name })),
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: `caseward key create`, or the settings.' },
        session: { type: 'apiKey', in: 'cookie', name: 'caseward_session', description: 'The session of a browser.' },
      },
      schemas: { Problem: problem },
      responses: Object.fromEntries(statuses.map((status) => [`Refused${status}`, refusalsWith(status)])),
    },
  }
}

function operationOf(noun: string, name: string, endpoint: AnyEndpoint, takesKey: boolean): Operation {
  const { method, summary, params, query, body, response, access } = endpoint
  const parameters = [...(params ? listed(params, 'path') : []), ...(query ? listed(query, 'query') : [])]
  if (method === 'POST' && takesKey) parameters.push(idempotencyKey)
  const answer = schemaOf(response, 'output')
  return {
    operationId: name,
    tags: [noun],
    summary,
    ...(access === 'open' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: answer } } },
      ...refused([
        ...(access === 'open' ? [] : [401, 403]),
        ...(params || query || body ? [404, 422] : []),
        ...(method === 'GET' ? [] : [409]),
        ...(access === 'open' && method === 'POST' ? [401, 410, 429] : []),
        503,
      ]),
    },
  }
}

/** References to the refusals of these statuses. */
export function refused(among: number[]): Operation['responses'] {
  return Object.fromEntries(among.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]))
}

/** Any URL of the API carries its parameters as text; each property of the shape is one. */
function listed(shape: Parameters<typeof schemaOf>[0], place: 'path' | 'query'): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input')
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description && { description }),
    schema,
  }))
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'One effect per key: a repeat gets the first answer, a different request under the same key is refused.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const problem: Schema = {
  type: 'object',
  description: 'Why something was refused (RFC 9457). Some codes carry more beside, such as what is missing.',
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...Object.keys(refusals), 'unexpected'] },
    title: { type: 'string' },
    detail: { type: 'string', description: 'What happened, what was kept, what to do.' },
    requestId: { type: 'string', description: 'Leads to the log entry.' },
    fields: {
      type: 'array',
      description: 'With `malformed`: each field that is not right.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'status', 'code', 'title', 'detail'],
}

const statuses = [...new Set(Object.values(refusals).map(({ status }) => status))].sort((a, b) => a - b)

function refusalsWith(status: number): Answer {
  const codes = Object.entries(refusals).filter(([, refusal]) => refusal.status === status)
  return {
    description: codes.map(([code, { text }]) => `\`${code}\`: ${text}`).join('\n\n'),
    ...(status === 503 && {
      headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
    }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes.map(([code]) => code) } } },
          ],
        },
      },
    },
  }
}
