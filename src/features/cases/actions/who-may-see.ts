import type { Actor, Db } from '../../../platform/context.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import { seesMoreThan, whoSees } from '../store/who-sees.ts'

/** Which of the people may see which of the cases, by the one predicate and by what both are at this moment. */
export async function whoMaySee(
  db: Db,
  personIds: readonly string[],
  caseIds: readonly string[],
): Promise<(personId: string, caseId: string) => boolean> {
  const actors = await actorsOf(db, [...new Set(personIds)])
  const seenBy = await whoSees(db, actors, new Set(caseIds))
  const byId = new Map(actors.map((actor) => [actor.id, actor]))
  return (personId, caseId) => {
    const actor = byId.get(personId)
    return actor !== undefined && (seenBy.get(caseId)?.has(actor) ?? false)
  }
}

/**
 * Whether a restricted case that another may not see is somebody's, their team's, or watched by them. Who reads no cases
 * now is judged as if they did: what they watch comes back with the right.
 */
export async function mayShowMore(db: Db, personId: string, to: Actor): Promise<boolean> {
  const [person] = await actorsOf(db, [personId])
  if (!person) return false
  return seesMoreThan(db, { ...person, rights: new Set([...person.rights, 'cases.read']) }, to)
}
