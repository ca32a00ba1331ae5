import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { priorityAtIntake } from '../rules/lifecycle.ts'
import { type OpeningFacts, placesFacts } from '../store/opening.ts'
import { placeNewCase } from './place-new-case.ts'

export interface Opening {
  subject: string
  text: string
  typeId?: string | undefined
  priority?: Priority | undefined
  contactId?: string | undefined
  accountId?: string | undefined
}

/** Where a case would go if it were opened now; by the same rules that open it, and no number is used up. */
export async function expectCase(ctx: Context, { contactId, accountId, ...opening }: Opening) {
  ctx.require('cases.work')
  const facts: OpeningFacts = { number: 0, ...(await placesFacts(ctx.db, contactId ?? null, accountId ?? null)) }
  if (contactId && !facts.contact) throw new Refusal('not_found', { what: 'contact', id: contactId })
  if (accountId && !facts.accountId) throw new Refusal('not_found', { what: 'account', id: accountId })
  const about = { ...opening, channel: 'agent', opening: 'agent' as const, receivedAt: ctx.now }
  const { type, definition, queue } = await placeNewCase(ctx, about, facts)
  const { priority, because } = opening.priority
    ? { priority: opening.priority, because: 'chosen by hand' }
    : priorityAtIntake(`${opening.subject}\n${opening.text}`, definition.priority, facts.contact?.vip ?? false)
  return {
    type: { id: type.id, key: type.key, name: definition.name, because: type.because },
    team: { id: queue.teamId, name: queue.teamName },
    queueId: queue.id,
    priority,
    priorityBecause: because,
    accountId: facts.accountId,
    vip: facts.contact?.vip ?? false,
    language: facts.contact?.language ?? null,
  }
}
