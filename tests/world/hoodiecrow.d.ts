declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net'

  interface Folder {
    uidvalidity: number
    uidnext: number
    messages: { uid: number; flags: string[]; raw: string }[]
  }
  interface Hoodiecrow {
    server: Server
    storage: Record<string, Folder>
    fetchHandlers: Record<string, (connection: unknown, message: { raw: string }) => unknown>
    getMailbox: (path: string) => Folder
    appendMessage: (path: string, flags: string[], at: Date | false, raw: string) => void
    listen: (port: number, host: string, listening: () => void) => void
    close: (closed?: () => void) => void
  }
  function hoodiecrow(options: { plugins: string[]; storage: Record<string, unknown>; debug?: boolean }): Hoodiecrow
  export = hoodiecrow
}
