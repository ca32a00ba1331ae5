import { AttachmentView } from './features/conversations/contract.ts'
import { InboundMailAnswer } from './features/mailboxes/contract.ts'
import { type Content, type Method, type Operation, type Parameter, refused } from './platform/openapi/document.ts'
import { type Schema, schemaOf } from './platform/openapi/schemas.ts'

type ByHand = { noun: string; path: string; method: Method; operation: Omit<Operation, 'tags'> }

const text: Content = { 'text/plain': { schema: { type: 'string' } } }
const anyBytes: Content = { '*/*': {} }
const inPath = (name: string): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const inQuery = (name: string, description: string, values?: string[]): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string', ...(values && { enum: values }) },
})
const idempotencyKey: Parameter = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }

const readiness: Schema = {
  type: 'object',
  properties: {
    status: { type: 'string', enum: ['ready', 'not_ready'] },
    checks: { type: 'object', additionalProperties: { type: 'string', description: '`ok`, or what is wrong.' } },
  },
  required: ['status', 'checks'],
}

/** Endpoints that carry mail, files, pages, events or the state of the program instead of JSON by a contract. */
export const apiByHand: ByHand[] = [
  {
    noun: 'mailboxes',
    path: '/api/v1/inbound-mail',
    method: 'post',
    operation: {
      operationId: 'handInMail',
      summary: 'Takes one mail as it came, and answers what became of it.',
      description:
        'Kept before anything else, then read and threaded. When that takes longer than ten seconds the answer is ' +
        '202 with `pending`, and the ledger entry of that id tells the fate later.',
      parameters: [inQuery('mailbox', 'The address it came to, where its headers do not tell.'), idempotencyKey],
      requestBody: { required: true, content: { 'message/rfc822': {} } },
      responses: {
        200: {
          description: 'Its fate.',
          content: { 'application/json': { schema: schemaOf(InboundMailAnswer, 'output') } },
        },
        202: {
          description: 'Kept; still being worked on.',
          content: { 'application/json': { schema: schemaOf(InboundMailAnswer, 'output') } },
        },
        ...refused([401, 403, 413, 422, 503]),
      },
    },
  },
  {
    noun: 'mailboxes',
    path: '/api/v1/mail-ledger/{id}/raw',
    method: 'get',
    operation: {
      operationId: 'rawMail',
      summary: 'A received mail, byte by byte as it came.',
      parameters: [inPath('id')],
      responses: { 200: { description: 'The mail.', content: text }, ...refused([401, 403, 404, 503]) },
    },
  },
  {
    noun: 'conversations',
    path: '/api/v1/messages/{id}/raw',
    method: 'get',
    operation: {
      operationId: 'rawMessage',
      summary: 'The mail that a message came in, byte by byte.',
      parameters: [inPath('id')],
      responses: { 200: { description: 'The mail.', content: text }, ...refused([401, 403, 404, 503]) },
    },
  },
  {
    noun: 'conversations',
    path: '/api/v1/messages/{id}/page',
    method: 'get',
    operation: {
      operationId: 'messagePage',
      summary: 'The HTML of a message as a page of its own, without scripts, to be shown in a frame.',
      parameters: [inPath('id'), inQuery('pictures', '1 loads pictures from other places.', ['0', '1'])],
      responses: {
        200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } },
        ...refused([401, 403, 404, 503]),
      },
    },
  },
  {
    noun: 'sideconversations',
    path: '/api/v1/side-messages/{id}/page',
    method: 'get',
    operation: {
      operationId: 'sideMessagePage',
      summary:
        'The HTML of a mail in a side conversation as a page of its own, without scripts, to be shown in a frame.',
      parameters: [inPath('id'), inQuery('pictures', '1 loads pictures from other places.', ['0', '1'])],
      responses: {
        200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } },
        ...refused([401, 403, 404, 503]),
      },
    },
  },
  {
    noun: 'conversations',
    path: '/api/v1/cases/{id}/attachments',
    method: 'post',
    operation: {
      operationId: 'uploadAttachment',
      summary: 'Keeps a file for a message that is being written; the message then names its id.',
      parameters: [inPath('id'), inQuery('name', 'What the file is called.'), idempotencyKey],
      requestBody: { required: true, content: anyBytes },
      responses: {
        200: {
          description: 'The file.',
          content: { 'application/json': { schema: schemaOf(AttachmentView, 'output') } },
        },
        ...refused([401, 403, 404, 409, 413, 422, 503]),
      },
    },
  },
  {
    noun: 'conversations',
    path: '/api/v1/attachments/{id}',
    method: 'get',
    operation: {
      operationId: 'downloadAttachment',
      summary: 'A file, as a download.',
      parameters: [inPath('id'), inQuery('show', '1 shows pictures in place.', ['0', '1'])],
      responses: { 200: { description: 'The file.', content: anyBytes }, ...refused([401, 403, 404, 503]) },
    },
  },
  {
    noun: 'live',
    path: '/api/v1/live',
    method: 'get',
    operation: {
      operationId: 'live',
      summary: 'What changed, as it changes: Server-Sent Events that name the kind and the id, never the content.',
      parameters: [inQuery('since', 'Also what changed since this instant, of the last half minute.')],
      responses: {
        200: {
          description: 'Events `change` with `{ kind, id }`.',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        ...refused([401, 422, 503]),
      },
    },
  },
  {
    noun: 'health',
    path: '/healthz',
    method: 'get',
    operation: {
      operationId: 'isUp',
      summary: 'The program is up.',
      security: [],
      responses: { 200: { description: 'It is.', content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  },
  {
    noun: 'health',
    path: '/readyz',
    method: 'get',
    operation: {
      operationId: 'isReady',
      summary: 'Whether everything it needs is there: database, migrations, worker, mail listener.',
      description: 'A fault shows within ten seconds, and so does its end.',
      security: [],
      responses: {
        200: { description: 'Ready.', content: { 'application/json': { schema: readiness } } },
        503: {
          description: 'Not ready; `checks` says what is missing.',
          content: { 'application/json': { schema: readiness } },
        },
      },
    },
  },
  {
    noun: 'health',
    path: '/metrics',
    method: 'get',
    operation: {
      operationId: 'metrics',
      summary:
        'Numbers for Prometheus: to this machine itself, and to keys and people with the right to read settings.',
      responses: { 200: { description: 'Prometheus text.', content: text }, ...refused([401, 403, 503]) },
    },
  },
]
