import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { withDefinitions } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { suggestType } from '../../casetypes/rules.ts'
import type { OpeningFacts } from '../store/opening.ts'
import type { NewCase } from './open-case.ts'

/** The type of questions that fit no other. */
export const generalType = 'general_question'

/** Where a new case belongs: its type by choice or by its words, its queue by choice, type, mailbox or default. */
export async function placeNewCase(ctx: Context, input: NewCase, { types, queues }: OpeningFacts) {
  const type = chooseType(await withDefinitions(ctx, types), input)
  const queue =
    queues.find(({ id }) => id === input.queueId) ??
    queues.find(({ teamId }) => teamId === input.teamId) ??
    queues.find(({ id }) => id === type.queueId) ??
    queues.find(({ teamId }) => teamId === type.teamId) ??
    queueOfNamed(queues, type.definition.teams) ??
    queues.find(({ isDefault }) => isDefault) ??
    queues[0]
  if (!queue) throw new Refusal('not_found', { what: 'queue' })
  if (input.teamId && queue.teamId !== input.teamId) throw new Refusal('not_found', { what: 'team', id: input.teamId })
  return { type, definition: type.definition, queue, hours: await hoursOfQueue(ctx, queue) }
}

/** That of the first of these teams that there is. */
function queueOfNamed(queues: OpeningFacts['queues'], names: readonly string[]) {
  for (const name of names) {
    const queue = queues.find(({ teamName }) => teamName.toLowerCase() === name.toLowerCase())
    if (queue) return queue
  }
  return undefined
}

/** When the team of a queue is at work; null where no calendar says so. */
async function hoursOfQueue(
  ctx: Context,
  { calendarId: id, calendarVersion: version }: OpeningFacts['queues'][number],
) {
  return id && version ? (await hoursOf(ctx.db, [{ id, version }]))({ id, version }) : null
}

type Offered = OpeningFacts['types'][number] & { definition: CaseTypeDefinition }

function chooseType(types: readonly Offered[], input: NewCase) {
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
