import { sql } from 'kysely'
import type { Actor, Db, Role } from '../../platform/context.ts'
import { visibleTo } from '../cases/visible.ts'

/** Events of one chain, newest first, below `before`. */
export function entriesOf(db: Db, chainId: string, before: number | null, limit: number) {
  return db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select([
      'event.id',
      'event.seq',
      'event.name',
      'event.at',
      'event.actor_kind as actorKind',
      'event.actor_id as actorId',
      'person.name as actorName',
      'event.content',
      'event.hash',
    ])
    .where('event.chain_id', '=', chainId)
    .$if(before !== null, (q) => q.where('event.seq', '<', before!))
    .orderBy('event.seq', 'desc')
    .limit(limit)
    .execute()
}

/** The next events in order of chain and place, after the given one. */
export function eventsAfter(db: Db, chainId: string, seq: number, only: 'this chain' | 'all chains', limit: number) {
  return db
    .selectFrom('event')
    .select([
      'chain_id as chainId',
      'id',
      'seq',
      'name',
      'at',
      'case_id as caseId',
      'actor_kind as actorKind',
      'actor_id as actorId',
      'cause_id as causeId',
      'content',
      'salt',
      'digest',
      'hash',
    ])
    .$if(only === 'this chain', (q) => q.where('chain_id', '=', chainId).where('seq', '>', seq))
    .$if(only === 'all chains', (q) => q.where(sql<boolean>`(chain_id, seq) > (${chainId}::uuid, ${seq}::int)`))
    .orderBy('chain_id')
    .orderBy('seq')
    .limit(limit)
    .execute()
}

export function chainsByIds(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('event_chain')
    .select(['id', 'length', 'head'])
    .where('id', 'in', [...ids])
    .execute()
}

/** Chains that say they hold events and have none left. */
export async function emptiedChains(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('event_chain')
    .select('id')
    .where('length', '>', 0)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('event').select('event.id').whereRef('event.chain_id', '=', 'event_chain.id'))),
    )
    .execute()
  return rows.map((row) => row.id)
}

/** The id of a case that the actor may see, by id or number. */
export function findCase(db: Db, actor: Actor, ref: { id: string } | { number: number }) {
  return db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where((eb) => ('id' in ref ? eb('cases.id', '=', ref.id) : eb('cases.number', '=', ref.number)))
    .executeTakeFirst()
}

export function caseToRead(db: Db, id: string) {
  return db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .select([
      'cases.id',
      'cases.number',
      'cases.subject',
      // As visibleTo has it: the finished cases of a team that closes are written a moment later.
      sql<boolean>`(cases.restricted or team.closed)`.as('restricted'),
      'cases.restricted_itself as restrictedItself',
      'team.closed as teamClosed',
      'cases.owner_id as ownerId',
      'cases.team_id as teamId',
      'team.name as teamName',
    ])
    .where('cases.id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Everybody with access, with their teams and whether they watch the case. */
export async function possibleReaders(db: Db, caseId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    role: Role
    ownRole: { id: string; name: string } | null
    chosen: string[] | null
    seesRestricted: boolean
    teamIds: string[]
    watches: boolean
  }>`
    select person.id, person.name, person.role, sees_restricted(person) as "seesRestricted",
      chosen_rights(person.role_id, person.role) as chosen,
      (select json_build_object('id', role.id, 'name', role.name) from role where role.id = person.role_id) as "ownRole",
      array(select team_id from team_member where person_id = person.id
        union select team.id from team where lead_id = person.id) as "teamIds",
      exists (select 1 from watcher where case_id = ${caseId} and person_id = person.id) as watches
    from person where deactivated_at is null order by person.name, person.id`.execute(db)
  return rows
}

/** Events and chain ends as of one instant, so that writing meanwhile does not look like tampering. */
export function inSnapshot<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}
