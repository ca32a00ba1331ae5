import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  from: string
  to: string[]
  raw: string
  /** The header field of that name, unfolded; undefined where the mail has none. */
  header: (name: string) => string | undefined
}

/** A real SMTP server that stands for the world outside. */
export interface Relay {
  url: string
  mails: Received[]
  /** What it says to the next commands: an SMTP code refuses, undefined takes. */
  answer: { recipient?: (email: string) => number | undefined; message?: (mail: Received) => number | undefined }
  close: () => Promise<void>
}

export async function openRelay(): Promise<Relay> {
  const relay: Omit<Relay, 'close' | 'url'> = { mails: [], answer: {} }
  const refusal = (code: number) => Object.assign(new Error(`the relay says ${code}`), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      const code = relay.answer.recipient?.(address)
      callback(code ? refusal(code) : null)
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1')
        const { mailFrom, rcptTo } = session.envelope
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          header: (name: string) => headersOf(raw).get(name.toLowerCase()),
        }
        const code = relay.answer.message?.(mail)
        if (!code) relay.mails.push(mail)
        callback(code ? refusal(code) : null)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  return Object.assign(relay, { url: `smtp://127.0.0.1:${port}`, close })
}

function headersOf(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}
