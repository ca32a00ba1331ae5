import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Runtime } from '../../../platform/runtime.ts'
import { stopwatch } from '../../../platform/time.ts'
import { maxMailBytes, receiveRaw } from '../actions/receive-mail.ts'
import type { RejectedBecause } from '../actions/reject-mail.ts'
import { mailboxesOf } from '../rules/addresses.ts'
import { activeMailboxes, isSetUp, type MailboxRow } from '../store/mailboxes.ts'
import { type Refusals, refusalsOf, SmtpRefusal } from './refusals.ts'

const mostConnections = 200
const mostConnectionsPerAddress = 50
const mostRecipients = 100
const idleMilliseconds = 60_000
/** A new or changed mailbox counts after this long; until then nothing is asked of the database for each mail. */
const knownForMilliseconds = 1000

export interface MailListener {
  close: () => Promise<void>
}

/** Takes mail by SMTP on the loopback address; 250 is said after the mail is kept. */
export async function openMailListener(runtime: Runtime): Promise<MailListener> {
  const connections = new Map<string, number>()
  const desk = knownDesk(runtime)
  const refusals = refusalsOf(runtime)
  const server = new SMTPServer({
    name: new URL(runtime.config.url).hostname,
    banner: 'Caseward',
    size: maxMailBytes,
    // Who says beforehand that a mail is too large is told so by us, and the ledger hears of it.
    hideSize: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: mostConnections,
    socketTimeout: idleMilliseconds,
    closeTimeout: 3000,
    logger: false,
    onConnect: ({ remoteAddress }, done) => {
      const open = (connections.get(remoteAddress) ?? 0) + 1
      connections.set(remoteAddress, open)
      done(open > mostConnectionsPerAddress ? refusal(421, 'Too many connections from your address, try later') : null)
    },
    onClose: (session) => {
      refusals.note(session)
      const { remoteAddress } = session
      const open = (connections.get(remoteAddress) ?? 1) - 1
      if (open > 0) connections.set(remoteAddress, open)
      else connections.delete(remoteAddress)
    },
    onMailFrom: ({ address, args }, session, done) => {
      refusals.note(session)
      const size = args && Number(args.SIZE)
      if (!size || size <= maxMailBytes) return done()
      const told = refusal(552, `Larger than ${maxMailBytes} bytes`)
      void refusals.wholly(session, { because: 'too_large', told, from: address, bytes: size }).then(() => done(told))
    },
    onRcptTo: ({ address }, session, done) => {
      acceptRecipient(runtime, desk, address, session, refusals).then(done, (error: unknown) =>
        done(temporary(runtime, error)),
      )
    },
    onData: (stream, session, done) => {
      acceptMail(runtime, desk, stream, session, refusals).then(
        (id) => done(null, `Kept as ${id}`),
        (error: unknown) => done(error instanceof SmtpRefusal ? error : temporary(runtime, error)),
      )
    },
  })
  server.on('error', (error) => runtime.log.warn({ err: error }, 'mail listener'))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(runtime.config.smtpInPort, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await refusals.noted()
    },
  }
}

/** The mailboxes that take mail, or null while nobody has set the desk up. */
type Desk = () => Promise<MailboxRow[] | null>

function knownDesk(runtime: Runtime): Desk {
  let known: Promise<MailboxRow[] | null> | null = null
  let since = 0
  const ask = async () => ((await isSetUp(runtime.db)) ? activeMailboxes(runtime.db) : null)
  return () => {
    if (known && stopwatch() - since < knownForMilliseconds) return known
    const asked = ask()
    known = asked
    since = stopwatch()
    // What failed is asked again by the next mail.
    asked.catch(() => {
      if (known === asked) known = null
    })
    return asked
  }
}

async function acceptRecipient(
  runtime: Runtime,
  desk: Desk,
  address: string,
  session: SMTPServerSession,
  refusals: Refusals,
): Promise<Error | null> {
  const mailboxes = await desk()
  if (!mailboxes) return refusal(451, 'Nobody has set this desk up yet, try later')
  if (session.envelope.rcptTo.length >= mostRecipients) return refusal(452, 'Too many recipients')
  const [mailbox] = mailboxesOf(mailboxes, [address], runtime.config.url)
  if (mailbox) return null
  const told = refusal(550, 'No such mailbox here')
  refusals.recipient(session, address, told)
  return told
}

async function acceptMail(
  runtime: Runtime,
  desk: Desk,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  refusals: Refusals,
): Promise<string> {
  const { raw, bytes, head } = await bytesOf(stream)
  const refuse = async (because: RejectedBecause, told: SmtpRefusal) => {
    await refusals.wholly(session, { because, told, bytes, head })
    return told
  }
  if (stream.sizeExceeded) throw await refuse('too_large', refusal(552, `Larger than ${maxMailBytes} bytes`))
  if (looksSmuggled(raw)) throw await refuse('bare_line_ends', refusal(550, 'Lines must end with CRLF'))
  const { mailFrom, rcptTo } = session.envelope
  const envelopeTo = rcptTo.map(({ address }) => address)
  const [mailbox] = mailboxesOf((await desk()) ?? [], envelopeTo, runtime.config.url)
  const { id } = await receiveRaw(runtime, {
    raw,
    source: 'smtp',
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo,
    ...(mailbox && { mailboxId: mailbox.id }),
  })
  refusals.forget(session)
  return id
}

/** Reads to the end in any case, so that the answer is understood; keeps nothing but the head beyond the limit. */
async function bytesOf(stream: SMTPServerDataStream): Promise<{ raw: Buffer; bytes: number; head: Buffer }> {
  const chunks: Buffer[] = []
  let bytes = 0
  let head: Buffer | null = null
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxMailBytes) chunks.push(chunk)
    else if (chunks.length > 0) {
      head = Buffer.concat(chunks.splice(0).slice(0, 4))
    }
  }
  const raw = Buffer.concat(chunks)
  return { raw, bytes, head: head ?? raw }
}

/** A dot alone between line ends that are not both CRLF is how one mail is made to end inside another (SMTP smuggling). */
function looksSmuggled(raw: Buffer): boolean {
  return /(?:(?<!\r)\n|\r(?!\n))\.(?:\r\n|\n|\r)|\r\n\.(?:\n|\r(?!\n))/.test(raw.toString('latin1'))
}

const refusal = (code: number, message: string) => new SmtpRefusal(code, message)

/** Whatever keeps us from storing a mail now is over later; the sender's server tries again. */
function temporary(runtime: Runtime, error: unknown): SmtpRefusal {
  runtime.log.error({ err: error }, 'mail could not be kept')
  const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC'
  return isFull
    ? refusal(452, 'No room at the moment, try later')
    : refusal(451, 'Cannot be kept at the moment, try later')
}
