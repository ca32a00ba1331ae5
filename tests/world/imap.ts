import type { AddressInfo, Socket } from 'node:net'
import hoodiecrow from 'hoodiecrow-imap'

/** A real IMAP server that stands for a customer's mail provider: user `testuser`, password `testpass`. */
export interface ImapServer {
  port: number
  /** A mail arrives, and whoever waits in IDLE is told. */
  arrive: (raw: string) => void
  flagsOf: () => string[][]
  /** Cuts every connection, as a failing network does. */
  cut: () => void
  close: () => Promise<void>
}

const plugins = ['IDLE', 'UIDPLUS', 'AUTH-PLAIN', 'SASL-IR', 'LITERALPLUS', 'ID', 'ENABLE', 'NAMESPACE', 'SPECIAL-USE']

export async function openImapServer(inbox: {
  uidvalidity: number
  /** `bytes`: how large the server says that it is, where that is not the truth. */
  messages: { raw: string; uid?: number; flags?: string[]; bytes?: number }[]
  port?: number
}): Promise<ImapServer> {
  const messages = inbox.messages.map((message) => ({ flags: [], ...message }))
  const server = hoodiecrow({ plugins, storage: { INBOX: { uidvalidity: inbox.uidvalidity, messages } } })
  const claimed = new Map(inbox.messages.flatMap(({ raw, bytes }) => (bytes === undefined ? [] : [[raw, bytes]])))
  server.fetchHandlers['RFC822.SIZE'] = (_connection, { raw }) => claimed.get(raw) ?? raw.length
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(inbox.port ?? 0, '127.0.0.1', listening))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.server.address() as AddressInfo).port,
    arrive: (raw) => server.appendMessage('INBOX', [], false, raw),
    flagsOf: () => server.getMailbox('INBOX').messages.map(({ flags }) => flags),
    cut,
    close: () =>
      new Promise<void>((closed) => {
        server.server.close(() => closed())
        cut()
      }),
  }
}
