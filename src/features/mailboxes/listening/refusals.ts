import type { SMTPServerSession } from 'smtp-server'
import type { Runtime } from '../../../platform/runtime.ts'
import { noteRejected, type RejectedBecause } from '../actions/reject-mail.ts'

export class SmtpRefusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** What was refused on a connection, for the mail ledger. */
export interface Refusals {
  /** One recipient is unknown. The mail is refused only if nobody else takes it. */
  recipient: (session: SMTPServerSession, address: string, told: SmtpRefusal) => void
  /** The mail as a whole is refused. */
  wholly: (
    session: SMTPServerSession,
    mail: { because: RejectedBecause; told: SmtpRefusal; from?: string; bytes: number; head?: Buffer },
  ) => Promise<void>
  /** Somebody took the mail: it has its own line. */
  forget: (session: SMTPServerSession) => void
  /** The transaction is over: where nobody took the mail, it stands as rejected. */
  note: (session: SMTPServerSession) => void
  /** When everything is written down. */
  noted: () => Promise<void>
}

const mostRecipients = 20

export function refusalsOf(runtime: Runtime): Refusals {
  const open = new WeakMap<SMTPServerSession, { from: string; to: string[]; told: SmtpRefusal }>()
  const writing = new Set<Promise<void>>()
  const write = (session: SMTPServerSession, mail: Omit<Parameters<typeof noteRejected>[1], 'source' | 'client'>) => {
    const written = noteRejected(runtime, { source: 'smtp', client: session.remoteAddress, ...mail })
    writing.add(written)
    return written.finally(() => writing.delete(written))
  }
  const toldOf = ({ responseCode, message }: SmtpRefusal) => `${responseCode} ${message}`
  return {
    recipient: (session, address, told) => {
      const { mailFrom } = session.envelope
      const refused = open.get(session) ?? { from: mailFrom ? mailFrom.address : '', to: [], told }
      if (refused.to.length < mostRecipients) refused.to.push(address)
      open.set(session, refused)
    },
    wholly: (session, { because, told, from, bytes, head }) => {
      const { mailFrom, rcptTo } = session.envelope
      open.delete(session)
      return write(session, {
        because,
        told: toldOf(told),
        bytes,
        envelopeFrom: from ?? (mailFrom ? mailFrom.address : ''),
        envelopeTo: rcptTo.map(({ address }) => address),
        ...(head && { head }),
      })
    },
    forget: (session) => open.delete(session),
    note: (session) => {
      const refused = open.get(session)
      if (!refused) return
      open.delete(session)
      void write(session, {
        because: 'unknown_recipient',
        told: toldOf(refused.told),
        envelopeFrom: refused.from,
        envelopeTo: refused.to,
      })
    },
    noted: async () => {
      await Promise.all(writing)
    },
  }
}
