import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { InstantOut, Named, Priority, Status } from '../../platform/shapes.ts'
import { CaseRow } from '../cases/contract/case-row.ts'
import { Governance } from '../governance/contract.ts'

const Bucket = z.object({ key: z.string(), label: z.string(), count: z.int() })

export const Home = z.object({
  at: InstantOut,
  timeZone: z.string(),
  open: z.int(),
  openYesterdayEvening: z.int().nullable(),
  /** Restricted ones that I may not see: they count, without content. */
  restrictedOpen: z.int(),
  /** Something on them is past its date: a clock (so many), the next step, a task or a promise. */
  late: z.object({ count: z.int(), byClock: z.int(), oldestDueAt: InstantOut.nullable() }),
  atRisk: z.object({ count: z.int(), nextDueAt: InstantOut.nullable() }),
  onTrack: z.object({ count: z.int(), nextDueAt: InstantOut.nullable() }),
  waiting: z.object({ count: z.int(), forCustomer: z.int() }),
  /** A clock is past its limit, or was. */
  breached: z.int(),
  /** Open, at level 1 or above. */
  escalated: z.int(),
  unowned: z.int(),
  queued: z.int(),
  today: z.object({ opened: z.int(), reopened: z.int(), resolved: z.int(), resolvedAtFirstContact: z.int() }),
  kept7Days: z.object({ met: z.int(), finished: z.int() }),
  byPriority: z.array(z.object({ key: Priority, count: z.int() })),
  byStatus: z.array(z.object({ key: Status, count: z.int() })),
  byType: z.array(Bucket),
  byOwner: z.array(Bucket),
  byAge: z.array(z.object({ key: z.enum(['0-1', '1-3', '3-7', '7-14', '14-30', '30+']), count: z.int() })),
  backlog: z.array(z.object({ day: z.string(), in: z.int(), out: z.int(), open: z.int() })),
  load: z.array(
    z.object({
      person: Named,
      load: z.int(),
      capacity: z.int(),
      atRisk: z.int(),
      late: z.int(),
      away: z.boolean(),
      awayUntil: InstantOut.nullable(),
    }),
  ),
  /** The cases with the earliest dates that lie ahead. */
  nextDue: z.array(CaseRow),
  governance: Governance,
})
export type Home = z.infer<typeof Home>

export const reportsContract = {
  getHome: endpoint({
    method: 'GET',
    path: '/home',
    summary: 'How many open cases there are right now, and everything beside that number.',
    response: Home,
  }),
}
