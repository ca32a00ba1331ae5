import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Runtime } from '../../../platform/runtime.ts'
import { maxMailBytes, receiveRaw } from '../actions/receive-mail.ts'
import { noteRejected } from '../actions/reject-mail.ts'
import { tryMail } from '../actions/try-mail.ts'
import { messagesOf } from './mbox.ts'

export interface Imported {
  mails: number
  /** How often each fate came up; `known` were imported before. */
  fates: Map<string, number>
  /** What could not be imported, in sentences. */
  problems: string[]
}

/** Imports mails of .eml and .mbox files as history: no clock starts, nothing is sent, a repeat brings nothing twice. */
export async function importMail(
  runtime: Runtime,
  files: readonly string[],
  options: { mailboxId?: string | undefined; stop: AbortSignal; progress: (mails: number, file: string) => void },
): Promise<Imported> {
  const imported: Imported = { mails: 0, fates: new Map(), problems: [] }
  const count = (fate: string) => imported.fates.set(fate, (imported.fates.get(fate) ?? 0) + 1)
  for (const file of files) {
    let position = 0
    for await (const raw of mailsOf(file)) {
      if (options.stop.aborted) return imported
      position++
      const place = `${file}, mail ${position}`
      if (raw === null) {
        await noteRejected(runtime, {
          source: 'import',
          because: 'too_large',
          told: `${place} is larger than ${maxMailBytes} bytes and was left out.`,
          client: basename(file),
          ...(options.mailboxId !== undefined && { mailboxId: options.mailboxId }),
        })
        imported.problems.push(`${place} is larger than ${maxMailBytes} bytes and was left out.`)
        continue
      }
      const { id, fresh } = await receiveRaw(runtime, {
        raw,
        source: 'import',
        sourceKey: createHash('sha256').update(raw).digest('hex'),
        ...(options.mailboxId !== undefined && { mailboxId: options.mailboxId }),
      })
      imported.mails++
      await tryMail(runtime, id, 1).then(
        ({ fate }) => count(fresh ? fate : 'known'),
        (error: unknown) => {
          count('failed')
          imported.problems.push(`${place} could not be read in: ${error instanceof Error ? error.message : error}`)
        },
      )
      options.progress(imported.mails, file)
    }
  }
  return imported
}

async function* mailsOf(file: string): AsyncGenerator<Buffer | null> {
  if (await isMbox(file)) yield* messagesOf(file, maxMailBytes)
  else yield (await stat(file)).size > maxMailBytes ? null : await readFile(file)
}

/** An .eml is one mail, even where it still bears the line of the mbox it was taken from. */
async function isMbox(file: string): Promise<boolean> {
  if (/\.eml$/i.test(file)) return false
  if (/\.mbo?x$/i.test(file)) return true
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0)
    return bytesRead === 5 && buffer.toString('latin1') === 'From '
  } finally {
    await handle.close()
  }
}
