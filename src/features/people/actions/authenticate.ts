import type { FastifyRequest } from 'fastify'
import type { Actor, LiveChange } from '../../../platform/context.ts'
import type { Authenticate } from '../../../platform/http/implement.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { secretHash } from '../../../platform/secrets.ts'
import { stopwatch } from '../../../platform/time.ts'
import { rightsOf } from '../rules.ts'
import * as access from '../store/access.ts'
import * as keys from '../store/keys.ts'
import { sessionCookie, sessionEnd } from './sessions.ts'

/** However a change of rights reaches this process, nobody acts on old ones for longer. */
const cacheMilliseconds = 10_000
const cacheSize = 10_000
/** A session slides, and a key shows its last use, in steps, so that reading does not write each time. */
const touchMilliseconds = 5 * 60_000

interface Known {
  actor: Actor
  expiresAt: Date | null
  until: number
}

/** Who is asking, by session cookie or `Authorization: Bearer cw_…`. Keeps answers for seconds; `session` changes end them. */
export function authenticate(
  runtime: Runtime,
  listen: (listener: (change: LiveChange) => void) => unknown,
): Authenticate {
  const known = new Map<string, Known>()
  let generation = 0
  listen((change) => {
    if (change.kind !== 'session') return
    generation++
    for (const [key, { actor }] of known) if (actor.id === change.id) known.delete(key)
  })

  return async (request) => {
    const credential = credentialOf(request)
    if (!credential) return null
    const tokenHash = secretHash(credential.secret)
    const key = `${credential.kind} ${tokenHash.toString('base64')}`
    const cached = known.get(key)
    if (cached && cached.until > stopwatch() && (!cached.expiresAt || cached.expiresAt > runtime.now()))
      return cached.actor
    known.delete(key)
    const begun = generation
    const found = await (credential.kind === 'key' ? byKey : bySession)(runtime, tokenHash)
    if (!found) {
      if (credential.kind === 'key') throw new Refusal('not_signed_in')
      return null
    }
    if (begun === generation) {
      if (known.size >= cacheSize) known.clear()
      known.set(key, { ...found, until: stopwatch() + cacheMilliseconds })
    }
    return found.actor
  }
}

function credentialOf(request: FastifyRequest): { kind: 'key' | 'session'; secret: string } | null {
  const header = request.headers.authorization
  if (header !== undefined) {
    const bearer = /^Bearer (cw_\S+)$/i.exec(header)
    if (!bearer) throw new Refusal('not_signed_in')
    return { kind: 'key', secret: bearer[1]! }
  }
  const cookie = request.cookies[sessionCookie]
  return cookie ? { kind: 'session', secret: cookie } : null
}

async function bySession(runtime: Runtime, tokenHash: Buffer): Promise<Omit<Known, 'until'> | null> {
  const now = runtime.now()
  const session = await access.findSession(runtime.db, tokenHash, now)
  if (!session) return null
  if (now.getTime() - session.lastSeenAt.getTime() > touchMilliseconds)
    await access.touchSession(runtime.db, session.sessionId, now, sessionEnd(now))
  return { actor: actorOf({ ...session, id: session.personId }), expiresAt: session.expiresAt }
}

async function byKey(runtime: Runtime, tokenHash: Buffer): Promise<Omit<Known, 'until'> | null> {
  const key = await keys.findKey(runtime.db, tokenHash)
  if (!key) return null
  const now = runtime.now()
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > touchMilliseconds)
    await keys.touchKey(runtime.db, key.id, now)
  const role = key.role as Actor['role'] & string
  const actor: Actor = {
    kind: 'key',
    id: key.id,
    name: key.name,
    role,
    rights: rightsOfKey(role, key.chosen),
    teamIds: [],
  }
  return { actor, expiresAt: null }
}

/** No key sees what is restricted, whatever its role may. */
const rightsOfKey = (role: Actor['role'] & string, chosen: string[] | null): Set<string> =>
  new Set([...rightsOf(role, chosen)].filter((right) => right !== 'cases.see_restricted'))

/** A person as an actor. *See restricted* is theirs by name, or by their role. */
export function actorOf(person: {
  id: string
  name: string
  role: Actor['role'] & string
  chosen: string[] | null
  teamIds: readonly string[]
  seesRestricted: boolean
}): Actor {
  const { id, name, role, teamIds } = person
  const rights = new Set<string>(rightsOf(role, person.chosen))
  if (person.seesRestricted && rights.has('cases.read')) rights.add('cases.see_restricted')
  return { kind: 'person', id, name, role, rights, teamIds }
}
