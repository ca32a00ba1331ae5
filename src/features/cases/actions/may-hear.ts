import type { Actor, LiveChange } from '../../../platform/context.ts'
import type { MayHear } from '../../../platform/http/live.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { findCase } from '../store/read.ts'

/** Changes of a case are heard by those who may see it, by the one predicate; what is no case by every colleague. */
export function mayHear(runtime: Runtime): MayHear {
  return async (actor: Actor, change: LiveChange) => {
    if (!actor.role) return false
    if (change.kind === 'session') return change.id === actor.id
    if (change.kind !== 'case' && change.kind !== 'presence') return true
    return (await findCase(runtime.db, actor, change.id).catch(() => undefined)) !== undefined
  }
}
