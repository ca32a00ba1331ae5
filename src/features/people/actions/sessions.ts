import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { newSecret, secretHash } from '../../../platform/secrets.ts'
import type { Session } from '../contract.ts'
import * as store from '../store/access.ts'
import { noteActive } from './activity.ts'

export const sessionCookie = 'caseward_session'
const sessionDays = 30

/** When a session used now ends unless it is used again. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + sessionDays * 86_400_000)

/** What a browser says about itself when it signs in. */
export interface Visitor {
  address: string
  agent: string | null
  /** The session cookie it came with, which ends as the new one begins. */
  previous: string | null
}

/** A new session for a person who has just proved who they are. Returns the secret for the cookie. */
export async function openSession(ctx: Context, personId: string, visitor: Visitor): Promise<string> {
  const token = newSecret()
  if (visitor.previous) {
    const owner = await store.endSessionOf(ctx.db, secretHash(visitor.previous), ctx.now)
    if (owner) ctx.changed({ kind: 'session', id: owner })
  }
  await noteActive(ctx, personId)
  await store.insertSession(ctx.db, {
    id: ctx.newId(),
    tokenHash: secretHash(token),
    personId,
    at: ctx.now,
    expiresAt: sessionEnd(ctx.now),
    address: visitor.address,
    agent: visitor.agent?.slice(0, 300) ?? null,
  })
  return token
}

export async function signOut(ctx: Context, token: string): Promise<void> {
  const owner = await store.endSessionOf(ctx.db, secretHash(token), ctx.now)
  if (!owner) return
  ctx.changed({ kind: 'session', id: owner })
  await ctx.record({ name: 'person.signed_out', content: { personId: owner } })
}

/** Ends the sessions of a person at once, live streams too; `except` keeps the one that asked. */
export async function endSessionsOf(ctx: Context, personId: string, except?: string): Promise<void> {
  await store.endSessions(ctx.db, personId, ctx.now, { except: except === undefined ? undefined : secretHash(except) })
  ctx.changed({ kind: 'session', id: personId })
}

export async function endOwnSession(ctx: Context, id: string): Promise<void> {
  const personId = ownId(ctx)
  const ended = await store.endSessions(ctx.db, personId, ctx.now, { only: id })
  if (ended === 0) throw new Refusal('not_found')
  ctx.changed({ kind: 'session', id: personId })
  await ctx.record({ name: 'person.session_ended', content: { personId, sessionId: id } })
}

export async function ownSessions(ctx: Context, token: string | null): Promise<Session[]> {
  const rows = await store.listSessions(ctx.db, ownId(ctx), ctx.now)
  const current = token === null ? null : secretHash(token)
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    address: row.address,
    agent: row.agent,
    current: current?.equals(row.token_hash) ?? false,
  }))
}

/** The person who acts; a key or the program has no password, sessions or leave of its own. */
export function ownId(ctx: Context): string {
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) throw new Refusal('not_allowed')
  return ctx.actor.id
}
