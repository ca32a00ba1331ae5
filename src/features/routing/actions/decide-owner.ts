import type { Context } from '../../../platform/context.ts'
import type { RoutingFacts, WantedSkill } from '../rules/facts.ts'
import { type KeptDecision, type KeptDetail, keptOf } from '../rules/kept.ts'
import { type RoutingResult, route } from '../rules/route.ts'
import { waitingLine } from '../rules/words.ts'
import { type CaseHistory, historiesOf, insertDecisions, ownerOf } from '../store/decisions.ts'
import { takeTurn } from '../store/members.ts'
import { insertOffers } from '../store/offers.ts'
import { membersFor, type StoredQueue, withHours } from './facts.ts'

export interface CaseToRoute {
  caseId: string
  queue: StoredQueue
  /** The team whose members see it where it is restricted. */
  teamId: string
  weight: number
  restricted: boolean
  skills: readonly WantedSkill[]
  waitingSince: Date
  dutyAt: Date
  rule?: KeptDetail['rule']
  /** Who gives it back in this act, which its history does not tell yet. */
  returnedBy?: string | undefined
  /** Of a new case, to which nothing happened yet: whom to prefer. */
  fresh?: { sticky: readonly { id: string; because: string }[] }
}

/** What becomes of a case: somebody gets it, is offered it, or it waits for the reasons that are said. */
export interface Decided {
  id: string
  owner: { id: string; name: string } | null
  offer: { id: string; to: { id: string; name: string }; expiresAt: Date } | null
  because: string[]
  /** What stands beside a case that waits; nothing where it has an owner. */
  waiting: { waiting_since: Date; waiting_because: string; routing_wake_at: Date | null } | null
  kept: KeptDecision
}

/** Decides who gets a case, with everyone considered. The caller assigns, records, and keeps the decision. */
export async function decideOwner(ctx: Context, subject: CaseToRoute): Promise<Decided> {
  await takeTurn(ctx.db, [subject.queue.id])
  const members = await membersFor(ctx, subject.queue.id)
  const history = subject.fresh ? undefined : (await historiesOf(ctx.db, [subject.caseId])).get(subject.caseId)
  const facts: RoutingFacts = {
    queue: await withHours(ctx.db, subject.queue),
    case: {
      weight: subject.weight,
      skills: subject.skills,
      waitingSince: subject.waitingSince.getTime(),
      dutyAt: subject.dutyAt.getTime(),
      sticky: subject.fresh?.sticky ?? preferred(history),
      declined: passedBy(history, returnOf(ctx, subject)),
      seenBy: subject.restricted ? members.seesRestricted(subject.teamId, history?.watchers ?? []) : null,
    },
    candidates: members.candidates,
  }
  return decidedOf(ctx, facts, route(facts, ctx.now.getTime()), subject)
}

const returnOf = ({ actor }: Context, { returnedBy }: CaseToRoute): CaseHistory['declined'] =>
  returnedBy ? [{ id: returnedBy, how: actor.id === returnedBy ? 'gave_back' : 'taken_back' }] : []

/** Who is not asked again, by what they did. */
export const passedBy = (known: CaseHistory | undefined, inThisAct: CaseHistory['declined'] = []) =>
  new Map([...(known?.declined ?? []), ...inThisAct].map(({ id, how }) => [id, how]))

/** Who is asked before anybody else: who had the case that this one follows up, then the account's named agent. */
export const preferred = (known: Pick<CaseHistory, 'earlier' | 'named'> | undefined) => [
  ...(known?.earlier
    ? [{ id: known.earlier.id, because: `${known.earlier.name} had the case that it follows up` }]
    : []),
  ...(known?.named ? [{ id: known.named.id, because: `${known.named.name} is the account’s named agent` }] : []),
]

/** What a decision means for its case. */
export function decidedOf(
  ctx: Context,
  facts: RoutingFacts,
  result: RoutingResult,
  { queue, waitingSince, rule = null }: Pick<CaseToRoute, 'queue' | 'waitingSince' | 'rule'>,
): Decided {
  const now = ctx.now.getTime()
  const winner = result.owner && { id: result.owner.person.id, name: result.owner.person.name }
  const offered = winner !== null && queue.mode === 'offer'
  const kept = keptOf(facts, result, { rule, offered })
  const expiresAt = new Date(now + queue.offerMinutes * 60_000)
  const line = offered
    ? waitingLine(
        [`offered to ${winner.name}`],
        [{ at: expiresAt.getTime(), kind: 'back', text: 'the next one is asked' }],
        now,
        queue.zone,
      )
    : waitingLine(kept.because, result.ahead, now, queue.zone)
  return {
    id: ctx.newId(),
    owner: offered ? null : winner,
    offer: offered ? { id: ctx.newId(), to: winner, expiresAt } : null,
    because: kept.because,
    waiting:
      winner && !offered
        ? null
        : {
            waiting_since: waitingSince,
            waiting_because: line,
            routing_wake_at: offered ? expiresAt : result.wakeAt === null ? null : new Date(result.wakeAt),
          },
    kept,
  }
}

/** Keeps a decision, and the offer it made, once the case it is about stands in the database. */
export const keepDecision = (ctx: Context, caseId: string, queueId: string, cause: string, decided: Decided) =>
  keepDecisions(ctx, queueId, cause, [{ caseId, decided }])

/** The same for several cases of a queue. */
export async function keepDecisions(
  ctx: Context,
  queueId: string,
  cause: string,
  all: readonly { caseId: string; decided: Decided }[],
): Promise<void> {
  await insertDecisions(
    ctx.db,
    all.map(({ caseId, decided: { id, owner, offer, kept } }) => {
      const ownerId = owner?.id ?? offer?.to.id ?? null
      return { id, caseId, at: ctx.now, cause, queueId, ownerId, ...kept }
    }),
  )
  await insertOffers(
    ctx.db,
    all.flatMap(({ caseId, decided: { offer } }) =>
      offer
        ? [{ id: offer.id, caseId, queueId, personId: offer.to.id, offeredAt: ctx.now, expiresAt: offer.expiresAt }]
        : [],
    ),
  )
}

/** Waits for the turn in queues before anything that those who open cases take after it, such as contracts. */
export const awaitTurn = (ctx: Context, ...queueIds: string[]): Promise<void> => takeTurn(ctx.db, queueIds)

export const earlierOwner = (ctx: Context, caseId: string) => ownerOf(ctx.db, caseId)
