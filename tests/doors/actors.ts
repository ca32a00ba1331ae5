import type { Who } from '../world/world.ts'

/** Everybody who may stand before a door, in the order in which the expectations name their answers. */
export const actors = ['nobody', 'light', 'agent1', 'agent2', 'sales', 'editor', 'manager', 'admin'] as const
export type ActorName = (typeof actors)[number]

/** Team 1 is Customer accounts, whose restricted case stands behind the doors; the manager leads team 2. */
export const whoIs: Record<ActorName, Who> = {
  nobody: 'nobody',
  light: 'tom',
  agent1: 'ana',
  agent2: 'priya',
  sales: 'helen',
  editor: 'nadia',
  manager: 'luca',
  admin: 'sofia',
}

/** Who may know of the restricted case: its team, and the administrator, who holds *see restricted*. */
export const knowsRestricted = (actor: ActorName): boolean => actor === 'agent1' || actor === 'admin'

/** One status for each actor, in the order of `actors`. */
export type Answers = readonly [number, number, number, number, number, number, number, number]

/** Nobody has to sign in first; everybody else gets this. */
export const signedIn = (status: number): Answers => [401, status, status, status, status, status, status, status]
export const everybody = (status: number): Answers => [status, status, status, status, status, status, status, status]
/** The administrator gets this; the others are not allowed. */
export const adminOnly = (status: number): Answers => [401, 403, 403, 403, 403, 403, 403, status]
/** Whoever reads cases gets this; the editor reads none. */
export const caseReaders = (status: number): Answers => [401, status, status, status, status, 403, status, status]
/** What stands on the restricted case: this for those in the know, nothing there for other readers. */
export const inTheKnow = (status: number): Answers => [401, 404, status, 404, 404, 403, 404, status]
/** Work on the restricted case: roles without that right are told so before anything is looked up. */
export const workInTheKnow = (status: number): Answers => [401, 403, status, 404, 403, 403, 404, status]
/** The audit is read by managers and administrators. */
export const auditors = (manager: number, admin: number): Answers => [401, 403, 403, 403, 403, 403, manager, admin]
/** Managers and the administrator get this; the others are not allowed. */
export const seesSettings = (status: number): Answers => [401, 403, 403, 403, 403, 403, status, status]
/** Sales, managers and the administrator get this; the others are not allowed. */
export const contractsEditors = (status: number): Answers => [401, 403, 403, 403, status, 403, status, status]
