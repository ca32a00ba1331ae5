import { sql } from 'kysely'
import type { Actor } from '../../../platform/context.ts'
import { caseNumberOf } from '../rules/numbers.ts'
import { standsOn, visibleTo } from '../visible.ts'
import type { Where } from './dates.ts'
import { isId } from './read.ts'

const parts: Record<string, Where> = {
  problem: (eb) => eb.exists(others(eb, 'problem_id')),
  incident: (eb) => eb('cases.problem_id', 'is not', null),
  child: (eb) => eb('cases.parent_id', 'is not', null),
  // Those of a case that was merged into this one wait for it too.
  open_children: (eb) =>
    eb.exists(
      eb
        .selectFrom('cases as other')
        .innerJoin('cases as begun', 'begun.id', 'other.parent_id')
        .select(sql`1`.as('one'))
        .where('other.status', 'in', ['new', 'open', 'pending', 'on_hold'])
        .where(standsOn()),
    ),
}

const others = (eb: Parameters<Where>[0], column: 'problem_id') =>
  eb.selectFrom('cases as other').select(sql`1`.as('one')).whereRef(`other.${column}`, '=', 'cases.id')

/** Cases that stand in any of these places of a family. */
export function familyCondition(places: readonly string[]): Where {
  return (eb) => eb.or(places.map((place) => parts[place]!(eb)))
}

/** The incidents of a problem; of one that the reader may not see there are none. */
export function incidentsOf(ref: string, actor: Actor): Where {
  const number = caseNumberOf(ref)
  if (number === null && !isId(ref)) return (eb) => eb.lit(false) as never
  return (eb) =>
    eb(
      'cases.problem_id',
      'in',
      eb
        .selectFrom('cases')
        .select('cases.id')
        .where(visibleTo(actor))
        .where((inner) => (number === null ? inner('cases.id', '=', ref) : inner('cases.number', '=', number))),
    )
}
