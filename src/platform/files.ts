import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes by their SHA-256: stored once, whatever they are called. */
export interface FileStore {
  /** Written, flushed to disk and renamed into place before it resolves. */
  put: (bytes: Buffer) => Promise<string>
  read: (hash: string) => Promise<Buffer>
  stream: (hash: string) => NodeJS.ReadableStream
  remove: (hash: string) => Promise<void>
}

const hashPattern = /^[0-9a-f]{64}$/

/** A content-addressed store below `folder`. Only a hash ever becomes a path, so no name can leave it. */
export function openFiles(folder: string): FileStore {
  const made = new Set<string>()
  const pathOf = (hash: string) => {
    if (!hashPattern.test(hash)) throw new RangeError('not a file hash')
    return join(folder, hash.slice(0, 2), hash)
  }
  const put = async (bytes: Buffer) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const path = pathOf(hash)
    if (
      await stat(path).then(
        (found) => found.size === bytes.length,
        () => false,
      )
    )
      return hash
    const shelf = join(folder, hash.slice(0, 2))
    if (!made.has(shelf)) {
      await mkdir(shelf, { recursive: true })
      made.add(shelf)
    }
    const beside = `${path}.${randomUUID()}`
    try {
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
    } catch (error) {
      // Half a file on a full disk takes the room that the next one needs.
      await rm(beside, { force: true }).catch(() => {})
      throw error
    }
    return hash
  }
  return {
    put,
    read: (hash) => readFile(pathOf(hash)),
    stream: (hash) => createReadStream(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}
