import { filled, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { writeLetter } from '../../conversations/actions/write-letter.ts'
import { mayWriteAutomatically } from '../rules/automatic.ts'
import { unusableAddress } from './compose.ts'
import * as store from './store.ts'
import { texts } from './texts.ts'

const windowHours = 24

/**
 * Tells the sender of a new case that their mail arrived, where the mailbox is set to: people only, once in a window.
 * Nothing that the sender wrote stands in it, since nobody has proved that the address is theirs.
 */
export async function acknowledge(ctx: Context, event: RecordedEvent): Promise<void> {
  const { opening, machine, imported, mustNotAutoReply, from, mailId, messageId } = event.content
  if (!event.caseId || !mailId || !opening || machine || imported || mustNotAutoReply) return
  const email = typeof from === 'string' ? from.toLowerCase() : ''
  const asked = await store.acknowledgementFacts(ctx.db, String(messageId))
  if (!asked?.acknowledge || asked.authenticationFailed) return
  if (unusableAddress([email]) !== null || !mayWriteAutomatically(email, await store.ownAddresses(ctx.db))) return
  const since = new Date(ctx.now.getTime() - windowHours * 3_600_000)
  if (!(await store.takeAcknowledgement(ctx.db, email, since, ctx.now))) return
  const language = spokenLanguage(asked.language, asked.organisationLanguage)
  const said = texts[language]
  const number = caseNumberText(asked.number)
  await writeLetter(ctx.asSystem(), {
    id: ctx.newId(),
    caseId: event.caseId,
    letter: 'acknowledgement',
    to: [{ name: '', email }],
    subject: `${said.subject} [${number}]`,
    text: [said.hello, filled(said.arrived, { number }), said.next, asked.organisation ?? ''].join('\n\n'),
    language,
    author: null,
  })
}
