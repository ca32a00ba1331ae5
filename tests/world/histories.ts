import { ApiProblem } from '../../src/platform/client.ts'
import { inTransaction, systemActor } from '../../src/platform/runtime.ts'
import type { World } from './world.ts'

/** Things that people and customers do to a case; a refusal of the business is part of life. */
export const doings = [
  'customer writes',
  'machine writes',
  'late mail',
  'reply',
  'reply fails',
  'note',
  'call',
  'wait',
  'work',
  'raise',
  'lower',
  'other team',
  'tags',
  'pin',
  'unpin',
  'resolve',
  'reopen',
] as const
export type Doing = (typeof doings)[number]

export async function openCase(world: World, more: object = {}): Promise<string> {
  const body = { subject: 'Invoice 3381 charged twice', message: 'Please credit one.', ownerId: world.people.ana }
  const made = await world.as('ana').cases.createCase({
    body: { ...body, contactId: world.contacts.ingrid, ...more },
  })
  return made.id
}

/** One of the doings, by who may do all of them. */
export async function doTo(world: World, id: string, doing: Doing): Promise<void> {
  const params = { id }
  const { cases, conversations } = world.as('mira')
  const { version, team, status, owner } = await cases.getCase({ params })
  const finished = status === 'resolved' || status === 'closed'
  switch (doing) {
    case 'customer writes':
      return receive(world, id, {})
    case 'machine writes':
      return receive(world, id, { machine: true })
    case 'late mail':
      return receive(world, id, { receivedAt: new Date(world.now.getTime() - 5_400_000).toISOString() })
    case 'reply':
      await reply(world, id)
      return
    case 'reply fails':
      return messageFails(world, id, await reply(world, id))
    case 'note':
      await conversations.sendReply({ params, body: { kind: 'note', text: 'Look at the ledger.' } })
      return
    case 'call':
      await conversations.sendReply({
        params,
        body: { kind: 'call', text: 'Told them.', direction: 'out', outcome: 'Reached', reached: true },
      })
      return
    case 'wait':
    case 'work':
      if (finished) return
      await cases
        .transitionCase({
          params,
          body: { stage: doing === 'wait' ? 'waiting_customer' : 'verification', override: { reason: 'a test' } },
        })
        .catch(unless('transition_not_allowed'))
      return
    case 'raise':
    case 'lower':
      await cases.changeCase({ params, body: { version, priority: doing === 'raise' ? 'critical' : 'low' } })
      return
    case 'other team': {
      // A resolved case keeps its owner, and with them their team.
      if (finished) return
      const { accounts, technical } = world.teams
      const teamId = team.id === accounts ? technical : accounts
      await cases.changeCase({ params, body: { version, teamId } })
      return
    }
    case 'pin':
    case 'unpin': {
      const { items } = await world.as('mira').sla.listClocks({ params })
      const live = items.find(({ state }) => state === 'running' || state === 'paused')
      const dueAt = doing === 'pin' ? new Date(world.now.getTime() + 5_400_000).toISOString() : null
      if (live) await world.as('mira').sla.pinClock({ params: { id, clockId: live.id }, body: { dueAt, because: 'X' } })
      return
    }
    case 'tags':
      await cases.changeCase({ params, body: { version, tags: [`t${version}`] } })
      return
    case 'resolve':
      if (finished) return
      if (!owner) await cases.assignCase({ params, body: { ownerId: world.people.mira } })
      await cases.resolveCase({
        params,
        body: { summary: 'Credited', code: 'credited', override: { reason: 'a test' } },
      })
      return
    case 'reopen':
      if (status === 'resolved') await cases.reopenCase({ params, body: { reason: 'It came back' } })
  }
}

/** A case that stands where no such step leads stays there. */
const unless = (code: string) => (error: unknown) => {
  if (!(error instanceof ApiProblem) || error.code !== code) throw error
}

export async function reply(world: World, id: string): Promise<string> {
  const sent = await world
    .as('mira')
    .conversations.sendReply({ params: { id }, body: { kind: 'reply', text: 'We look into it.', undoSeconds: 0 } })
  return sent.id
}

export function messageFails(world: World, caseId: string, messageId: string): Promise<void> {
  return record(world, caseId, 'message.failed', { messageId })
}

export function receive(world: World, caseId: string, content: object): Promise<void> {
  const receivedAt = world.now.toISOString()
  return record(world, caseId, 'message.received', { messageId: crypto.randomUUID(), receivedAt, ...content })
}

async function record(world: World, caseId: string, name: string, content: Record<string, unknown>): Promise<void> {
  await inTransaction(world.runtime, systemActor, async (ctx) => void (await ctx.record({ name, caseId, content })))
}
