import { type Insertable, sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import { insertRows } from '../../platform/gathered.ts'
import type { Notification } from '../../platform/tables.gen.ts'
import { visibleTo } from '../cases/visible.ts'
import type { NotificationKind } from './contract.ts'

export const insertNotifications = (db: Db, rows: readonly Insertable<Notification>[]): Promise<void> =>
  insertRows(db, 'notification', rows)

/** What a person was told of cases that they may still see, of mailboxes while those are theirs to keep, and of contracts. */
const toldTo = (db: Db, actor: Actor) =>
  db
    .selectFrom('notification')
    .leftJoin('cases', 'cases.id', 'notification.case_id')
    .leftJoin('mailbox', 'mailbox.id', 'notification.mailbox_id')
    .leftJoin('service_contract', 'service_contract.id', 'notification.contract_id')
    .leftJoin('account', 'account.id', 'service_contract.account_id')
    .where('notification.person_id', '=', actor.id)
    .where((eb) =>
      eb.or([
        eb.and([eb('cases.id', 'is not', null), visibleTo(actor)(eb as never)]),
        eb.and([eb('mailbox.id', 'is not', null), eb.lit(mayKeepMailboxes(actor))]),
        eb.and([eb('service_contract.id', 'is not', null), eb.lit(maySeeContracts(actor))]),
      ]),
    )

const maySeeContracts = ({ rights }: Actor) => rights.has('*') || rights.has('customers.read')
const mayKeepMailboxes = ({ rights }: Actor) => rights.has('*') || rights.has('settings.edit')

const ofClock = sql`(notification.content -> 'clock' ->> 'id')`
const ofApproval = sql`(notification.content ->> 'approvalId')`
const ofTask = sql`(notification.content ->> 'taskId')`
const ofViolation = sql`(notification.content ->> 'violation')`
/** Whether what it tells of is over; news is once it was read. */
const over = sql<boolean>`case
  when notification.over_at is not null then true
  when notification.mailbox_id is not null then false
  when notification.contract_id is not null then notification.read_at is not null
  when notification.kind in ('child_resolved', 'approval_approved', 'approval_rejected', 'side_conversation', 'survey_low')
    then notification.read_at is not null
  when cases.status in ('resolved', 'closed') then true
  when ${ofClock} is not null then not exists (
    select 1 from sla_clock where sla_clock.id = ${ofClock}::uuid and sla_clock.state in ('running', 'paused'))
  when ${ofApproval} is not null then not exists (
    select 1 from approval where approval.id = ${ofApproval}::uuid and approval.state = 'waiting')
  when ${ofTask} is not null then not exists (
    select 1 from task where task.id = ${ofTask}::uuid and task.done_at is null and task.cancelled_at is null)
  when ${ofViolation} is not null then not exists (
    select 1 from governance_violation as violation
    where violation.case_id = notification.case_id and violation.kind = ${ofViolation})
  else false end`

export type NotificationRow = Awaited<ReturnType<typeof notificationsOf>>[number]

export function notificationsOf(
  db: Db,
  actor: Actor,
  { place, limit, matters }: { place: [string, string] | null; limit: number; matters: boolean },
) {
  return toldTo(db, actor)
    .select(['notification.id', 'notification.at', 'notification.kind', 'notification.content'])
    .select(['notification.read_at as readAt', 'cases.id as caseId', 'cases.number', 'cases.subject'])
    .select(['mailbox.id as mailboxId', 'mailbox.name as mailbox', over.as('over')])
    .select(['service_contract.id as contractId', 'service_contract.number as contract', 'account.name as account'])
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(notification.at, notification.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .$if(matters, (q) => q.where(sql<boolean>`not ${over}`))
    .orderBy('notification.at', 'desc')
    .orderBy('notification.id', 'desc')
    .limit(limit)
    .execute()
}

export async function unreadOf(db: Db, actor: Actor): Promise<number> {
  const { count } = await toldTo(db, actor)
    .where('notification.read_at', 'is', null)
    .where(sql<boolean>`not ${over}`)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Marks what was told of a mailbox as over; answers with the people who were. */
export async function markOver(
  db: Db,
  about: { mailboxId: string; kind: NotificationKind },
  now: Date,
): Promise<string[]> {
  const rows = await db
    .updateTable('notification')
    .set({ over_at: now })
    .where('mailbox_id', '=', about.mailboxId)
    .where('kind', '=', about.kind)
    .where('over_at', 'is', null)
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/** Removes what was read before one instant, and everything before another, unless it still waits to be mailed. */
export async function removeOld(db: Db, { read, any }: { read: Date; any: Date }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('notification')
    .where((eb) => eb.or([eb('read_at', '<', read), eb('at', '<', any)]))
    .where((eb) => eb.or([eb('mail', 'is', null), eb('mail', '<>', 'queued')]))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
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
    .select(['person.time_zone as timeZone', 'notification.person_id as personId', 'cases.id as caseId'])
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
