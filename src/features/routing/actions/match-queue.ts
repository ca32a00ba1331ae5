import type { Context } from '../../../platform/context.ts'
import type { CandidateFacts } from '../rules/facts.ts'
import { matchWaiting } from '../rules/match.ts'
import { against } from '../rules/route.ts'
import { historiesOf } from '../store/decisions.ts'
import { takeTurn } from '../store/members.ts'
import { lockWaiting, type WaitingRow } from '../store/waiting.ts'
import { type Decided, decidedOf, passedBy, preferred } from './decide-owner.ts'
import { membersFor, type StoredQueue, withHours } from './facts.ts'

export interface Looked {
  row: WaitingRow
  decided: Decided
}

export interface Matched {
  looked: Looked[]
  /** Whether somebody could still take more after this. */
  roomLeft: boolean
}

/** So many cases are decided in one transaction: others wait no longer than that for their turn. */
export const atOnce = 250

/** Decides as many waiting cases of a queue as belong into one transaction, in the order of the queue. */
export async function matchQueue(
  ctx: Context,
  stored: StoredQueue,
  which: { seen: readonly string[]; due: Date | null; taker?: string },
): Promise<Matched> {
  await takeTurn(ctx.db, [stored.id])
  const queue = await withHours(ctx.db, stored)
  const rows = await lockWaiting(ctx.db, queue, { ...which, limit: atOnce })
  if (rows.length === 0) return { looked: [], roomLeft: false }
  const members = await membersFor(ctx, queue.id)
  const histories = await historiesOf(
    ctx.db,
    rows.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const waiting = rows.map((row) => {
    const history = histories.get(row.id)
    return {
      id: row.id,
      priority: row.priority,
      queuedAt: row.queuedAt.getTime(),
      dueAt: row.dueAt?.getTime() ?? null,
      breached: row.breachedAt !== null,
      facts: {
        weight: row.weight,
        skills: row.skills,
        waitingSince: row.waitingSince.getTime(),
        dutyAt: row.dutyAt.getTime(),
        sticky: preferred(history),
        declined: passedBy(history),
        seenBy: row.restricted ? members.seesRestricted(row.teamId, history?.watchers ?? []) : null,
      },
    }
  })
  const taking = which.taker
  const people = taking
    ? members.candidates.flatMap((each) => (each.id === taking ? [byHand(each)] : []))
    : members.candidates
  const asked = taking ? { ...queue, mode: 'push' as const } : queue
  const matches = matchWaiting(asked, waiting, people, ctx.now.getTime(), taking ? 1 : undefined)
  const looked = matches.map(({ case: { id, facts }, result }): Looked => {
    const row = byId.get(id)!
    const routing = { queue: asked, case: facts, candidates: people }
    return { row, decided: decidedOf(ctx, routing, result, { queue: asked, waitingSince: row.waitingSince }) }
  })
  const blocked = against.role | against.absent | against.status
  const last = matches.at(-1)?.result.considered ?? []
  // Whatever this one weighs: behind it may wait what weighs the least.
  return { looked, roomLeft: last.some(({ against: bits, spare }) => (bits & blocked) === 0 && spare >= 1) }
}

/** Whoever takes work by hand is there, and may take more than they have room for. */
const byHand = (person: CandidateFacts): CandidateFacts => ({
  ...person,
  step: 0,
  status: 'online',
  absent: null,
  load: 0,
  capacity: Number.MAX_SAFE_INTEGER,
})
