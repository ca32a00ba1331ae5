import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { readMail } from '../../src/features/mailboxes/reading/read-mail.ts'

/** A mail as the customer's own server took it. */
export interface Delivered {
  from: string
  to: string[]
  replyTo: string
  subject: string
  text: string
  messageId: string
  headers: Record<string, string>
  raw: string
}

export interface CustomerMail {
  /** Where our program delivers to: `CASEWARD_SMTP_OUT`. */
  url: string
  delivered: Delivered[]
  /** The first mail, past or to come, that `matches`. */
  next: (matches: (mail: Delivered) => boolean) => Promise<Delivered>
  close: () => Promise<void>
}

const patienceMilliseconds = 40_000

/** The mail server of everybody outside: a real SMTP server that keeps what it is given. */
export async function openCustomerMail(): Promise<CustomerMail> {
  const delivered: Delivered[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        delivered.push(asDelivered(Buffer.concat(chunks), to))
        done()
        for (const look of waiting) look()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered,
    next: (matches) =>
      new Promise((resolve, reject) => {
        const said = () => delivered.map((mail) => mail.subject).join(', ')
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no such mail came; these did: ${said()}`))
        }, patienceMilliseconds)
        const look = () => {
          const found = delivered.find(matches)
          if (!found) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function asDelivered(raw: Buffer, to: string[]): Delivered {
  const text = raw.toString('utf8')
  const head = text.slice(0, text.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, ' ')
  const headers = Object.fromEntries(
    head
      .split(/\r?\n/)
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const mail = readMail(raw, { trustedHosts: [], ownAddresses: [] })
  return {
    from: headers.from ?? '',
    to,
    replyTo: /[^<\s]+@[^>\s]+/.exec(headers['reply-to'] ?? headers.from ?? '')?.[0] ?? '',
    subject: mail.subject ?? '',
    text: mail.text,
    messageId: headers['message-id'] ?? '',
    headers,
    raw: text,
  }
}
