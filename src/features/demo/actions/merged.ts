import { type Retell, systemActor } from '../../../platform/runtime.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { getCase } from '../../cases/actions/views.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { mergeCases } from '../../families/actions/merge-cases.ts'
import type { DemoContact } from '../rules/company/contacts.ts'
import { MINUTE } from '../rules/timing.ts'
import type { Company } from './make-company.ts'

/** What one customer wrote twice, by two ways. */
const twice = [
  {
    subject: 'Chiller switches off at night',
    text: 'Our chiller switched off twice this week, always between two and four at night. In the morning it starts again as if nothing had been.',
    minutesAgo: 96,
  },
  {
    subject: 'Chiller off again last night',
    text: 'I wrote earlier and now have the log: compressor pressure too high at 02:41. Does that help you?',
    minutesAgo: 58,
  },
] as const

/** Two cases about one thing, which their lead made one; it can still be undone. Answers with the ids of both. */
export async function makeMerged(retell: Retell, company: Company, contact: DemoContact, now: Date): Promise<string[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const contactId = company.contactIds.get(contact.email)!
  const ids: string[] = []
  for (const { subject, text, minutesAgo } of twice) {
    const { answer } = await retell(systemActor, before(minutesAgo), async (ctx) => {
      const opened = await openCase(ctx, {
        subject,
        text,
        typeKey: 'technical_issue',
        contactId,
        teamId: company.teamIds.technical,
        channel: 'form',
        opening: 'customer',
        receivedAt: ctx.now,
        demo: true,
      })
      await insertFirstMessage(ctx, opened, { text, from: 'customer', contactId })
      return opened.id
    })
    ids.push(answer)
  }
  await retell(company.leads.technical, before(41), async (ctx) => {
    const [into, from] = [await getCase(ctx, ids[0]!), await getCase(ctx, ids[1]!)]
    await mergeCases(ctx, from.id, { into: into.id, version: from.version, intoVersion: into.version })
  })
  return ids
}
