import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Named } from '../../../platform/shapes.ts'
import type { ImapSettings } from './contract.ts'

/** How far a mailbox was read, and how it stands. */
export interface ImapState {
  uidValidity?: string
  /** Everything up to here was there before we came. */
  baseUid?: number
  lastUid?: number
  /** When it was first read: nothing older is ever taken for new. */
  startedAt?: string
  lastFetchAt?: string
  lastError?: string | null
  state?: 'connected' | 'failing'
  since?: string
  /** Passed over for their size, and how many of them nobody has read on the server since. */
  tooLarge?: number[]
  tooLargeUnread?: number
  nextTryAt?: string
  signInRefused?: boolean
}

export interface ImapMailbox {
  id: string
  settings: ImapSettings | null
  secret: Buffer | null
  state: ImapState
}

const columns = ['id', 'imap', 'imap_secret', 'imap_state'] as const

export async function findImap(db: Db, id: string): Promise<ImapMailbox | undefined> {
  const row = await db.selectFrom('mailbox').select(columns).where('id', '=', id).executeTakeFirst()
  return row && shaped(row)
}

/** Mailboxes that fetch. */
export async function fetchingMailboxes(db: Db): Promise<ImapMailbox[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select(columns)
    .where('imap', 'is not', null)
    .where('imap_secret', 'is not', null)
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(shaped)
}

const shaped = (row: { id: string; imap: unknown; imap_secret: Buffer | null; imap_state: unknown }): ImapMailbox => ({
  id: row.id,
  settings: row.imap as ImapSettings | null,
  secret: row.imap_secret,
  state: row.imap_state as ImapState,
})

export async function saveSettings(
  db: Db,
  id: string,
  imap: { settings: ImapSettings | null; secret: Buffer | null; state: ImapState },
): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({
      imap: imap.settings && JSON.stringify(imap.settings),
      imap_secret: imap.secret,
      imap_state: JSON.stringify(imap.state),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute()
}

export async function mergeState(db: Db, id: string, change: ImapState): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({ imap_state: sql`imap_state || ${JSON.stringify(change)}::jsonb` })
    .where('id', '=', id)
    .execute()
}

const arrivalsCompared = 200

/** When the last mails came in at a mailbox, the newest first. */
export async function lastArrivals(db: Db, mailboxId: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('inbound_mail')
    .select('received_at')
    .where('mailbox_id', '=', mailboxId)
    .where('source', '!=', 'import')
    .orderBy('received_at', 'desc')
    .limit(arrivalsCompared)
    .execute()
  return rows.map((row) => row.received_at)
}

/** Which of these source keys the ledger knows. */
export async function knownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('inbound_mail')
    .select('source_key')
    .where('source', '=', 'imap')
    .where('source_key', 'in', [...keys])
    .execute()
  return new Set(rows.map((row) => row.source_key!))
}

/** Whether these very bytes were fetched for this mailbox before, under whatever number. */
export async function isFetched(db: Db, mailboxId: string, rawHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('inbound_mail')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('raw_hash', '=', rawHash)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What people were told of mailboxes and is not over, as `mailbox kind`. */
export async function toldTroubles(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('notification')
    .select(['mailbox_id as id', sql<string>`replace(kind, 'mailbox_', '')`.as('kind')])
    .distinct()
    .where('mailbox_id', 'is not', null)
    .where('over_at', 'is', null)
    .execute()
  return new Set(rows.map(({ id, kind }) => `${id} ${kind}`))
}

/** What mailboxes are called, and who keeps them. */
export async function aboutMailboxes(db: Db): Promise<{ names: Map<string, string>; admins: Named[] }> {
  const mailboxes = await db.selectFrom('mailbox').select(['id', 'name']).orderBy('name').execute()
  const admins = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute()
  return { names: new Map(mailboxes.map(({ id, name }) => [id, name])), admins }
}
