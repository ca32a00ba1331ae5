import type { z } from 'zod'
import type { Context, Db } from '../../platform/context.ts'
import { administrationChain, canonicalJson, digestOf, emptyHead, hashOf } from '../../platform/events.ts'
import { Refusal } from '../../platform/refusal.ts'
import { caseNumberText } from '../cases/rules/numbers.ts'
import type { AuditEntry, CaseReaders } from './contract.ts'
import { whySees } from './rules/readers.ts'
import { type ChainState, follow } from './rules.ts'
import * as store from './store.ts'

type Entry = z.output<typeof AuditEntry>

/** The administration's events, newest first. The cursor is the place in the chain that a page ended at. */
export async function listAudit(ctx: Context, page: { limit: number; cursor?: string | undefined }) {
  ctx.require('audit.read')
  const before = page.cursor === undefined ? null : placeOf(page.cursor)
  const rows = await store.entriesOf(ctx.db, administrationChain, before, page.limit + 1)
  const items = rows.slice(0, page.limit).map((row): Entry => {
    const { by, ...content } = (row.content ?? {}) as Record<string, unknown>
    const name = typeof by === 'string' ? by : row.actorName
    return {
      id: row.id,
      seq: row.seq,
      name: row.name,
      at: row.at.toISOString(),
      actor: { kind: row.actorKind, id: row.actorId, name },
      content: row.content === null ? null : content,
      hash: row.hash.toString('hex'),
    }
  })
  return { items, nextCursor: rows.length > page.limit ? String(items.at(-1)!.seq) : null }
}

/** Who may see a case and why. Asked only by those who see it themselves. */
export async function caseReaders(ctx: Context, ref: string): Promise<CaseReaders> {
  ctx.require('audit.read')
  return readersOf(ctx, ref)
}

/** The same from the case itself, for whoever reads it. */
export async function whoSees(ctx: Context, ref: string, personId?: string): Promise<CaseReaders> {
  ctx.require('cases.read')
  const readers = await readersOf(ctx, ref)
  const people = readers.people.filter(({ id }) => personId === undefined || id === personId)
  if (personId !== undefined && people.length === 0) throw new Refusal('not_found', { what: 'person' })
  return { ...readers, people }
}

async function readersOf(ctx: Context, ref: string): Promise<CaseReaders> {
  const subject = await store.caseToRead(ctx.db, await chainOfCase(ctx, ref))
  const people = await store.possibleReaders(ctx.db, subject.id)
  const { id, number, restricted, restrictedItself, teamClosed, teamId, teamName } = subject
  const closedTeam = teamClosed ? { id: teamId, name: teamName } : null
  return {
    case: { id, number: caseNumberText(number), subject: subject.subject, restricted, restrictedItself, closedTeam },
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      role: person.role,
      ownRole: person.ownRole,
      ...whySees(person, subject),
    })),
  }
}

/** Recomputes one chain from its events; `brokenAt` is the place of the first event that does not follow. */
export async function verifyChain(ctx: Context, ref: string | undefined) {
  ctx.require('audit.read')
  const chainId = ref === undefined ? administrationChain : await chainOfCase(ctx, ref)
  return store.inSnapshot(ctx.db, async (db) => {
    for await (const { events, brokenAt } of chains(db, chainId)) return { valid: brokenAt === null, events, brokenAt }
    const emptied = (await store.chainsByIds(db, [chainId])).some((chain) => chain.length > 0)
    return { valid: !emptied, events: 0, brokenAt: emptied ? 1 : null }
  })
}

export interface Verification {
  chains: number
  events: number
  broken: { chainId: string; brokenAt: number }[]
}

/** Recomputes every chain, a few thousand events in memory at a time; `say` hears how far it is. */
export function verifyChains(db: Db, say: (events: number) => void = () => {}): Promise<Verification> {
  return store.inSnapshot(db, (snapshot) => verifyAll(snapshot, say))
}

async function verifyAll(db: Db, say: (events: number) => void): Promise<Verification> {
  const result: Verification = { chains: 0, events: 0, broken: [] }
  for await (const { chainId, events, brokenAt } of chains(db, null)) {
    result.chains++
    result.events += events
    if (brokenAt !== null) result.broken.push({ chainId, brokenAt })
    if (result.chains % 1000 === 0) say(result.events)
  }
  for (const chainId of await store.emptiedChains(db)) result.broken.push({ chainId, brokenAt: 1 })
  return result
}

interface ChainResult {
  chainId: string
  events: number
  brokenAt: number | null
}

type Running = ChainResult & { state: ChainState }

const readAtOnce = 5000
const firstId = '00000000-0000-0000-0000-000000000000'

/** Each chain once its last event was read, with where it breaks: an event that does not follow, or an end cut off. */
async function* chains(db: Db, only: string | null): AsyncGenerator<ChainResult> {
  let [chainId, seq] = [only ?? firstId, 0]
  let current = null as Running | null
  for (;;) {
    const rows = await store.eventsAfter(db, chainId, seq, only ? 'this chain' : 'all chains', readAtOnce)
    const ended: Running[] = []
    for (const row of rows) {
      if (current?.chainId !== row.chainId) {
        if (current) ended.push(current)
        current = { chainId: row.chainId, events: 0, brokenAt: null, state: { length: 0, head: emptyHead } }
      }
      const { state, brokenAt, events }: Running = current
      const next = brokenAt === null ? follow(state, row, { digestOf, hashOf, canonicalJson }) : null
      current = {
        chainId: row.chainId,
        events: events + 1,
        brokenAt: next ? null : (brokenAt ?? state.length + 1),
        state: next ?? state,
      }
      ;[chainId, seq] = [row.chainId, row.seq]
    }
    if (rows.length < readAtOnce && current) ended.push(current)
    yield* await withEnds(db, ended)
    if (rows.length < readAtOnce) return
  }
}

async function withEnds(db: Db, ended: readonly Running[]): Promise<ChainResult[]> {
  if (ended.length === 0) return []
  const known = new Map(
    (
      await store.chainsByIds(
        db,
        ended.map((chain) => chain.chainId),
      )
    ).map((row) => [row.id, row]),
  )
  return ended.map(({ chainId, events, brokenAt, state }) => {
    const end = known.get(chainId)
    const whole = end?.length === state.length && end.head.equals(state.head)
    return { chainId, events, brokenAt: brokenAt ?? (whole ? null : state.length + 1) }
  })
}

async function chainOfCase(ctx: Context, ref: string): Promise<string> {
  const number = /^C-(\d{1,12})$/i.exec(ref)
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref)
  const found =
    number || isId
      ? await store.findCase(ctx.db, ctx.actor, number ? { number: Number(number[1]) } : { id: ref })
      : undefined
  if (!found) throw new Refusal('not_found')
  return found.id
}

function placeOf(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor))
    throw new Refusal('malformed', { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] })
  return Number(cursor)
}
