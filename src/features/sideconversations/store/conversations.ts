import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { SideConversation } from '../../../platform/tables.gen.ts'
import { standsOn, visibleTo } from '../../cases/visible.ts'
import type { SideFacts } from '../rules.ts'

/** Where the actor may see the case. */
function sides(db: Db, actor: Actor) {
  return (
    db
      .selectFrom('cases')
      .where(visibleTo(actor))
      .innerJoin('cases as begun', (join) => join.on(standsOn()))
      .innerJoin('side_conversation', 'side_conversation.case_id', 'begun.id')
      .innerJoin('person as owner', 'owner.id', 'side_conversation.owner_id')
      .leftJoin('team', 'team.id', 'side_conversation.team_id')
      .leftJoin('person as asked', 'asked.id', 'side_conversation.person_id')
      .selectAll('side_conversation')
      .select([
        'cases.id as standing_case_id',
        'cases.number as case_no',
        'cases.subject as case_subject',
        'owner.name as owner_name',
        'team.name as team_name',
        'asked.name as person_name',
        lastWord.as('last'),
        lastLetter.as('lastLetter'),
      ])
      // What was taken back before anybody read it never was.
      .where(
        sql<boolean>`exists (select 1 from side_message
        where side_conversation_id = side_conversation.id and undone_at is null)`,
      )
  )
}

const lastWord = sql<SideFacts['last']>`(
  select json_build_object('author_name', person.name, 'from_name', from_name, 'from_email', from_email,
    'ours', direction = 'out' or direction = 'internal' and not coalesce((flags ->> 'asked')::boolean, false),
    'text', left(coalesce(nullif(visible_text, ''), text), 1000), 'at', received_at, 'delivery', delivery)
  from side_message left join person on person.id = side_message.author_id
  where side_conversation_id = side_conversation.id and undone_at is null and not machine
  order by received_at desc, side_message.id desc limit 1)`

const lastLetter = sql<SideFacts['lastLetter']>`(
  select json_build_object('to', to_addresses, 'cc', cc_addresses) from side_message
  where side_conversation_id = side_conversation.id and undone_at is null and direction = 'out'
  order by created_at desc, id desc limit 1)`

export const findSide = (db: Db, actor: Actor, id: string) =>
  sides(db, actor).where('side_conversation.id', '=', id).executeTakeFirst()

export type SideRow = NonNullable<Awaited<ReturnType<typeof findSide>>>

export const sidesOf = (db: Db, actor: Actor, caseId: string) =>
  sides(db, actor)
    .where('cases.id', '=', caseId)
    .orderBy('side_conversation.created_at', 'desc')
    .orderBy('side_conversation.id', 'desc')
    .execute()

const due = sql<Date>`coalesce(side_conversation.due_at, 'infinity')`

/** What the people see to or the actor's teams and they were asked, and has not ended, the most pressing first: answered ones before those that others still hold. */
export function openSides(
  db: Db,
  actor: Actor,
  {
    of,
    people,
    limit,
    place,
  }: { of: 'mine' | 'asked' | 'all'; people: string[]; limit: number; place: [string, string] | null },
) {
  const teams = actor.teamIds.length > 0 ? [...actor.teamIds] : []
  return sides(db, actor)
    .select(sql<string>`${due}::text`.as('place'))
    .where('side_conversation.status', '<>', 'closed')
    .where((eb) => {
      const mine = eb('side_conversation.owner_id', 'in', people)
      const asked = eb.and([
        eb('side_conversation.status', '=', 'open'),
        eb.or([
          eb('side_conversation.person_id', 'in', people),
          ...(teams.length > 0 ? [eb('side_conversation.team_id', 'in', teams)] : []),
        ]),
      ])
      return of === 'mine' ? mine : of === 'asked' ? asked : eb.or([mine, asked])
    })
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(${due}, side_conversation.id) > (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy(due)
    .orderBy('side_conversation.id')
    .limit(limit + 1)
    .execute()
}

export async function insertSide(db: Db, row: Insertable<SideConversation>): Promise<void> {
  await db.insertInto('side_conversation').values(row).execute()
}

export type SideRecord = Selectable<SideConversation> & { standingCaseId: string; sentFromDemo: boolean }

/**
 * Locked, with the case it stands on locked first, as by everything that begins at a case. Who may see it was asked
 * before, or it is the program that asks.
 */
export async function lockSide(db: Db, id: string): Promise<SideRecord | undefined> {
  const held = await db
    .selectFrom('cases')
    .select(['cases.id', 'cases.demo'])
    .where('cases.id', '=', (eb) =>
      eb
        .selectFrom('side_conversation')
        .innerJoin('cases as begun', 'begun.id', 'side_conversation.case_id')
        .select(sql<string>`coalesce(begun.merged_into_id, begun.id)`.as('id'))
        .where('side_conversation.id', '=', id),
    )
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!held) return undefined
  const row = await db
    .selectFrom('side_conversation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { ...row, standingCaseId: held.id, sentFromDemo: held.demo }
}

/** False where somebody was faster. Without a version it is the program that goes on from what it has locked. */
export async function updateSide(
  db: Db,
  id: string,
  version: number | null,
  change: Updateable<SideConversation>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('side_conversation')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .$if(version !== null, (q) => q.where('version', '=', version!))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What follows from what was written, or from the time, is nobody's edit: the version stays. */
export async function followSide(db: Db, id: string, change: Updateable<SideConversation>): Promise<void> {
  await db.updateTable('side_conversation').set(change).where('id', '=', id).execute()
}

/** Those whose answer is due and whose owner was not told yet; each once, whoever asks. */
export function unansweredAt(db: Db, now: Date, limit: number) {
  return db
    .selectFrom('side_conversation')
    .select('id')
    .where('status', '=', 'open')
    .where('reminded_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

interface People {
  customer: Set<string>
  own: string[]
}

/** Who has part in the thread of a case: its contact, those of its account and of merged cases, whom we wrote to; and us. */
export async function addressesAround(db: Db, caseId: string): Promise<People> {
  const customer = await sql<{ email: string }>`
    select lower(contact_email.email) as email from cases
      join contact on contact.id = cases.contact_id or contact.account_id = cases.account_id
      join contact_email on contact_email.contact_id = contact.id
    where cases.id = ${caseId}
    union select lower(contact_email.email) from cases merged
      join contact_email on contact_email.contact_id = merged.contact_id
    where merged.merged_into_id = ${caseId}
    union select lower(address ->> 'email')
    from message, jsonb_array_elements(to_addresses || cc_addresses) as address
    where case_id = ${caseId} and direction = 'out' and public and released_at is not null
      and address ->> 'email' is not null`.execute(db)
  const own = await db.selectFrom('mailbox').select('address').execute()
  return {
    customer: new Set(customer.rows.map(({ email }) => email)),
    own: own.map(({ address }) => address),
  }
}

export const findTeam = (db: Db, id: string) =>
  db
    .selectFrom('team')
    .innerJoin('person as lead', 'lead.id', 'team.lead_id')
    .select(['team.id', 'team.name', 'lead.id as lead_id', 'lead.name as lead_name'])
    .where('team.id', '=', id)
    .executeTakeFirst()

export const findPerson = (db: Db, id: string) =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()

/** Who belongs to a team now. */
export async function membersOf(db: Db, teamId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select('person.id')
    .where('team_member.team_id', '=', teamId)
    .where('person.deactivated_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}
