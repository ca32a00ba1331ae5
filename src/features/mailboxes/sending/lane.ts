import type { Context, Db } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { type Outgoing, unusableAddress } from './compose.ts'
import { handOver } from './hand-over.ts'
import type { Outcome, Refused } from './outcome.ts'

export type Unattached = Omit<Outgoing, 'files'>

/** One kind of mail that leaves: what it is made of, and who hears what came of it. */
interface Lane {
  /** Its identity is decided here, once for all tries; null when there is nothing to send any more. */
  prepare: (ctx: Context, id: string) => Promise<{ mail: Unattached; everybody: string[]; demo: boolean } | null>
  filesOf: (db: Db, id: string) => Promise<{ name: string; type: string; hash: string; contentId: string | null }[]>
  markKept: (ctx: Context, id: string, kept: { to: string[] }) => Promise<void>
  markSent: (ctx: Context, id: string, sent: { to: string[]; refused: Refused[] }) => Promise<void>
  markFailed: (ctx: Context, id: string, error: string) => Promise<void>
  markWaiting: (ctx: Context, id: string, waiting: { error: string; have: string[] }) => Promise<void>
}

/** Sends a released mail: decide its identity, hand it over outside any transaction, say what came of it. */
export const sendBy =
  (lane: Lane) =>
  async (frame: JobFrame): Promise<void> => {
    const id = String(frame.payload.messageId)
    const prepared = await frame.transaction((ctx) => lane.prepare(ctx, id))
    if (!prepared) return
    const { mail, everybody, demo } = prepared
    // What is written on a case of the demo company never leaves the building.
    const relay = demo ? null : frame.runtime.config.smtpOut
    if (!relay) return frame.transaction((ctx) => lane.markKept(ctx, id, { to: everybody }))
    const have = everybody.filter((email) => !mail.remaining.includes(email))
    const bad = unusableAddress(everybody)
    const outcome: Outcome =
      bad !== null
        ? { kind: 'failed', error: `${bad} is not an address that mail can be sent to.` }
        : !mail.mailbox
          ? { kind: 'failed', error: 'There is no mailbox to send from. Set one up, then send it again.' }
          : await attempt(lane, relay, frame, mail, id)
    if (outcome.kind === 'sent')
      return frame.transaction((ctx) => lane.markSent(ctx, id, { to: everybody, refused: outcome.refused }))
    if (outcome.kind === 'failed' || frame.lastAttempt)
      return frame.transaction((ctx) => lane.markFailed(ctx, id, outcome.error))
    await frame.transaction((ctx) =>
      lane.markWaiting(ctx, id, { error: outcome.error, have: [...have, ...outcome.accepted] }),
    )
    throw new Error('the message waits for another try')
  }

async function attempt(lane: Lane, relay: string, { runtime }: JobFrame, mail: Unattached, id: string) {
  const files = (await lane.filesOf(runtime.db, id)).map(({ hash, ...file }) => ({
    ...file,
    content: runtime.files.stream(hash),
  }))
  return handOver(relay, { ...mail, files })
}
