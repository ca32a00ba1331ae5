import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Mailbox } from '../../../platform/tables.gen.ts'
import { updateAtVersion } from '../../../platform/versions.ts'

export interface MailboxRow {
  id: string
  name: string
  address: string
  teamId: string | null
  queueId: string | null
  typeId: string | null
  acknowledge: boolean
  trustedHosts: string[]
  isDefault: boolean
}

/** The mailboxes that take mail, the default one first. */
export function activeMailboxes(db: Db): Promise<MailboxRow[]> {
  return db
    .selectFrom('mailbox')
    .select([
      'id',
      'name',
      'address',
      'team_id as teamId',
      'queue_id as queueId',
      'type_id as typeId',
      'acknowledge',
      'trusted_authserv_ids as trustedHosts',
      'is_default as isDefault',
    ])
    .where('disabled_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('created_at')
    .execute()
}

export function listMailboxes(db: Db) {
  return mailboxes(db).orderBy('mailbox.is_default', 'desc').orderBy(sql`lower(mailbox.name)`).execute()
}

export function findMailbox(db: Db, id: string) {
  return mailboxes(db).where('mailbox.id', '=', id).executeTakeFirst()
}

export type ShownMailbox = NonNullable<Awaited<ReturnType<typeof findMailbox>>>

function mailboxes(db: Db) {
  return db
    .selectFrom('mailbox')
    .leftJoin('team', 'team.id', 'mailbox.team_id')
    .leftJoin('case_type', 'case_type.id', 'mailbox.type_id')
    .leftJoin('case_type_version', (join) =>
      join
        .onRef('case_type_version.case_type_id', '=', 'case_type.id')
        .onRef('case_type_version.version', '=', 'case_type.version'),
    )
    .select([
      'mailbox.id',
      'mailbox.name',
      'mailbox.address',
      'mailbox.team_id',
      'team.name as team_name',
      'mailbox.type_id',
      sql<string | null>`case_type_version.definition ->> 'name'`.as('type_name'),
      'mailbox.acknowledge',
      'mailbox.trusted_authserv_ids',
      'mailbox.is_default',
      'mailbox.disabled_at',
      'mailbox.version',
    ])
}

export async function hasMailbox(db: Db): Promise<boolean> {
  return (await db.selectFrom('mailbox').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** False when another mailbox has that address. */
export async function insertMailbox(db: Db, row: Insertable<Mailbox>): Promise<boolean> {
  const made = await db
    .insertInto('mailbox')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function isAddressTaken(db: Db, address: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('mailbox')
    .select('id')
    .where(sql`lower(address)`, '=', address.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  return row !== undefined
}

export async function defaultAddress(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('mailbox').select('address').where('is_default', '=', true).executeTakeFirst()
  return row?.address
}

/** One speaks for the house; it takes mail as well. */
export async function makeDefault(db: Db, id: string): Promise<void> {
  await db.updateTable('mailbox').set({ is_default: false }).where('is_default', '=', true).execute()
  await db.updateTable('mailbox').set({ is_default: true, disabled_at: null }).where('id', '=', id).execute()
}

/** False when `version` is no longer the current one. */
export const updateMailbox = (db: Db, id: string, version: number, change: Updateable<Mailbox>): Promise<boolean> =>
  updateAtVersion(db, 'mailbox', id, version, change)

export async function teamExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('team').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function typeExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('case_type').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Whether there are people yet who could take a case. */
export async function isSetUp(db: Db): Promise<boolean> {
  const row = await db.selectFrom('organisation').select('set_up_at').executeTakeFirst()
  return (row?.set_up_at ?? null) !== null
}
