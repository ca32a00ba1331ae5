import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { isOpenAt } from '../../calendars/rules.ts'
import { withDefinitions } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { suggestType } from '../../casetypes/rules.ts'
import type { IntakeRule } from '../../routing/contract/rules.ts'
import { matchRule } from '../../routing/rules/intake.ts'
import { usualQueue } from '../rules/place.ts'
import type { OpeningFacts } from '../store/opening.ts'
import type { NewCase } from './new-case.ts'

/** The type of questions that fit no other. */
export const generalType = 'general_question'

/** What a new case is: its type by choice, or by its words. */
export async function typeOfNewCase(
  ctx: Context,
  input: Pick<NewCase, 'typeId' | 'typeKey' | 'subject' | 'text'>,
  { types }: Pick<OpeningFacts, 'types'>,
) {
  return chooseType(await withDefinitions(ctx, types), input)
}
export type OfferedType = Awaited<ReturnType<typeof typeOfNewCase>>

type Placed = Pick<
  NewCase,
  | 'teamId'
  | 'queueId'
  | 'usual'
  | 'subject'
  | 'text'
  | 'channel'
  | 'mailboxId'
  | 'contactId'
  | 'productId'
  | 'language'
  | 'tags'
>

/** Where a new case belongs: its queue by choice, by the first rule that matches, by its mailbox, its type, or by default. */
export async function placeNewCase(
  ctx: Context,
  input: Placed,
  facts: Omit<OpeningFacts, 'number'>,
  about: { type: OfferedType; priority: string; custom: Record<string, unknown>; rules?: readonly IntakeRule[] },
) {
  const { queues } = facts
  const chosen = input.queueId ?? input.teamId
  const rules = about.rules ?? facts.rules
  const { rule, tried } = chosen
    ? { rule: null, tried: [] }
    : matchRule(
        {
          type: about.type.key,
          priority: about.priority,
          product: input.productId ?? null,
          channel: input.channel,
          account: facts.accountId,
          tier: facts.tier,
          tag: input.tags ?? [],
          language: input.language ?? facts.contact?.language ?? null,
          vip: facts.contact ? (facts.contact.vip ? 'yes' : 'no') : null,
          custom: about.custom,
          contact: input.contactId ?? null,
          mailbox: input.mailboxId ?? null,
          text: `${input.subject}\n${input.text}`,
          skills: facts.skills,
          open: await openCalendars(ctx, rules, facts.calendars),
        },
        rules,
      )
  const queue =
    queues.find(({ id }) => id === (rule?.queueId ?? input.queueId)) ?? usualQueue(queues, about.type, input)
  if (!queue) throw new Refusal('not_found', { what: 'queue' })
  if (input.teamId && queue.teamId !== input.teamId) throw new Refusal('not_found', { what: 'team', id: input.teamId })
  return { queue, hours: await hoursOfQueue(ctx, queue), rule, tried }
}

/** Which of the calendars that rules ask for are open now; nothing is read where none asks. */
async function openCalendars(ctx: Context, rules: readonly IntakeRule[], calendars: OpeningFacts['calendars']) {
  const asked = new Set(
    rules.flatMap(({ conditions }) => conditions.flatMap(({ field, values }) => (field === 'open' ? values : []))),
  )
  const refs = calendars.filter(({ id }) => asked.has(id))
  if (refs.length === 0) return []
  const hours = await hoursOf(ctx.db, refs)
  return refs.filter((ref) => isOpenAt(hours(ref), ctx.now.getTime())).map(({ id }) => id)
}

/** When the team of a queue is at work; null where no calendar says so. */
async function hoursOfQueue(
  ctx: Context,
  { calendarId: id, calendarVersion: version }: OpeningFacts['queues'][number],
) {
  return id && version ? (await hoursOf(ctx.db, [{ id, version }]))({ id, version }) : null
}

type Offered = OpeningFacts['types'][number] & { definition: CaseTypeDefinition }

function chooseType(types: readonly Offered[], input: Pick<NewCase, 'typeId' | 'typeKey' | 'subject' | 'text'>) {
  const chosen = types.find((type) => type.id === input.typeId || type.key === input.typeKey)
  if (chosen) return { ...chosen, because: 'chosen by hand' }
  if (input.typeId ?? input.typeKey)
    throw new Refusal('not_found', { what: 'case type', id: input.typeId ?? input.typeKey })
  const choices = types.map((type) => ({ ...type, words: type.definition.words }))
  const suggested = suggestType(choices, `${input.subject} ${input.text.slice(0, 4000)}`, generalType)
  if (!suggested) throw new Refusal('not_found', { what: 'case type' })
  const words = suggested.words.map((word) => `“${word}”`).join(', ')
  return {
    ...suggested.type,
    because: words ? `the message speaks of ${words}` : 'nothing in it speaks of another type',
  }
}
