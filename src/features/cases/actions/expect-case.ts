import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { withDefinitions } from '../../casetypes/actions.ts'
import type { FieldValues } from '../../casetypes/contract/fields.ts'
import { priorityByRule } from '../rules/intake.ts'
import { priorityAtIntake } from '../rules/lifecycle.ts'
import { type OpeningFacts, placesFacts } from '../store/opening.ts'
import { setFields } from './fields.ts'
import { placeNewCase, typeOfNewCase } from './place-new-case.ts'
import { whatAbout } from './what-about.ts'

export interface Opening {
  subject: string
  text: string
  typeId?: string | undefined
  priority?: Priority | undefined
  contactId?: string | undefined
  accountId?: string | undefined
  productId?: string | undefined
  assetId?: string | undefined
  tags: string[]
  custom: FieldValues
}

/** Where a case would go if it were opened now; by the same rules that open it, and no number is used up. */
export async function expectCase(ctx: Context, { contactId, accountId, custom: entered, ...opening }: Opening) {
  ctx.require('cases.work')
  const facts: OpeningFacts = { number: 0, ...(await placesFacts(ctx.db, contactId ?? null, accountId ?? null)) }
  if (contactId && !facts.contact) throw new Refusal('not_found', { what: 'contact', id: contactId })
  if (accountId && !facts.accountId) throw new Refusal('not_found', { what: 'account', id: accountId })
  const { product_id: productId } = await whatAbout(ctx, opening, facts.accountId)
  const about = { ...opening, productId, channel: 'agent', opening: 'agent' as const, receivedAt: ctx.now }
  const type = await typeOfNewCase(ctx, about, facts)
  const { definition } = type
  const found = opening.priority
    ? { priority: opening.priority, because: 'chosen by hand' }
    : priorityAtIntake(`${opening.subject}\n${opening.text}`, definition.priority, facts.contact?.vip ?? false)
  const { custom } = await setFields(ctx, definition, {}, entered, { id: null, accountId: facts.accountId })
  const known = { type, priority: found.priority, custom }
  const { queue, rule } = await placeNewCase(ctx, { ...about, contactId }, facts, known)
  const { priority, because } = priorityByRule(found, rule, opening.priority !== undefined)
  return {
    type: { id: type.id, key: type.key, name: definition.name, because: type.because },
    team: { id: queue.teamId, name: queue.teamName },
    queueId: queue.id,
    priority,
    priorityBecause: because,
    accountId: facts.accountId,
    vip: facts.contact?.vip ?? false,
    language: facts.contact?.language ?? null,
    productId,
    tags: opening.tags,
    custom,
  }
}

/** Everything by which a case is placed, for cases that are not opened; types come with their definitions. */
export async function placesOf(ctx: Context, contactId: string | null, accountId: string | null) {
  const facts = await placesFacts(ctx.db, contactId, accountId)
  const types = (await withDefinitions(ctx, facts.types)).map((type) => ({ ...type, because: 'as it is' }))
  return { ...facts, types }
}
