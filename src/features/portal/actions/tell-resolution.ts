import { dayText, filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { noteNobodyAsked } from '../../cases/actions/silence.ts'
import { getCase } from '../../cases/actions/views.ts'
import type { Case } from '../../cases/contract.ts'
import { writeLetter } from '../../conversations/actions/write-letter.ts'
import { replySubject } from '../../conversations/rules.ts'
import { mayWriteAutomatically } from '../../mailboxes/rules/automatic.ts'
import * as store from '../store.ts'
import { texts } from '../texts.ts'
import { endConfirmLinks, linkPlaceholder, makeConfirmLink } from './confirm-link.ts'

/**
 * Writes to the customer, in the resolver's name, what was done, and asks whether it is solved. Whoever asked the same in a
 * case of the same account that was merged reads it too, and may answer; nobody of another account does.
 */
export async function tellResolution(ctx: Context, event: RecordedEvent): Promise<void> {
  const { tellCustomer, askCustomer, summary, closesAt } = event.content
  if (!event.caseId || !tellCustomer || typeof summary !== 'string') return
  const system = ctx.asSystem()
  const resolved = await getCase(system, event.caseId)
  const setup = await store.setupOf(ctx.db)
  const reached = ({ email }: { email: string }) => mayWriteAutomatically(email, setup.ownAddresses)
  const [person] = resolved.replyTo.filter(reached)
  const own = person && {
    ...{ contactId: resolved.contact?.id ?? null, language: resolved.language, email: person.email },
    name: resolved.contact?.name || person.name,
    called: person.name,
  }
  const others = (await store.mergedAskers(ctx.db, event.caseId))
    .filter(reached)
    .filter(({ email }) => email.toLowerCase() !== person?.email.toLowerCase())
    .map((asker) => ({ ...asker, called: asker.name }))
  if (askCustomer) await endConfirmLinks(ctx, event.caseId)
  const asked = [...(own ? [own] : []), ...others]
  if (asked.length === 0) return noteNobodyAsked(system, event.caseId)
  const asks = askCustomer === true ? new Date(String(closesAt)) : null
  for (const asker of asked) await tell(ctx, resolved, asker, { summary, asks, setup })
}

interface Told {
  contactId: string | null
  /** As the letter speaks to them, and as its address does. */
  name: string
  called: string
  email: string
  language: string | null
}

interface Resolution {
  summary: string
  /** When silence closes the case; null where nobody is asked. */
  asks: Date | null
  setup: Awaited<ReturnType<typeof store.setupOf>>
}

async function tell(ctx: Context, resolved: Case, person: Told, { summary, asks, setup }: Resolution): Promise<void> {
  const language = spokenLanguage(person.language, setup.language)
  const said = texts[language]
  const author = resolved.resolvedBy ?? resolved.owner
  const id = ctx.newId()
  const { name } = person
  const paragraphs = [
    name ? filled(said.hello, { name }) : said.helloNobody,
    filled(said.resolved, { subject: resolved.subject, number: resolved.number }),
    summary,
    ...(asks
      ? [`${said.ask}\n${linkPlaceholder(ctx)}`, filled(said.silence, { day: dayText(asks, language, setup.timeZone) })]
      : [said.noAsk]),
    [author?.name, setup.organisation].filter(Boolean).join('\n'),
  ]
  if (asks) {
    await makeConfirmLink(ctx, {
      caseId: resolved.id,
      messageId: id,
      contactId: person.contactId,
      email: person.email.toLowerCase(),
      closesAt: asks,
    })
  }
  await writeLetter(ctx.asSystem(), {
    id,
    caseId: resolved.id,
    letter: 'resolution',
    to: [{ name: person.called, email: person.email }],
    subject: replySubject(resolved.subject, resolved.number),
    text: paragraphs.join('\n\n'),
    language,
    ...(asks && { closing: asks }),
    author: author && { id: author.id, name: author.name },
  })
}
