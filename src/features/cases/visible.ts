import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../platform/context.ts'
import type { DB } from '../../platform/tables.gen.ts'

/**
 * The one predicate that says which cases an actor may see. Every query on cases, and on what hangs on them, begins
 * with it: `.where(visibleTo(actor))`. The table must be in the query under the name `cases`.
 * Unrestricted: everyone with `cases.read`. Restricted: the case's team, its owner, its watchers, and holders of
 * *see restricted*. A case of a closed team is restricted by its team: a trigger of the table keeps that true, and the team
 * itself is asked, because the finished cases of a team that closes are written one batch after another.
 */
export function visibleTo(actor: Actor) {
  return (eb: ExpressionBuilder<DB, 'cases'>): Expression<SqlBool> => {
    if (actor.kind === 'system' || actor.rights.has('*')) return eb.lit(true)
    if (!actor.rights.has('cases.read')) return eb.lit(false)
    if (actor.rights.has('cases.see_restricted')) return eb.lit(true)
    const open = eb.and([eb('cases.restricted', '=', false), ofOpenTeam])
    if (actor.kind !== 'person' || !actor.id) return open
    return eb.or([
      open,
      eb('cases.owner_id', '=', actor.id),
      ...(actor.teamIds.length > 0 ? [eb('cases.team_id', 'in', [...actor.teamIds])] : []),
      eb.exists(
        eb
          .selectFrom('watcher')
          .select(sql`1`.as('one'))
          .whereRef('watcher.case_id', '=', 'cases.id')
          .where('watcher.person_id', '=', actor.id),
      ),
    ])
  }
}

const ofOpenTeam = sql<boolean>`cases.team_id not in (select closing.id from team as closing where closing.closed)`

/**
 * What was begun on a case (there as `begun`) stands on it, and once it was merged, on its survivor, until the merge is
 * undone. Said so that the indexes of both ways serve it.
 */
export const standsOn = (caseId: RawBuilder<unknown> = sql.ref('cases.id')): RawBuilder<boolean> =>
  sql<boolean>`(begun.id = ${caseId} and begun.merged_into_id is null or begun.merged_into_id = ${caseId})`
