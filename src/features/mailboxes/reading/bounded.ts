import { Worker } from 'node:worker_threads'
import { type FoldedText, foldText } from '../rules/quotes.ts'
import { displayHtml } from './display-html.ts'
import { limits } from './limits.ts'
import { type ReadingSetup, type ReadMail, readMail } from './read-mail.ts'

/** A mail read and made ready to show. */
export interface MailReading {
  mail: ReadMail
  /** Safe for a sandboxed frame; null where the mail has no HTML. */
  html: string | null
  folded: FoldedText
}

export type BoundedReading =
  | { ok: true; reading: MailReading }
  | { ok: false; reason: 'too_costly' | 'unreadable'; detail: string }

export function readAndShow(raw: Uint8Array, setup: ReadingSetup): MailReading {
  const mail = readMail(raw, setup)
  return { mail, html: mail.html === null ? null : displayHtml(mail.html), folded: foldText(mail.text) }
}

/**
 * Reads a mail without ever blocking the process for long: small ones here, larger ones in a thread of their own
 * that is stopped at its limits. What cannot be read is the caller's to quarantine; its bytes are kept.
 */
export async function readBounded(
  raw: Uint8Array,
  { apart, ...setup }: ReadingSetup & { apart?: true },
  seconds: number = limits.threadSeconds,
): Promise<BoundedReading> {
  if (apart || raw.byteLength > limits.inlineBytes) return readInThread(raw, setup, seconds)
  try {
    return { ok: true, reading: readAndShow(raw, setup) }
  } catch (error) {
    return { ok: false, reason: 'unreadable', detail: String(error) }
  }
}

function readInThread(raw: Uint8Array, setup: ReadingSetup, seconds: number): Promise<BoundedReading> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./mail-thread.ts', import.meta.url), {
      workerData: { raw, setup },
      resourceLimits: { maxOldGenerationSizeMb: limits.threadMegabytes },
    })
    const settle = (result: BoundedReading) => {
      clearTimeout(timer)
      resolve(result)
      void worker.terminate()
    }
    const timer = setTimeout(
      () => settle({ ok: false, reason: 'too_costly', detail: `not read within ${seconds} seconds` }),
      seconds * 1000,
    )
    worker.once('message', (reading: MailReading) => settle({ ok: true, reading }))
    worker.once('error', (error) => {
      const code = error instanceof Error && 'code' in error ? error.code : null
      settle({
        ok: false,
        reason: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_costly' : 'unreadable',
        detail: String(error),
      })
    })
    worker.once('exit', () => settle({ ok: false, reason: 'unreadable', detail: 'the reading thread ended early' }))
  })
}
