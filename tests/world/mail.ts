import { once } from 'node:events'
import { connect } from 'node:net'
import type { Selectable } from 'kysely'
import { createTransport } from 'nodemailer'
import { expect } from 'vitest'
import type { InboundMailAnswer } from '../../src/features/mailboxes/contract.ts'
import { idAt } from '../../src/platform/ids.ts'
import type { Message } from '../../src/platform/tables.gen.ts'
import type { World } from './world.ts'

/** A mail as text: usual sender and recipient unless told otherwise. */
export const mailOf = (headers: Record<string, string>, text = 'The pump stopped at noon.'): string => {
  const all = {
    From: 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>',
    To: 'support@caseward.example',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${lines.join('\r\n')}\r\n\r\n${text}\r\n`
}

/** Hands a mail in by HTTP and answers with its fate. */
export async function deliver(
  world: World,
  mail: string | Buffer,
  options: { mailbox?: string; key?: string } = {},
): Promise<InboundMailAnswer> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    query: options.mailbox ? { mailbox: options.mailbox } : {},
    headers: {
      ...world.headersOf('admin'),
      'content-type': 'message/rfc822',
      ...(options.key && { 'idempotency-key': options.key }),
    },
    payload: mail,
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

/** Sends bytes by SMTP; answers with what the server said last. */
export async function sendRaw(
  port: number,
  raw: Buffer | string,
  to: string | string[],
  from = 'somebody@customer.example',
): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  try {
    const { response } = await transport.sendMail({ raw, envelope: { from, to } })
    return response
  } finally {
    transport.close()
  }
}

/** Sends one mail after the other through one connection, as a mail server does that has many. */
export function openSender(port: number) {
  const maxMessages = Number.POSITIVE_INFINITY
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages,
  })
  return {
    send: async (raw: Buffer, to: string): Promise<string> =>
      (await transport.sendMail({ raw, envelope: { from: 'somebody@customer.example', to } })).response,
    close: () => transport.close(),
  }
}

/** A message that we sent on a case, as the sending job leaves it. */
export async function sentOn(
  world: World,
  caseId: string,
  sent: { messageId: string; to: string },
): Promise<Pick<Selectable<Message>, 'id'>> {
  return world.runtime.db
    .insertInto('message')
    .values({
      id: idAt(world.now),
      case_id: caseId,
      kind: 'email',
      direction: 'out',
      public: true,
      to_addresses: JSON.stringify([{ name: '', email: sent.to }]),
      message_id: sent.messageId,
      received_at: world.now,
      created_at: world.now,
      released_at: world.now,
      sent_at: world.now,
      delivery: 'sent',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Speaks SMTP byte by byte: each step is sent when the one before was answered. Gives the answers. */
export async function talk(port: number, steps: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1')
  const answers: string[] = []
  try {
    for (const step of ['', ...steps]) {
      if (step) socket.write(step, 'latin1')
      let answer = ''
      while (!/^\d{3} [^\n]*\n$/m.test(answer)) answer += String((await once(socket, 'data'))[0])
      answers.push(answer.trim())
    }
  } finally {
    socket.destroy()
  }
  return answers
}
