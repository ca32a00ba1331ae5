import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Paging, Priority, page, Text, Version } from '../../platform/shapes.ts'
import { NewPromise, Promised, promisesContract } from './contract/promises.ts'

export const Task = z.object({
  id: Id,
  caseId: Id,
  kind: z.enum(['task', 'checklist']),
  key: z.string().nullable(),
  title: z.string(),
  stage: z.string().nullable(),
  mandatory: z.boolean(),
  owner: Named.nullable(),
  team: Named.nullable(),
  dueAt: InstantOut.nullable(),
  evidence: z.string().nullable(),
  /** Whoever ticks it has to say what shows that it was done. */
  evidenceRequired: z.boolean(),
  /** The tasks that have to be finished first, by their titles. */
  waitsFor: z.array(z.string()),
  doneAt: InstantOut.nullable(),
  doneBy: Named.nullable(),
  /** Hours between reminders until it is done; null where nobody is reminded. */
  remindHours: z.int().nullable(),
  /** What the customer was promised; null for any other task. */
  promise: Promised.nullable(),
  version: Version,
})
export type Task = z.infer<typeof Task>

/** A task that can be begun, with the case it belongs to. */
export const TeamTask = Task.extend({
  case: z.object({
    id: Id,
    number: z.string(),
    subject: z.string(),
    priority: Priority,
    account: Named.nullable(),
    owner: Named.nullable(),
    teamId: Id,
    /** What counts for a task that has no date of its own. */
    dueAt: InstantOut.nullable(),
  }),
})
export type TeamTask = z.infer<typeof TeamTask>

const CaseRef = z.object({ id: z.string().max(60) })
const byId = z.object({ id: Id })

export const tasksContract = {
  listTasks: endpoint({
    method: 'GET',
    path: '/cases/:id/tasks',
    summary: 'Tasks and checklist items of a case.',
    params: CaseRef,
    response: z.object({ items: z.array(Task) }),
  }),
  listTeamTasks: endpoint({
    method: 'GET',
    path: '/team-tasks',
    summary: 'Open tasks of my teams, or of one team, that can be begun; what is due first stands first.',
    query: Paging.extend({
      team: Id.optional(),
      /** `free`: those that nobody has taken yet. */
      of: z.enum(['free', 'all']).default('free'),
    }),
    response: page(TeamTask),
  }),
  addTask: endpoint({
    method: 'POST',
    path: '/cases/:id/tasks',
    summary: 'Adds a task to a case.',
    params: CaseRef,
    body: z.strictObject({
      title: Text(300),
      ownerId: Id.nullable().optional(),
      teamId: Id.nullable().optional(),
      dueAt: Instant.nullable().optional(),
      /** Needed to leave the stage in which the case stands. */
      mandatory: z.boolean().default(false),
      /** Needed to resolve the case, whatever its stage: what its customer made a condition of. */
      toResolve: z.boolean().default(false),
      remindHours: z.int().min(1).max(2000).optional(),
      /** Makes it a promise to the customer, to be kept by `dueAt`. */
      promise: NewPromise.omit({ dueAt: true }).optional(),
    }),
    response: Task,
  }),
  changeTask: endpoint({
    method: 'PATCH',
    path: '/tasks/:id',
    summary: 'Changes a task, ticks it or takes the tick back.',
    params: byId,
    body: z.strictObject({
      version: Version,
      /** What the type of the case asks for keeps its name. */
      title: Text(300).optional(),
      ownerId: Id.nullable().optional(),
      /** Whose it is as long as nobody has it; null is the owner’s of the case. */
      teamId: Id.nullable().optional(),
      dueAt: Instant.nullable().optional(),
      done: z.boolean().optional(),
      evidence: Text(1000).nullable().optional(),
    }),
    response: Task,
  }),
  removeTask: endpoint({
    method: 'DELETE',
    path: '/tasks/:id',
    summary:
      'Cancels a task that the type of the case does not ask for, or a promise that the customer no longer needs; it stays on the timeline.',
    params: byId,
    response: z.object({ ok: z.literal(true) }),
  }),
  ...promisesContract,
}
