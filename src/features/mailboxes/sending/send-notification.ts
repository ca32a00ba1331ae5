import { dayText, filled, instantText, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { linkToDecide } from '../../approvals/actions/link.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { markMailed, notificationToMail } from '../../notifications/actions.ts'
import type { Notification, NotificationKind } from '../../notifications/contract.ts'
import { Metric } from '../../sla/contract.ts'
import { type Outgoing, unusableAddress } from './compose.ts'
import { handOver } from './hand-over.ts'
import { type NotificationTexts, notificationTexts, type OtherKind } from './notification-texts.ts'
import { defaultSender } from './store.ts'

type Told = NonNullable<Awaited<ReturnType<typeof notificationToMail>>>
type Sender = NonNullable<Awaited<ReturnType<typeof defaultSender>>>

/** Mails a colleague what stands in their list; the list has it whatever comes of this. */
export async function sendNotification({ runtime, payload, lastAttempt, transaction }: JobFrame): Promise<void> {
  const id = String(payload.id)
  const [told, from] = await transaction(
    async (ctx) => [await notificationToMail(ctx, id), await defaultSender(ctx.db)] as const,
  )
  if (!told) return
  const { smtpOut: relay, links: url } = runtime.config
  const settled = (mail: 'sent' | 'kept' | 'failed', error: string | null = null) =>
    transaction((ctx) => markMailed(ctx, id, { mail, error }))
  if (!relay || !from?.mailbox || told.demo) return settled('kept')
  if (unusableAddress([told.email]) !== null) return settled('failed', `${told.email} cannot be mailed.`)
  const link = await transaction((ctx) => linkIn(ctx, id, told))
  const outcome = await handOver(relay, mailOf(id, told, { ...from, mailbox: from.mailbox, url }, link))
  if (outcome.kind === 'sent' && outcome.refused.length === 0) return settled('sent')
  const error = 'error' in outcome ? outcome.error : (outcome.refused[0]?.error ?? null)
  if (outcome.kind !== 'later' || lastAttempt) return settled('failed', error)
  throw new Error('the notification waits for another try')
}

/** The same in every try, its Message-ID included; in the language of whoever reads it. */
function mailOf(id: string, told: Told, from: Sender & { mailbox: string; url: string }, link: Link): Outgoing {
  const language = spokenLanguage(told.language, from.organisationLanguage)
  const said = notificationTexts[language]
  const { clock, said: words, dueAt } = told.content as unknown as Pick<Notification, 'clock' | 'said' | 'dueAt'>
  const number = caseNumberText(told.number)
  const zone = told.timeZone ?? from.timeZone ?? 'UTC'
  const what = whatHappened(said, told.kind as NotificationKind, clock)
  const due = dueAt ? instantText(new Date(dueAt), language, zone) : null
  const named = clock
    ? (clock.milestone ?? said.metrics[Metric.parse(clock.metric)])
    : ofApproval(told.kind)
      ? words
      : null
  return {
    messageId: `<notification.${id}@${from.mailbox.slice(from.mailbox.lastIndexOf('@') + 1)}>`,
    inReplyTo: null,
    references: [],
    fromName: from.organisation ?? '',
    mailbox: from.mailbox,
    replyTo: from.mailbox,
    to: [{ name: told.name, email: told.email }],
    cc: [],
    remaining: [told.email.toLowerCase()],
    subject: `${what}: ${number} ${told.subject}`,
    text: [
      named ? filled(due ? said.happenedDue : said.happened, { what, clock: named, due: due ?? '', zone }) : `${what}.`,
      ...(link
        ? [`${said.decide}\n${link.url}`, filled(said.decideUntil, { until: dayText(link.until, language, zone) })]
        : []),
      `${number} ${told.subject}\n${filled(said.team, { team: told.team })}`,
      `${from.url}/cases/${number}`,
    ].join('\n\n'),
    html: null,
    quote: null,
    language,
    token: null,
    automatic: 'generated',
    at: told.at,
    files: [],
  }
}

type Link = Awaited<ReturnType<typeof linkToDecide>>

/** Whose word is asked for decides from the mail. */
async function linkIn(ctx: Context, id: string, { kind, personId, content }: Told): Promise<Link> {
  const { approvalId } = content as unknown as { approvalId?: string }
  const asks = kind === 'approval_asked' || kind === 'approval_reminded'
  return asks && approvalId ? linkToDecide(ctx, { id, personId, approvalId }) : null
}

const ofApproval = (kind: string): boolean => kind.startsWith('approval_')

function whatHappened(said: NotificationTexts, kind: NotificationKind, clock: Notification['clock']): string {
  if (kind === 'clock_warned') return said.warning
  if (kind === 'clock_escalated') return filled(said.escalation, { level: String(clock?.level) })
  return said.others[kind as OtherKind]
}
