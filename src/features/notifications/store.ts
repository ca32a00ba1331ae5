import { type Insertable, sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import { insertRows } from '../../platform/gathered.ts'
import type { Notification } from '../../platform/tables.gen.ts'
import { visibleTo } from '../cases/visible.ts'

export const insertNotifications = (db: Db, rows: readonly Insertable<Notification>[]): Promise<void> =>
  insertRows(db, 'notification', rows)

/** What a person was told of cases that they may still see. */
const toldTo = (db: Db, actor: Actor) =>
  db
    .selectFrom('notification')
    .innerJoin('cases', 'cases.id', 'notification.case_id')
    .where('notification.person_id', '=', actor.id)
    .where(visibleTo(actor))

export type NotificationRow = Awaited<ReturnType<typeof notificationsOf>>[number]

export function notificationsOf(db: Db, actor: Actor, place: [string, string] | null, limit: number) {
  return toldTo(db, actor)
    .select(['notification.id', 'notification.at', 'notification.kind', 'notification.content'])
    .select(['notification.read_at as readAt', 'cases.id as caseId', 'cases.number', 'cases.subject'])
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(notification.at, notification.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('notification.at', 'desc')
    .orderBy('notification.id', 'desc')
    .limit(limit)
    .execute()
}

export async function unreadOf(db: Db, actor: Actor): Promise<number> {
  const { count } = await toldTo(db, actor)
    .where('notification.read_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function markRead(
  db: Db,
  personId: string,
  which: { ids: string[] } | { upTo: Date },
  now: Date,
): Promise<void> {
  const change = db
    .updateTable('notification')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
  await ('ids' in which ? change.where('id', 'in', which.ids) : change.where('at', '<=', which.upTo)).execute()
}

/** Undefined once it was sent, kept or failed. */
export function toMail(db: Db, id: string) {
  return db
    .selectFrom('notification')
    .innerJoin('person', 'person.id', 'notification.person_id')
    .innerJoin('cases', 'cases.id', 'notification.case_id')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .select(['notification.kind', 'notification.content', 'notification.at'])
    .select([
      'person.name',
      'person.email',
      'person.language',
      'cases.number',
      'cases.subject',
      'cases.demo',
      'team.name as team',
    ])
    .select(['person.time_zone as timeZone', 'notification.person_id as personId', 'notification.case_id as caseId'])
    .where('notification.id', '=', id)
    .where('notification.mail', '=', 'queued')
    .executeTakeFirst()
}

export async function saveMail(
  db: Db,
  id: string,
  { mail, error }: { mail: 'sent' | 'kept' | 'failed'; error: string | null },
): Promise<void> {
  await db.updateTable('notification').set({ mail, mail_error: error }).where('id', '=', id).execute()
}

export async function keepWaiting(db: Db, error: string): Promise<void> {
  await db.updateTable('notification').set({ mail: 'kept', mail_error: error }).where('mail', '=', 'queued').execute()
}
