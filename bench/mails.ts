import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { stopwatch } from '../src/platform/time.ts'
import { contactAddress, messageText } from './correspondence.ts'

export interface MailsMeasured {
  mails: number
  /** Until the last was acknowledged. */
  acceptedSeconds: number
  /** Until the last had its fate. */
  seconds: number
  perSecond: number
}

/** Sends mails of many customers by SMTP and waits until every one has its fate. */
export async function sendMails(url: string, smtpPort: number, mails: number): Promise<MailsMeasured> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    pool: true,
    maxConnections: 8,
    ignoreTLS: true,
  })
  const run = randomUUID().slice(0, 8)
  const ids = Array.from({ length: mails }, (_, n) => `<${run}.${n}@bench.example>`)
  const began = stopwatch()
  await Promise.all(
    Array.from({ length: mails }, (_, n) =>
      transport.sendMail({
        from: { name: `Contact ${n + 1}`, address: contactAddress(n + 1) },
        to: 'support@cases.bench.example',
        subject: `Bench ${run} ${n}`,
        text: messageText(n),
        messageId: ids[n]!,
      }),
    ),
  )
  const acceptedSeconds = (stopwatch() - began) / 1000
  for (;;) {
    const { rows } = await client.query<{ done: number; cases: number }>(
      `select count(*) filter (where fate <> 'pending')::int as done, count(*) filter (where fate = 'new_case')::int as cases
       from inbound_mail where message_id = any($1)`,
      [ids],
    )
    if (rows[0]!.done === mails) {
      if (rows[0]!.cases !== mails) throw new Error(`only ${rows[0]!.cases} of ${mails} mails became cases`)
      break
    }
    if (stopwatch() - began > 120_000)
      throw new Error(`after two minutes ${rows[0]!.done} of ${mails} mails had a fate`)
    await new Promise((done) => setTimeout(done, 10))
  }
  const seconds = (stopwatch() - began) / 1000
  transport.close()
  await client.end()
  return { mails, acceptedSeconds, seconds, perSecond: mails / seconds }
}
