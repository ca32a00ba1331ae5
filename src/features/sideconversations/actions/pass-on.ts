import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { whoIsLessened } from '../../people/actions/less-than-before.ts'
import * as store from '../store/conversations.ts'
import { askedOf, sidesToPassOn } from '../store/passing-on.ts'
import { about } from './load.ts'
import { toOwner } from './stand-in.ts'

/**
 * Whoever leaves for good, or reads no cases any more, leaves nothing unattended: what they saw to is seen to by the owner
 * of its case, else by who took over their work, else by the lead of its team or another one of it: the first of them who
 * may see the case.
 */
export async function passOnSides(ctx: Context, event: RecordedEvent): Promise<void> {
  for (const { id, readsCases } of await whoIsLessened(ctx, event)) if (!readsCases) await passOn(ctx, id, event)
}

async function passOn(ctx: Context, leaver: string, event: RecordedEvent): Promise<void> {
  const { handedOverTo: chosen } = event.content
  // A queue sees to nothing.
  const heir = typeof chosen === 'string' && chosen !== 'queue' ? chosen : null
  const toPassOn = await sidesToPassOn(ctx.db, leaver, heir)
  const sees = await whoMaySee(
    ctx.db,
    toPassOn.flatMap(({ wanted }) => wanted.map(({ id }) => id)),
    toPassOn.map(({ caseId }) => caseId),
  )
  for (const { id, caseId, wanted } of toPassOn) {
    const to = wanted.find((each) => sees(each.id, caseId))
    const side = to && (await store.lockSide(ctx.db, id))
    if (side?.owner_id !== leaver || side.status === 'closed') continue
    await store.updateSide(ctx.db, id, null, { owner_id: to!.id })
    await ctx.asSystem().record({
      name: 'side_conversation.changed',
      caseId: side.standingCaseId,
      causeId: event.id,
      content: { ...about(side), owner: to!.name, to: [to], said: `Now yours: ${side.party}, ${side.subject}` },
    })
  }
  for (const { id } of await askedOf(ctx.db, leaver)) await tellUnanswered(ctx, id, event)
}

/** Whom they asked has left: whoever sees to it asks somebody else, or ends it. */
async function tellUnanswered(ctx: Context, id: string, event: RecordedEvent): Promise<void> {
  const side = await store.lockSide(ctx.db, id)
  if (side?.status !== 'open') return
  await ctx.asSystem().record({
    name: 'side_conversation.changed',
    caseId: side.standingCaseId,
    causeId: event.id,
    content: {
      ...about(side),
      left: side.party,
      to: await toOwner(ctx, side),
      said: `${side.party} ${event.name === 'person.deactivated' ? 'has left' : 'reads no cases any more'} and will not answer: ${side.subject}`,
    },
  })
}
