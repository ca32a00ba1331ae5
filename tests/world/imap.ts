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
  messages: { raw: string; uid?: number; flags?: string[] }[]
  port?: number
}): Promise<ImapServer> {
  const messages = inbox.messages.map((message) => ({ flags: [], ...message }))
  const server = hoodiecrow({ plugins, storage: { INBOX: { uidvalidity: inbox.uidvalidity, messages } } })
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
