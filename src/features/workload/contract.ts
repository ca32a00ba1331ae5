import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named } from '../../platform/shapes.ts'
import { CaseRow } from '../cases/contract/case-row.ts'

/** Open cases of one column, by how pressing they are. Those that the reader may not see are left out. */
const Pressing = {
  open: z.int(),
  /** Of them, those that wait for somebody else and so take no room. */
  waiting: z.int(),
  /** Something on them is past its date: a clock, the next step, a task or a promise. */
  late: z.int(),
  atRisk: z.int(),
  /** Since when the oldest of them is open. */
  oldestAt: InstantOut.nullable(),
}

export const CarriedCase = z.object({ case: CaseRow, weight: z.int() })
export type CarriedCase = z.infer<typeof CarriedCase>

export const Carrier = z.object({
  person: Named,
  status: z.enum(['online', 'away', 'busy', 'off']),
  statusSince: InstantOut,
  /** Why they get no cases now, in words; null while they are here. */
  absent: z.string().nullable(),
  takesCases: z.boolean(),
  /** Away for days, or for good: nobody can give them anything. */
  gone: z.boolean(),
  /** In the unit of `capacity`, over every team they are in. */
  load: z.int(),
  capacity: z.int(),
  ...Pressing,
  /** The most pressing ones, at most 30. */
  cases: z.array(CarriedCase),
})
export type Carrier = z.infer<typeof Carrier>

export const WaitingQueue = z.object({
  queue: Named,
  /** When the next of them is brought to whoever is on duty. */
  calledAt: InstantOut.nullable(),
  ...Pressing,
  cases: z.array(CarriedCase),
})
export type WaitingQueue = z.infer<typeof WaitingQueue>

export const Workload = z.object({
  team: Named,
  lead: Named,
  at: InstantOut,
  queues: z.array(WaitingQueue),
  people: z.array(Carrier),
})
export type Workload = z.infer<typeof Workload>

/** Where a case goes: to a person, or back to the queue of its team for routing. */
export const Move = z.strictObject({ caseId: Id, toId: Id.nullable() })
export type Move = z.infer<typeof Move>

export const LoadChange = z.object({ person: Named, before: z.int(), after: z.int(), capacity: z.int() })
export type LoadChange = z.infer<typeof LoadChange>

export const MovePlan = z.object({
  moves: z.array(
    z.object({
      case: CaseRow,
      to: Named.nullable(),
      /** Why it cannot go there, in words; null when it can. */
      refused: z.string().nullable(),
      /** What whoever moves it should know, most important first. */
      notes: z.array(z.string()),
    }),
  ),
  /** Everybody whose load it changes. */
  people: z.array(LoadChange),
  /** What is to be known of all of it; of a proposal why these and no others, or why none. */
  because: z.array(z.string()),
})
export type MovePlan = z.infer<typeof MovePlan>

const Team = z.object({ id: Id })

export const workloadContract = {
  getWorkload: endpoint({
    method: 'GET',
    path: '/teams/:id/workload',
    summary: 'Queues and people of a team at this moment: load, status, oldest, at risk, and the most pressing cases.',
    params: Team,
    response: Workload,
  }),
  previewMoves: endpoint({
    method: 'POST',
    path: '/workload/preview',
    summary: 'What moving cases would mean for the cases and for the people; changes nothing.',
    body: z.union([
      z.strictObject({ moves: z.array(Move).min(1).max(500) }),
      z.strictObject({ allOf: Id, toId: Id.nullable() }),
    ]),
    response: MovePlan,
  }),
  proposeRebalance: endpoint({
    method: 'GET',
    path: '/teams/:id/rebalance',
    summary: 'The fewest moves that even out the load of a team, each with its reason; changes nothing.',
    params: Team,
    response: MovePlan,
  }),
}
