import type { FileStore } from '../../../platform/files.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import { oneLine } from '../reading/safe-text.ts'

export interface KeptFile {
  hash: string
  name: string
  type: string
  bytes: number
  inline: boolean
  contentId: string | null
  /** Found inside another file or in the text: offered beside the attachments. */
  embedded: boolean
}

/** Stores what a mail brought, before anything refers to it. */
export async function keepFiles(files: FileStore, mail: ReadMail): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  for (const [list, embedded] of [
    [mail.attachments, false],
    [mail.embedded, true],
  ] as const) {
    for (const { name, type, bytes, inline, contentId } of list) {
      kept.push({
        hash: await files.put(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
        name: shownName(name),
        type: type.slice(0, 200),
        bytes: bytes.byteLength,
        inline,
        contentId,
        embedded,
      })
    }
  }
  return kept
}

/** As its sender called it, but on one line and in one direction; what a disk or a header gets is made safe there. */
function shownName(name: string | null): string {
  return oneLine((name ?? '').replace(/[\u202a-\u202e\u2066-\u2069]/g, ''), 300) || 'attachment'
}
