import { dayText, filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { linkPlaceholder } from '../../../platform/letter-links.ts'
import { type ResolutionLetter, resolutionLetter } from '../../cases/actions/resolution-readers.ts'
import { noteNobodyAsked } from '../../cases/actions/silence.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Reader } from '../../cases/rules/resolution-readers.ts'
import { writeLetter } from '../../conversations/actions/write-letter.ts'
import { replySubject } from '../../conversations/rules.ts'
import * as store from '../store.ts'
import { texts } from '../texts.ts'
import { endConfirmLinks, makeConfirmLink } from './confirm-link.ts'

/**
 * Writes to the customer, in the resolver's name, what was done, and asks whether it is solved. Whoever asked the same in a
 * case of the same account that was merged reads it too, of their own case, and may answer; nobody of another account does.
 */
export async function tellResolution(ctx: Context, event: RecordedEvent): Promise<void> {
  const { tellCustomer, askCustomer, summary, closesAt } = event.content
  if (!event.caseId || !tellCustomer || typeof summary !== 'string') return
  const system = ctx.asSystem()
  const resolved = await resolutionLetter(system, event.caseId)
  const setup = await store.setupOf(ctx.db)
  if (askCustomer) await endConfirmLinks(ctx, event.caseId)
  // Whoever asked in a merged case is told besides: the case itself waits for its own customer alone.
  if (!resolved.readers.some(({ askedIn }) => !askedIn)) await noteNobodyAsked(system, event.caseId)
  const asks = askCustomer === true ? new Date(String(closesAt)) : null
  for (const reader of resolved.readers)
    await tell(ctx, { ...resolved, caseId: event.caseId }, reader, { summary, asks, setup })
}

interface Resolution {
  summary: string
  /** When silence closes the case; null where nobody is asked. */
  asks: Date | null
  setup: Awaited<ReturnType<typeof store.setupOf>>
}

async function tell(
  ctx: Context,
  { caseId, author, ...itself }: ResolutionLetter & { caseId: string },
  { name, called, email, contactId, askedIn }: Reader,
  { summary, asks, setup }: Resolution,
): Promise<void> {
  const theirs = askedIn ?? itself
  const number = caseNumberText(theirs.number)
  const language = spokenLanguage(theirs.language, setup.language)
  const said = texts[language]
  const id = ctx.newId()
  const paragraphs = [
    name ? filled(said.hello, { name }) : said.helloNobody,
    filled(said.resolved, { subject: theirs.subject, number }),
    summary,
    ...(asks
      ? [
          `${said.ask}\n${linkPlaceholder(ctx, 'confirm')}`,
          filled(said.silence, { day: dayText(asks, language, setup.timeZone) }),
        ]
      : [said.noAsk]),
    [author?.name, setup.organisation].filter(Boolean).join('\n'),
  ]
  const spoken = askedIn && { askedIn: askedIn.id }
  if (asks)
    await makeConfirmLink(ctx, {
      ...{ caseId, messageId: id, contactId, email: email.toLowerCase(), closesAt: asks },
      ...spoken,
    })
  await writeLetter(ctx.asSystem(), {
    ...{ id, caseId, letter: 'resolution', besides: askedIn !== null, ...spoken },
    to: [{ name: called, email }],
    subject: replySubject(theirs.subject, number),
    text: paragraphs.join('\n\n'),
    language,
    ...(asks && { closing: asks }),
    author,
  })
}
