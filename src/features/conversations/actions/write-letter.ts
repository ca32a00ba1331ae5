import type { Context } from '../../../platform/context.ts'
import * as store from '../store.ts'
import { releaseMessage } from './release-message.ts'

export interface Letter {
  id: string
  caseId: string
  /** What kind of letter the program wrote. */
  letter: 'resolution' | 'acknowledgement' | 'stage' | 'survey'
  /** Beside the one that matters to the case: it neither holds nor reopens it, whether it arrives or not. */
  besides?: boolean
  /** The merged case whose number and mailbox it speaks with; without one, those of the case itself. */
  askedIn?: string
  to: { name: string; email: string }[]
  subject: string
  text: string
  language: string
  /** The instant at which silence will close the case, which the text names as a day. */
  closing?: Date
  /** In whose name; null: the company's. */
  author: { id: string; name: string } | null
}

/** A letter that the program writes: public, on the thread, and without meaning for any clock. */
export async function writeLetter(ctx: Context, letter: Letter): Promise<void> {
  await store.insertMessage(ctx.db, {
    id: letter.id,
    case_id: letter.caseId,
    kind: 'email',
    direction: 'out',
    public: true,
    automatic: true,
    author_id: letter.author?.id ?? null,
    from_name: letter.author?.name ?? null,
    to_addresses: JSON.stringify(letter.to),
    subject: letter.subject,
    text: letter.text,
    language: letter.language,
    flags: JSON.stringify({
      letter: letter.letter,
      ...(letter.besides && { besides: true }),
      ...(letter.askedIn && { askedIn: letter.askedIn }),
      ...(letter.closing && {
        closing: { at: letter.closing, silentMilliseconds: letter.closing.getTime() - ctx.now.getTime() },
      }),
    }),
    received_at: ctx.now,
    created_at: ctx.now,
    release_at: ctx.now,
    delivery: 'held',
  })
  await releaseMessage(ctx, letter.id)
}
