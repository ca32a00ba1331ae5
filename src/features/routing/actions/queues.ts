import { isDeepStrictEqual } from 'node:util'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { whyNotGiven } from '../../cases/actions/hand-over.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import { assignableRoles } from '../../people/rules.ts'
import type { Queue } from '../contract/queues.ts'
import * as store from '../store/queues.ts'
import type { Asked } from './explain.ts'

export async function listQueues(ctx: Context): Promise<Queue[]> {
  ctx.require('cases.read')
  return store.queuesSeen(ctx.db, ctx.actor, ctx.now)
}

export async function createQueue(ctx: Context, body: Asked<'createQueue'>['body']): Promise<Queue> {
  ctx.require('settings.edit')
  await requireWhole(ctx, null, body)
  const id = ctx.newId()
  const { besideIds, fallbackIds, ...columns } = body
  await store.insertQueue(ctx.db, id, columns, ctx.now)
  await store.setTeams(ctx.db, id, besideIds, fallbackIds)
  await ctx.record({ name: 'queue.created', content: { queueId: id, queue: body.name, ...body } })
  ctx.changed({ kind: 'settings', id })
  return theQueue(ctx, id)
}

/** Changes a queue. What waits in it follows by reaction. */
export async function changeQueue(ctx: Context, id: string, body: Asked<'changeQueue'>['body']): Promise<Queue> {
  ctx.require('settings.edit')
  const before = await theQueue(ctx, id)
  const { version, isDefault, besideIds, fallbackIds, ...columns } = body
  const teams = {
    besideIds: besideIds ?? before.beside.map(({ id: teamId }) => teamId),
    fallbackIds: fallbackIds ?? before.fallbacks.map(({ id: teamId }) => teamId),
  }
  await requireWhole(ctx, id, { teamId: before.team.id, ...definedOf(columns), ...teams })
  if (!(await store.updateQueue(ctx.db, id, version, columns)))
    throw new Refusal('changed_meanwhile', { current: before })
  await store.setTeams(ctx.db, id, teams.besideIds, teams.fallbackIds)
  if (isDefault) await store.makeDefault(ctx.db, id)
  const after = await theQueue(ctx, id)
  const changed = Object.keys(after).filter(
    (key) => key !== 'version' && key !== 'standing' && !isDeepStrictEqual(after[key as 'name'], before[key as 'name']),
  )
  const part = (queue: Queue) => Object.fromEntries(changed.map((key) => [key, queue[key as 'name']]))
  await ctx.record({
    name: 'queue.changed',
    content: { queueId: id, queue: after.name, from: part(before), to: part(after) },
  })
  ctx.changed({ kind: 'settings', id })
  return after
}

export async function removeQueue(ctx: Context, id: string, version: number): Promise<void> {
  ctx.require('settings.edit')
  const before = await theQueue(ctx, id)
  if (before.isDefault) throw new Refusal('still_in_use', { because: 'make another queue the default first' })
  const uses = await store.usesOf(ctx.db, id)
  if (uses.length > 0) throw new Refusal('still_in_use', { because: `named by ${uses.join(', ')}` })
  if (!(await store.deleteQueue(ctx.db, id, version))) throw new Refusal('changed_meanwhile', { current: before })
  await ctx.record({ name: 'queue.removed', content: { queueId: id, queue: before.name } })
  ctx.changed({ kind: 'settings', id })
}

/** Who has left, or takes no cases any more, is duty holder of no queue: the lead of its team is, until somebody is chosen. */
export async function releaseDuty(ctx: Context, { content }: RecordedEvent): Promise<void> {
  const personId = String(content.personId)
  for (const { id, name } of await store.releaseDuty(ctx.db, personId, assignableRoles)) {
    const after = await store.dutyHolderOf(ctx.db, id)
    await ctx.record({
      name: 'queue.changed',
      content: {
        queueId: id,
        queue: name,
        from: { dutyHolder: { id: personId, name: content.name } },
        to: { dutyHolder: after },
        because: 'the duty holder has left, or takes no cases any more',
      },
    })
    ctx.changed({ kind: 'settings', id })
  }
}

async function theQueue(ctx: Context, id: string): Promise<Queue> {
  const [queue] = await store.queuesSeen(ctx.db, ctx.actor, ctx.now, id)
  if (!queue) throw new Refusal('not_found', { what: 'queue', id })
  return queue
}

const definedOf = <T extends object>(change: T) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

interface Wished {
  name?: string
  teamId?: string
  besideIds: readonly string[]
  fallbackIds: readonly string[]
  dutyHolderId?: string | null
}

async function requireWhole(ctx: Context, id: string | null, wished: Wished): Promise<void> {
  const teams = [...(wished.teamId ? [wished.teamId] : []), ...wished.besideIds, ...wished.fallbackIds]
  if (new Set(teams).size !== teams.length)
    throw new Refusal('malformed', { fields: [{ path: 'body.fallbackIds', message: 'names a team twice' }] })
  const known = await store.teamsAmong(ctx.db, teams)
  const unknown = teams.find((team) => !known.has(team))
  if (unknown) throw new Refusal('not_found', { what: 'team', id: unknown })
  if (wished.name && (await store.isNameTaken(ctx.db, wished.name, id)))
    throw new Refusal('already_exists', { field: 'name' })
  const because = wished.dutyHolderId ? await whyNoDutyHolder(ctx, wished.dutyHolderId, wished.teamId) : null
  if (because) throw new Refusal('cannot_be_assigned', { personId: wished.dutyHolderId, because })
}

/** Who answers for what waits in a queue can take cases, and may see those of its team. */
async function whyNoDutyHolder(ctx: Context, personId: string, teamId: string | undefined): Promise<string | null> {
  const because = await whyNotGiven(ctx, personId)
  if (because !== null || teamId === undefined || !(await store.isClosed(ctx.db, teamId))) return because
  const [actor] = await actorsOf(ctx.db, [personId])
  const sees = actor?.teamIds.includes(teamId) || actor?.rights.has('cases.see_restricted')
  return sees ? null : 'its team is closed, and they are not of it'
}
