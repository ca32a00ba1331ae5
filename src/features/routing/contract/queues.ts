import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Named, Ok, Text, Version } from '../../../platform/shapes.ts'

export const RoutingMethod = z.enum(['spare_number', 'spare_share', 'round_robin'])
/** push: given at once; offer: offered to one person after another; pull: people take the next one. */
export const RoutingMode = z.enum(['push', 'offer', 'pull'])
/** all_hours: around the clock. open_hours: while the calendar of its team is open, else that of the organisation. */
export const CountsIn = z.enum(['all_hours', 'open_hours'])
const Minutes = z.int().min(0).max(43_200)

const settings = {
  name: Text(80),
  /** Whose cases they are; its people are asked first. */
  teamId: Id,
  /** Further teams whose people are asked from the beginning. */
  besideIds: z.array(Id).max(20),
  /** Teams that are asked too while nobody could take a case, one after another. */
  fallbackIds: z.array(Id).max(20),
  /** priority: then who waits longest. deadline: the nearest first, what is over it before all. */
  takesFirst: z.enum(['priority', 'deadline']),
  method: RoutingMethod,
  mode: RoutingMode,
  offerMinutes: z.int().min(1).max(1440),
  /** By what the times of waiting count: until skills are given up, further teams asked, the duty holder told. */
  countsIn: CountsIn,
  /** After which optional skills are given up. */
  relaxMinutes: Minutes,
  /** After which the first fallback team is asked; each further one after as long again. */
  fallbackMinutes: Minutes,
  /** After which the duty holder is told. */
  routingMinutes: z.int().min(1).max(43_200),
  /** Null: the lead of the team. */
  dutyHolderId: Id.nullable(),
}

export const Queue = z.object({
  id: Id,
  name: z.string(),
  team: Named,
  beside: z.array(Named),
  /** In the order in which they are asked. */
  fallbacks: z.array(Named),
  takesFirst: settings.takesFirst,
  method: RoutingMethod,
  mode: RoutingMode,
  offerMinutes: z.int(),
  countsIn: CountsIn,
  /** Whose open hours count where they do: that of its team, else of the organisation. */
  calendar: Named.nullable(),
  relaxMinutes: z.int(),
  fallbackMinutes: z.int(),
  routingMinutes: z.int(),
  dutyHolderId: Id.nullable(),
  /** Who is told in the end: the one chosen, else the lead of the team. */
  dutyHolder: Named,
  /** Where cases go that nothing sends elsewhere. */
  isDefault: z.boolean(),
  /** Whether I am of a team that works it from the beginning, so that I may take the next one. */
  mine: z.boolean(),
  /** Of all cases there, whoever may see them. */
  standing: z.object({
    waiting: z.int(),
    /** Since when the one waits that waits longest. */
    oldestSince: InstantOut.nullable(),
    /** Waiting past the instant at which the duty holder is told. */
    overdue: z.int(),
    /** Waiting with a clock that is over or at risk. */
    atRisk: z.int(),
    offered: z.int(),
    /** Open with an owner. */
    owned: z.int(),
  }),
  version: Version,
})
export type Queue = z.infer<typeof Queue>

const byId = z.object({ id: Id })

export const queuesContract = {
  listQueues: endpoint({
    method: 'GET',
    path: '/queues',
    summary: 'All queues: who works them, how they give out work, and how they stand now.',
    response: z.object({ items: z.array(Queue) }),
  }),
  createQueue: endpoint({
    method: 'POST',
    path: '/queues',
    summary: 'Makes a queue.',
    body: z.strictObject({
      name: settings.name,
      teamId: settings.teamId,
      besideIds: settings.besideIds.default([]),
      fallbackIds: settings.fallbackIds.default([]),
      takesFirst: settings.takesFirst.default('priority'),
      method: settings.method.default('spare_number'),
      mode: settings.mode.default('push'),
      offerMinutes: settings.offerMinutes.default(10),
      countsIn: settings.countsIn.default('all_hours'),
      relaxMinutes: settings.relaxMinutes.default(15),
      fallbackMinutes: settings.fallbackMinutes.default(30),
      routingMinutes: settings.routingMinutes.default(60),
      dutyHolderId: settings.dutyHolderId.default(null),
    }),
    response: Queue,
  }),
  changeQueue: endpoint({
    method: 'PATCH',
    path: '/queues/:id',
    summary: 'Changes a queue; what waits in it is looked at again at once.',
    params: byId,
    body: z
      .strictObject(settings)
      .partial()
      .extend({ version: Version, isDefault: z.literal(true).optional() }),
    response: Queue,
  }),
  removeQueue: endpoint({
    method: 'DELETE',
    path: '/queues/:id',
    summary: 'Removes a queue in which no case ever stood and that nothing names; the default queue stays.',
    params: byId,
    query: z.object({ version: z.coerce.number().int().positive() }),
    response: Ok,
  }),
}
