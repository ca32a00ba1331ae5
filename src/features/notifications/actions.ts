import { z } from 'zod'
import type { Context, RecordedEvent } from '../../platform/context.ts'
import { cursorOf, placeOf } from '../../platform/cursor.ts'
import type { InputOf } from '../../platform/endpoint.ts'
import { whoMaySee } from '../cases/actions/who-may-see.ts'
import { caseNumberText } from '../cases/rules/numbers.ts'
import { contractNumberText } from '../entitlements/rules/numbers.ts'
import type { Notification, notificationsContract } from './contract.ts'
import { toldBy } from './rules.ts'
import * as store from './store.ts'

/** Tells the people whom an entry of a timeline names, each once; by mail too where it says so. */
export async function tellPeople(ctx: Context, event: RecordedEvent): Promise<void> {
  const told = toldBy(event)
  if (!told || told.people.length === 0) return
  const rows = told.people.map(({ id }) => ({ ...told.row, id: ctx.newId(), person_id: id }))
  await store.insertNotifications(ctx.db, rows)
  for (const { id, person_id: person, mail } of rows) {
    if (mail !== null) await ctx.enqueue('send-notification', { id }, { key: `notification ${id}`, maxAttempts: 12 })
    ctx.changed({ kind: 'notification', id: person })
  }
}

/** What was told of a mailbox is over once it works as usual again. */
export async function settleMailbox(ctx: Context, { content }: RecordedEvent): Promise<void> {
  const kind = content.trouble === 'silent' ? 'mailbox_silent' : 'mailbox_failing'
  const people = await store.markOver(ctx.db, { mailboxId: String(content.mailboxId), kind }, ctx.now)
  for (const id of people) ctx.changed({ kind: 'notification', id })
}

const day = 86_400_000
/** What was read stays for three months, and nothing longer than a year. */
const kept = { read: 90 * day, any: 365 * day }

/** The timeline of a case keeps what happened; the lists of people need not. */
export async function pruneNotifications(ctx: Context): Promise<void> {
  const now = ctx.now.getTime()
  await store.removeOld(ctx.db, { read: new Date(now - kept.read), any: new Date(now - kept.any) })
}

export async function listNotifications(
  ctx: Context,
  { limit, cursor, which }: { limit: number; cursor?: string | undefined; which: 'all' | 'matters' },
): Promise<{ items: Notification[]; nextCursor: string | null; unread: number }> {
  ctx.require('cases.read')
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) return { items: [], nextCursor: null, unread: 0 }
  const place = placeOf(z.tuple([z.iso.datetime(), z.uuid()]), cursor)
  const asked = { place, limit: limit + 1, matters: which === 'matters' }
  const rows = await store.notificationsOf(ctx.db, ctx.actor, asked)
  const items = rows.slice(0, limit).map(shown)
  const last = items.at(-1)
  return {
    items,
    nextCursor: last && rows.length > limit ? cursorOf([rows[limit - 1]!.at.toISOString(), last.id]) : null,
    unread: await store.unreadOf(ctx.db, ctx.actor),
  }
}

export async function readNotifications(
  ctx: Context,
  asked: InputOf<typeof notificationsContract.readNotifications>['body'],
): Promise<void> {
  ctx.require('cases.read')
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) return
  const which = 'ids' in asked ? { ids: asked.ids } : { upTo: new Date(asked.upTo) }
  await store.markRead(ctx.db, ctx.actor.id, which, ctx.now)
  ctx.changed({ kind: 'notification', id: ctx.actor.id })
}

/** What is still to be mailed; what is for somebody who has left, or may no longer see the case, is kept. */
export async function notificationToMail(ctx: Context, id: string) {
  const found = await store.toMail(ctx.db, id)
  if (!found) return undefined
  const sees = await whoMaySee(ctx.db, [found.personId], [found.caseId])
  if (sees(found.personId, found.caseId)) return found
  await store.saveMail(ctx.db, id, { mail: 'kept', error: 'They may not see this case any more.' })
  return undefined
}

/** What waited when a backup was made may have been mailed since; it stands in each list as before. */
export const keepWaitingNotices = (ctx: Context): Promise<void> =>
  store.keepWaiting(ctx.db, 'It waited to be mailed when the backup was made, and may have been since.')

/** What came of mailing it. */
export async function markMailed(
  ctx: Context,
  id: string,
  outcome: { mail: 'sent' | 'kept' | 'failed'; error: string | null },
): Promise<void> {
  await store.saveMail(ctx.db, id, outcome)
}

function shown(row: store.NotificationRow): Notification {
  const { clock, said, dueAt } = row.content as unknown as Pick<Notification, 'clock' | 'said' | 'dueAt'>
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind as Notification['kind'],
    case: row.caseId ? { id: row.caseId, number: caseNumberText(row.number!), subject: row.subject! } : null,
    mailbox: row.mailboxId ? { id: row.mailboxId, name: row.mailbox! } : null,
    contract: row.contractId
      ? { id: row.contractId, name: `${contractNumberText(row.contract!)}, ${row.account}` }
      : null,
    clock: clock && { metric: clock.metric, milestone: clock.milestone, level: clock.level },
    said,
    dueAt,
    readAt: row.readAt?.toISOString() ?? null,
    over: row.over,
  }
}
