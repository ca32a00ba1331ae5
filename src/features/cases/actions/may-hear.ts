import type { MayHear } from '../../../platform/http/live.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { whoSees } from '../store/who-sees.ts'

/** Changes of a case are heard by those who may see it, by the one predicate; what is no case by every colleague. */
export function mayHear(runtime: Runtime): MayHear {
  return async (actors, changes) => {
    const ofCases = changes.filter(({ kind }) => kind === 'case' || kind === 'presence')
    const seenBy = await whoSees(runtime.db, actors, new Set(ofCases.map(({ id }) => id)))
    return (actor, change) => {
      if (!actor.role) return false
      // Of what concerns one person, that person hears.
      if (change.kind === 'session' || change.kind === 'notification') return change.id === actor.id
      if (change.kind === 'team-sight') return actor.teamIds.includes(change.id)
      return ofCases.includes(change) ? (seenBy.get(change.id)?.has(actor) ?? false) : true
    }
  }
}
