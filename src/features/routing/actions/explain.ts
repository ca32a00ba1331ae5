import type { Context } from '../../../platform/context.ts'
import type { InputOf, ResultOf } from '../../../platform/endpoint.ts'
import type { RoutingDecision } from '../contract/decision.ts'
import type { routingContract } from '../contract.ts'
import type { KeptCandidate, KeptDetail } from '../rules/kept.ts'
import { decisionsOf } from '../store/decisions.ts'
import { offersOf } from '../store/offers.ts'
import { countedBy, dutyHolderOf } from '../store/queues.ts'

export type Asked<E extends keyof typeof routingContract> = InputOf<(typeof routingContract)[E]>

interface RoutedCase {
  id: string
  owner_id: string | null
  status: string
  queue_id: string | null
  waiting_since: Date | null
  waiting_because: string | null
  routing_wake_at: Date | null
  routing_due_at: Date | null
  duty_told_at: Date | null
}

/** Everything that routing decided about a case, and why it waits where it does. */
export async function explainRouting(
  ctx: Context,
  record: RoutedCase,
): Promise<ResultOf<(typeof routingContract)['getRouting']>> {
  const offers = await offersOf(ctx.db, record.id)
  return {
    items: (await decisionsOf(ctx.db, record.id)).map(shownDecision),
    offers: offers.map(({ personId, personName, offeredAt, expiresAt, endedAt, outcome, ...offer }) => ({
      ...offer,
      person: { id: personId, name: personName },
      offeredAt: offeredAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      outcome: outcome as 'accepted' | null,
    })),
    waiting: await waitingOf(ctx, record),
  }
}

async function waitingOf(ctx: Context, record: RoutedCase) {
  const { owner_id: owner, queue_id: queueId, routing_due_at: dutyAt, waiting_since: since, status } = record
  if (owner || !queueId || !dutyAt || !since || status === 'resolved' || status === 'closed') return null
  return {
    since: since.toISOString(),
    because: record.waiting_because ?? 'it was not looked at yet',
    lookAt: record.routing_wake_at?.toISOString() ?? null,
    dutyAt: dutyAt.toISOString(),
    countsBy: await countedBy(ctx.db, queueId),
    dutyHolder: await dutyHolderOf(ctx.db, queueId),
    dutyToldAt: record.duty_told_at?.toISOString() ?? null,
  }
}

function shownDecision(row: Awaited<ReturnType<typeof decisionsOf>>[number]): RoutingDecision {
  const detail = row.detail as KeptDetail
  return {
    id: row.id,
    at: row.at.toISOString(),
    cause: row.cause,
    queue: row.queueId && row.queueName ? { id: row.queueId, name: row.queueName } : null,
    winner: row.ownerId && row.ownerName ? { id: row.ownerId, name: row.ownerName } : null,
    offered: detail.offered ?? false,
    rule: detail.rule ?? null,
    skills: [...(detail.skills ?? [])],
    relaxed: detail.relaxed ?? { skills: false, teams: 0 },
    because: row.because as unknown as string[],
    ahead: [...(detail.ahead ?? [])],
    considered: (row.considered as unknown as KeptCandidate[]).map(shownCandidate),
  }
}

export const shownCandidate = ({ id, name, lastAssignedAt, ...candidate }: KeptCandidate) => ({
  ...candidate,
  // Decisions from before there were fallback teams looked at one team.
  step: candidate.step ?? 0,
  has: candidate.has ?? [],
  unmet: candidate.unmet ?? [],
  person: { id, name },
  lastAssignedAt: lastAssignedAt ? new Date(lastAssignedAt).toISOString() : null,
})
