import { dayText, filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { invitationToMail, noteInvitationMail } from '../../people/actions/invitations.ts'
import { type Outgoing, unusableAddress } from './compose.ts'
import { handOver } from './hand-over.ts'
import { invitationTexts } from './invitation-texts.ts'

type Found = NonNullable<Awaited<ReturnType<typeof invitationToMail>>>

/** Mails an invitation as long as its link lives; what came of it stands with the person. */
export async function sendInvitation(frame: JobFrame): Promise<void> {
  const id = String(frame.payload.invitationId)
  const relay = frame.runtime.config.smtpOut
  const found = await frame.transaction((ctx) => invitationToMail(ctx, id))
  if (!found) return
  const note = (mail: 'waiting' | 'sent' | 'failed', problem: string | null) =>
    frame.transaction((ctx) => noteInvitationMail(ctx, { id, personId: found.personId }, { mail, problem }))
  if (!relay) return note('failed', 'No outgoing mail is set up any more. Hand the link on yourself.')
  if (!found.mailbox) return note('failed', 'There is no mailbox to send from. Set one up, then invite again.')
  if (unusableAddress([found.email]) !== null) return note('failed', `${found.email} takes no mail.`)
  const outcome = await handOver(relay, mailOf(id, found, found.mailbox))
  const refused = outcome.kind === 'sent' ? outcome.refused[0] : undefined
  if (refused) return note('failed', refused.error)
  if (outcome.kind === 'sent') return note('sent', null)
  if (outcome.kind === 'failed' || frame.lastAttempt) return note('failed', outcome.error)
  await note('waiting', outcome.error)
  throw new Error('the invitation waits for another try')
}

/** The same in every try, its Message-ID included. */
function mailOf(id: string, found: Found, mailbox: string): Outgoing {
  const language = spokenLanguage(found.language, found.organisationLanguage)
  const said = invitationTexts[language]
  const company = found.organisation || 'Caseward'
  const slots = { name: found.name, company, until: dayText(found.expiresAt, language, found.timeZone ?? 'UTC') }
  const about = found.hasPassword ? said.again : said.first
  return {
    messageId: `<invitation.${id}@${mailbox.slice(mailbox.lastIndexOf('@') + 1)}>`,
    inReplyTo: null,
    references: [],
    fromName: company,
    mailbox,
    replyTo: mailbox,
    to: [{ name: found.name, email: found.email }],
    cc: [],
    remaining: [found.email],
    subject: filled(about.subject, slots),
    text: [filled(said.hello, slots), filled(about.text, slots), found.url, filled(said.until, slots), company].join(
      '\n\n',
    ),
    html: null,
    quote: null,
    language,
    token: null,
    automatic: 'generated',
    at: found.at,
    files: [],
  }
}
