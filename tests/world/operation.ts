import type { Who, World } from './world.ts'

/** Everybody who may sign in, in every role. */
export const everyone = ['sofia', 'mira', 'ana', 'elena', 'luca', 'priya', 'jonas', 'tom', 'helen', 'nadia'] as const
export type Anyone = (typeof everyone)[number]

/** Where a try happens: the case as it stood before, and who tries. */
export interface Scene {
  world: World
  id: string
  version: number
  type: string
  who: Who
  pick: <T>(from: readonly T[], salt?: number) => T
  /** Another of the cases. */
  other: { id: string; version: number }
}

export type Operation = (scene: Scene) => Promise<unknown>
