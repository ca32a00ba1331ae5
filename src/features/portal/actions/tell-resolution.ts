import { dayText, filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { noteNobodyAsked } from '../../cases/actions/silence.ts'
import { getCase } from '../../cases/actions/views.ts'
import { writeLetter } from '../../conversations/actions/write-letter.ts'
import { replySubject } from '../../conversations/rules.ts'
import { mayWriteAutomatically } from '../../mailboxes/rules/automatic.ts'
import * as store from '../store.ts'
import { texts } from '../texts.ts'
import { linkPlaceholder, makeConfirmLink } from './confirm-link.ts'

/** Writes to the customer, in the resolver's name, what was done, and asks whether it is solved. */
export async function tellResolution(ctx: Context, event: RecordedEvent): Promise<void> {
  const { tellCustomer, askCustomer, summary, closesAt } = event.content
  if (!event.caseId || !tellCustomer || typeof summary !== 'string') return
  const system = ctx.asSystem()
  const resolved = await getCase(system, event.caseId)
  const setup = await store.setupOf(ctx.db)
  const to = resolved.replyTo.filter(({ email }) => mayWriteAutomatically(email, setup.ownAddresses)).slice(0, 1)
  const [person] = to
  if (!person) return noteNobodyAsked(system, event.caseId)
  const language = spokenLanguage(resolved.language, setup.language)
  const said = texts[language]
  const author = resolved.resolvedBy ?? resolved.owner
  const id = ctx.newId()
  const closing = new Date(String(closesAt))
  const name = resolved.contact?.name || person.name
  const paragraphs = [
    name ? filled(said.hello, { name }) : said.helloNobody,
    filled(said.resolved, { subject: resolved.subject, number: resolved.number }),
    summary,
    ...(askCustomer
      ? [
          `${said.ask}\n${linkPlaceholder(ctx)}`,
          filled(said.silence, { day: dayText(closing, language, setup.timeZone) }),
        ]
      : [said.noAsk]),
    [author?.name, setup.organisation].filter(Boolean).join('\n'),
  ]
  if (askCustomer) {
    await makeConfirmLink(ctx, {
      caseId: event.caseId,
      messageId: id,
      contactId: resolved.contact?.id ?? null,
      email: person.email.toLowerCase(),
      closesAt: closing,
    })
  }
  await writeLetter(system, {
    id,
    caseId: event.caseId,
    letter: 'resolution',
    to,
    subject: replySubject(resolved.subject, resolved.number),
    text: paragraphs.join('\n\n'),
    language,
    ...(askCustomer === true && { closing }),
    author: author && { id: author.id, name: author.name },
  })
}
