import { sql } from 'kysely'
import type { Db, Role } from '../../../platform/context.ts'
import { chosenRightsOf } from './roles.ts'

export interface Credentials {
  id: string
  name: string
  email: string
  passwordHash: string | null
  totpSealed: Buffer | null
  totpConfirmedAt: Date | null
  deactivatedAt: Date | null
  /** Of the demo company. */
  demo: boolean
}

export async function findCredentials(
  db: Db,
  by: { email: string } | { id: string },
): Promise<Credentials | undefined> {
  return credentials(db, by).executeTakeFirst()
}

/** The same, held until the transaction ends, so that nobody changes the password meanwhile. */
export async function lockCredentials(db: Db, id: string): Promise<Credentials | undefined> {
  return credentials(db, { id }).forUpdate().executeTakeFirst()
}

function credentials(db: Db, by: { email: string } | { id: string }) {
  return db
    .selectFrom('person')
    .select([
      'id',
      'name',
      'email',
      'password_hash as passwordHash',
      'totp_sealed as totpSealed',
      'totp_confirmed_at as totpConfirmedAt',
      'deactivated_at as deactivatedAt',
      'demo',
    ])
    .where('email' in by ? sql`lower(email)` : sql`id`, '=', 'email' in by ? by.email.toLowerCase() : by.id)
}

export async function savePassword(db: Db, id: string, hash: string): Promise<void> {
  await db.updateTable('person').set({ password_hash: hash }).where('id', '=', id).execute()
}

/** A secret without `confirmedAt` waits for its first code; null removes two-step sign-in. */
export async function saveTotp(db: Db, id: string, sealed: Buffer | null, confirmedAt: Date | null): Promise<void> {
  await db
    .updateTable('person')
    .set({ totp_sealed: sealed, totp_confirmed_at: confirmedAt })
    .where('id', '=', id)
    .execute()
}

/** What was written before secrets were sealed, held until the transaction ends. */
export async function unsealedTotp(db: Db): Promise<{ id: string; secret: string }[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'totp_secret as secret'])
    .where('totp_secret', 'is not', null)
    .forUpdate()
    .execute()
  return rows.map(({ id, secret }) => ({ id, secret: secret! }))
}

export async function replaceBySealed(db: Db, id: string, sealed: Buffer): Promise<void> {
  await db.updateTable('person').set({ totp_sealed: sealed, totp_secret: null }).where('id', '=', id).execute()
}

export interface SessionOwner {
  sessionId: string
  expiresAt: Date
  lastSeenAt: Date
  personId: string
  name: string
  role: Role
  chosen: string[] | null
  seesRestricted: boolean
  teamIds: string[]
}

/** The living session behind a token, with what its person may do; undefined once either has ended. */
export async function findSession(db: Db, tokenHash: Buffer, now: Date): Promise<SessionOwner | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id as sessionId', 'session.expires_at as expiresAt', 'session.last_seen_at as lastSeenAt'])
    .select(['person.id as personId', 'person.name', 'person.role', 'person.sees_restricted as seesRestricted'])
    .select([memberOf.as('memberOf'), leads.as('leads'), chosenRightsOf('person').as('chosen')])
    .where('session.token_hash', '=', tokenHash)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('person.deactivated_at', 'is', null)
    .executeTakeFirst()
  return row && withTeams(row)
}

/** What these people may do, without those who have left. */
export async function findActors(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.role', 'person.sees_restricted as seesRestricted'])
    .select([memberOf.as('memberOf'), leads.as('leads'), chosenRightsOf('person').as('chosen')])
    .where(sql<boolean>`person.id = any(${[...ids]}::uuid[])`)
    .where('person.deactivated_at', 'is', null)
    .execute()
  return rows.map(withTeams)
}

const memberOf = sql<string[]>`array(select team_id from team_member where team_member.person_id = person.id)`
const leads = sql<string[]>`array(select team.id from team where team.lead_id = person.id)`

/** Whoever leads a team sees what its members see. */
function withTeams<T extends { role: string; memberOf: string[]; leads: string[] }>({ memberOf, leads, ...row }: T) {
  return { ...row, role: row.role as Role, teamIds: [...new Set([...memberOf, ...leads])] }
}

export interface NewSession {
  id: string
  tokenHash: Buffer
  personId: string
  at: Date
  expiresAt: Date
  address: string | null
  agent: string | null
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db
    .insertInto('session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      person_id: session.personId,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      address: session.address,
      agent: session.agent,
    })
    .execute()
}

export async function touchSession(db: Db, id: string, at: Date, expiresAt: Date): Promise<void> {
  await db
    .updateTable('session')
    // It slides on, never back.
    .set({ last_seen_at: at, expires_at: sql`greatest(expires_at, ${expiresAt}::timestamptz)` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export function listSessions(db: Db, personId: string, now: Date) {
  return db
    .selectFrom('session')
    .select(['id', 'token_hash', 'created_at', 'last_seen_at', 'address', 'agent'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

/** Ends the sessions of a person: one, all, or all but one. Returns how many ended. */
export async function endSessions(
  db: Db,
  personId: string,
  at: Date,
  which: { only?: string; except?: Buffer | undefined } = {},
): Promise<number> {
  let query = db
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('token_hash', '!=', which.except)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

/** Ends whatever session a browser brought along when it signs in anew. Returns whose it was. */
export async function endSessionOf(db: Db, tokenHash: Buffer, at: Date): Promise<string | undefined> {
  const row = await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return row?.person_id
}
