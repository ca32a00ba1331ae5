import { createHash } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import type { Runtime } from '../../../platform/runtime.ts'
import { maxMailBytes, receiveRaw } from '../actions/receive-mail.ts'
import { rejectFetched } from '../actions/reject-mail.ts'
import * as store from './store.ts'

/** How many of the last mails are compared with the ledger each time, for any that slipped through. */
const reconciled = 500
/** More than these nobody has in mind; what is compared with the ledger is always among them. */
const mostTooLarge = 1000

/**
 * Takes every mail of the open folder that the ledger does not know, the oldest first. A mail is acknowledged on the
 * server, by \Seen, after it is safely here; nothing is ever deleted or moved.
 */
export async function fetchNew(runtime: Runtime, client: ImapFlow, mailboxId: string): Promise<void> {
  const { state } = (await store.findImap(runtime.db, mailboxId)) ?? { state: {} }
  const position = await positionIn(runtime, client, mailboxId, state)
  for (const uid of await missing(runtime, client, mailboxId, position)) {
    await take(runtime, client, mailboxId, position, uid)
    if (uid > position.lastUid) {
      position.lastUid = uid
      await store.mergeState(runtime.db, mailboxId, { lastUid: uid })
    }
  }
  const unread = await unreadOf(client, position.tooLarge)
  await store.mergeState(runtime.db, mailboxId, {
    lastFetchAt: runtime.now().toISOString(),
    tooLargeUnread: unread.size,
    tooLarge: worthKeeping(position, unread),
  })
}

/** Those of them that nobody has read on the server either: the alarm ends when somebody has. */
async function unreadOf(client: ImapFlow, uids: readonly number[]): Promise<Set<number>> {
  if (uids.length === 0) return new Set()
  return new Set((await client.search({ uid: uids.join(','), seen: false }, { uid: true })) || [])
}

/** What somebody has read, and what lies behind all that is compared with the ledger, is never looked at again. */
function worthKeeping({ tooLarge, lastUid }: Position, unread: ReadonlySet<number>): number[] {
  const compared = lastUid - reconciled
  return tooLarge.filter((uid) => uid >= compared || unread.has(uid)).slice(-mostTooLarge)
}

interface Position {
  uidValidity: string
  baseUid: number
  lastUid: number
  tooLarge: number[]
}

/**
 * Where to go on. The first time, what nobody has read yet is taken, and what was read before stays where it is.
 * Where the server numbered its mails anew (RFC 9051 §2.3.1.1), what we have is known by its bytes, and only what
 * came since we began, or is unread, is looked at.
 */
async function positionIn(
  runtime: Runtime,
  client: ImapFlow,
  mailboxId: string,
  state: store.ImapState,
): Promise<Position> {
  const box = client.mailbox
  if (!box) throw new Error('no folder is open')
  const uidValidity = String(box.uidValidity)
  if (state.uidValidity === uidValidity) {
    const { baseUid = 0, lastUid = baseUid, tooLarge = [] } = state
    return { uidValidity, baseUid, lastUid, tooLarge }
  }
  const position: Position = { uidValidity, baseUid: box.uidNext - 1, lastUid: box.uidNext - 1, tooLarge: [] }
  if (state.uidValidity === undefined) {
    const unseen = (await client.search({ seen: false }, { uid: true })) || []
    position.baseUid = Math.min(...unseen, box.uidNext) - 1
    position.lastUid = position.baseUid
  } else {
    const since = new Date(state.startedAt ?? 0)
    const recent = (await client.search({ or: [{ seen: false }, { since }] }, { uid: true })) || []
    for (const uid of recent.filter((each) => each < box.uidNext).sort((x, y) => x - y)) {
      await take(runtime, client, mailboxId, position, uid, 'compare')
    }
  }
  const startedAt = state.startedAt ?? runtime.now().toISOString()
  await store.mergeState(runtime.db, mailboxId, { ...position, startedAt })
  return position
}

const keyOf = (mailboxId: string, { uidValidity }: Position, uid: number) => `${mailboxId}.${uidValidity}.${uid}`

async function missing(runtime: Runtime, client: ImapFlow, mailboxId: string, position: Position): Promise<number[]> {
  const from = Math.max(position.baseUid + 1, position.lastUid - reconciled)
  // `n:*` always answers with the last mail, also below n (RFC 9051 §6.4.4).
  const found = ((await client.search({ uid: `${from}:*` }, { uid: true })) || []).filter((uid) => uid >= from)
  const known = await store.knownKeys(
    runtime.db,
    found.filter((uid) => uid <= position.lastUid).map((uid) => keyOf(mailboxId, position, uid)),
  )
  const passedOver = new Set(position.tooLarge)
  return found
    .filter((uid) => uid > position.lastUid || !known.has(keyOf(mailboxId, position, uid)))
    .filter((uid) => !passedOver.has(uid))
    .sort((a, b) => a - b)
}

async function take(
  runtime: Runtime,
  client: ImapFlow,
  mailboxId: string,
  position: Position,
  uid: number,
  bytes: 'take' | 'compare' = 'take',
): Promise<void> {
  const about = await client.fetchOne(String(uid), { size: true, flags: true }, { uid: true })
  if (!about) return
  if ((about.size ?? 0) > maxMailBytes) {
    await passOver(runtime, client, mailboxId, keyOf(mailboxId, position, uid), uid)
    position.tooLarge.push(uid)
    return store.mergeState(runtime.db, mailboxId, { tooLarge: position.tooLarge })
  }
  const mail = await client.fetchOne(String(uid), { source: true }, { uid: true })
  const source = mail ? mail.source : undefined
  if (!source) return
  const hash = createHash('sha256').update(source).digest('hex')
  const known = bytes === 'compare' && (await store.isFetched(runtime.db, mailboxId, hash))
  if (!known) {
    const sourceKey = keyOf(mailboxId, position, uid)
    await receiveRaw(runtime, { raw: source, source: 'imap', sourceKey, mailboxId })
  }
  if (!about.flags?.has('\\Seen')) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
}

/**
 * A mail that is too large to be taken has its fate too. It stays unread on the server, flagged for people to see, and
 * is never fetched: its row keeps its number.
 */
async function passOver(runtime: Runtime, client: ImapFlow, mailboxId: string, sourceKey: string, uid: number) {
  const about = await client.fetchOne(String(uid), { size: true, envelope: true }, { uid: true })
  if (!about) return
  const { size = 0, envelope } = about
  const told = `It is larger than ${maxMailBytes} bytes. It rests on the mail server, unread and flagged; fetch it from there.`
  const from = envelope?.from?.[0]?.address ?? null
  await rejectFetched(runtime, {
    sourceKey,
    mailboxId,
    told,
    bytes: size,
    fromEmail: from,
    subject: envelope?.subject ?? null,
    messageId: envelope?.messageId ?? null,
    envelopeTo: (envelope?.to ?? []).flatMap(({ address }) => address ?? []),
  })
  await client.messageFlagsAdd(String(uid), ['\\Flagged'], { uid: true })
}
