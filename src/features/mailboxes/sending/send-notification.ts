import { instantText } from '../../../platform/catalogue.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { markMailed, notificationToMail } from '../../notifications/actions.ts'
import { oneLine } from '../reading/safe-text.ts'
import { unusableAddress } from './compose.ts'
import { outcomeOf, outcomeOfError } from './outcome.ts'
import { defaultSender } from './store.ts'
import { transportTo } from './transport.ts'

/** Mails a colleague what stands in their list; the list has it whatever comes of this. */
export async function sendNotification({ runtime, payload, lastAttempt, transaction }: JobFrame): Promise<void> {
  const id = String(payload.id)
  const [told, from] = await transaction(
    async (ctx) => [await notificationToMail(ctx, id), await defaultSender(ctx.db)] as const,
  )
  if (!told) return
  const { smtpOut: relay, url } = runtime.config
  const settled = (mail: 'sent' | 'kept' | 'failed', error: string | null = null) =>
    transaction((ctx) => markMailed(ctx, id, { mail, error }))
  if (!relay || !from?.mailbox || told.demo) return settled('kept')
  if (unusableAddress([told.email]) !== null) return settled('failed', `${told.email} cannot be mailed.`)
  const transport = await transportTo(relay)
  const outcome = await transport
    .sendMail({
      messageId: `<notification.${id}@${from.mailbox.slice(from.mailbox.lastIndexOf('@') + 1)}>`,
      date: told.at,
      from: { name: oneLine(from.organisation ?? '', 120), address: from.mailbox },
      to: { name: oneLine(told.name, 200), address: told.email.toLowerCase() },
      ...letter(told, url, told.timeZone ?? from.timeZone ?? 'UTC'),
      textEncoding: 'quoted-printable',
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      // Nobody is told that a notification could not be delivered (RFC 3834 §3.3).
      envelope: { from: '', to: [told.email.toLowerCase()] },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    .then(outcomeOf, outcomeOfError)
  if (outcome.kind === 'sent' && outcome.refused.length === 0) return settled('sent')
  const error = 'error' in outcome ? outcome.error : (outcome.refused[0]?.error ?? null)
  if (outcome.kind !== 'later' || lastAttempt) return settled('failed', error)
  throw new Error('the notification waits for another try')
}

type Told = NonNullable<Awaited<ReturnType<typeof notificationToMail>>>

function letter({ kind, content, number, subject, team }: Told, url: string, timeZone: string) {
  const { metric, milestone, level, dueAt } = content as Record<string, string | number | null>
  const clock = milestone ?? String(metric).replaceAll('_', ' ')
  const what = kind === 'clock_warned' ? 'Warning' : `Escalation, level ${level}`
  const due = typeof dueAt === 'string' ? `, due ${instantText(new Date(dueAt), 'en', timeZone)} (${timeZone})` : ''
  return {
    subject: oneLine(`${what}: ${caseNumberText(number)} ${subject}`, 300),
    text: [
      `${what} for ${clock}${due}.`,
      `${caseNumberText(number)} ${subject}\nTeam: ${team}`,
      `${url}/cases/${caseNumberText(number)}`,
    ].join('\n\n'),
  }
}
