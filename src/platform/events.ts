import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, RecordedEvent } from './context.ts'
import { changeBeside, insertRows } from './gathered.ts'

/** The chain of everything that is not about one case: people, settings, keys, mailboxes. */
export const administrationChain = '00000000-0000-7000-8000-000000000001'

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Digest of an event's content under its salt: what the chain hashes, so that the content itself can be erased. */
export const digestOf = (content: string, salt: Buffer): Buffer => sha256(salt, content)

/** What an event's hash stands for, beside its content's digest. */
export interface Hashed {
  id: string
  seq: number
  name: string
  at: Date
  caseId: string | null
  actorKind: string
  actorId: string | null
  causeId: string | null
  digest: Buffer
}

/** `sha256(previous ‖ id ‖ seq ‖ name ‖ instant ‖ case ‖ actor ‖ cause ‖ digest)`, each field after a line feed. */
export const hashOf = (previous: Buffer, event: Hashed): Buffer => {
  const fields = [
    event.id,
    event.seq,
    event.name,
    event.at.toISOString(),
    event.caseId,
    event.actorKind,
    event.actorId,
    event.causeId,
  ]
  return sha256(previous, fields.map((field) => `\n${field ?? ''}`).join(''), '\n', event.digest)
}

export const emptyHead: Buffer = Buffer.alloc(32)

/** JSON with sorted keys, so that a digest can be recomputed from what `jsonb` gives back. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  const parts = value as Record<string, unknown>
  let text = ''
  for (const key of Object.keys(parts).sort())
    if (parts[key] !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonicalJson(parts[key])}`
  return `{${text}}`
}

/** Writes the events of one transaction to the end of their chains, taking the chains' rows in order of id. */
export async function appendEvents(
  db: Db,
  events: readonly RecordedEvent[],
  freshChains: ReadonlySet<string>,
): Promise<void> {
  if (events.length === 0) return
  const chains = [...new Set(events.map((event) => event.caseId ?? administrationChain))].sort()
  const known = chains.filter((id) => !freshChains.has(id))
  const heads = new Map<string, { length: number; head: Buffer }>()
  if (known.length > 0) {
    const rows = await db
      .selectFrom('event_chain')
      .selectAll()
      .where(sql<boolean>`id = any(${known}::uuid[])`)
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const row of rows) heads.set(row.id, { length: row.length, head: row.head })
  }
  const stands = new Set(heads.keys())
  const salts = randomBytes(16 * events.length)
  const rows = events.map((event, place) => {
    const chain = event.caseId ?? administrationChain
    const { length, head } = heads.get(chain) ?? { length: 0, head: emptyHead }
    const content = canonicalJson(event.content)
    const salt = salts.subarray(16 * place, 16 * place + 16)
    const digest = digestOf(content, salt)
    const seq = length + 1
    const { id, caseId, name, at, causeId } = event
    const { kind: actorKind, id: actorId } = event.actor
    const hash = hashOf(head, { id, seq, name, at, caseId, actorKind, actorId, causeId, digest })
    heads.set(chain, { length: seq, head: hash })
    return {
      id: event.id,
      chain_id: chain,
      seq,
      case_id: event.caseId,
      name: event.name,
      at: event.at,
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      cause_id: event.causeId,
      content,
      salt,
      digest,
      hash,
    }
  })
  await insertRows(db, 'event', rows)
  const fresh = chains.filter((id) => !stands.has(id))
  await insertRows(
    db,
    'event_chain',
    fresh.map((id) => ({ id, ...heads.get(id)! })),
  )
  if (stands.size > 0) await moveHeads(db, [...stands], heads)
}

async function moveHeads(db: Db, ids: readonly string[], heads: ReadonlyMap<string, { length: number; head: Buffer }>) {
  const moved = ids.map((id) => heads.get(id)!)
  const change = sql`update event_chain set length = moved.length, head = moved.head
    from unnest(${[...ids]}::uuid[], ${moved.map(({ length }) => length)}::int[],
      ${moved.map(({ head }) => head)}::bytea[]) as moved (id, length, head)
    where event_chain.id = moved.id`
  await changeBeside(db, { compile: () => change.compile(db) })
}
