import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { CannotStart } from '../cannot-start.ts'
import { type Entry, entryOf, fileEntry, Manifest } from './manifest.ts'

/** Each entry of a backup in order; the bytes must be read before the next one comes. */
export async function* entriesOf(file: string): AsyncGenerator<{ entry: Entry; bytes: AsyncIterable<Buffer> }> {
  const source = createReadStream(file)
  const unpacked = createGunzip()
  const archive = extract()
  let failure: Error | undefined
  for (const stream of [source, unpacked]) {
    stream.on('error', (error: Error) => {
      failure ??= error
      archive.destroy(error)
    })
  }
  // Told by the loop below; an event nobody hears would end the program.
  archive.on('error', () => {})
  source.pipe(unpacked)
  unpacked.pipe(archive as unknown as NodeJS.WritableStream)
  try {
    for await (const stream of archive) {
      const entry = entryOf(stream.header.name)
      if (!entry) throw new CannotStart(`${file} is not a backup of Caseward: it holds ${stream.header.name}.`)
      yield { entry, bytes: told(file, stream as AsyncIterable<Buffer>) }
      stream.resume()
    }
    if (failure) throw failure
  } catch (error) {
    throw unreadable(file, error)
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

/** Bytes that end before they should are the archive's fault, wherever they are read. */
async function* told(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): Error {
  if (error instanceof CannotStart) return error
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES') return new CannotStart(`${file} cannot be read: ${message}`)
  return new CannotStart(`${file} is not a whole backup of Caseward: ${message}. Nothing was changed.`)
}

/** Reads the whole backup and checks every sum and count in it, before anything is changed anywhere. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const tables = new Map<string, ReturnType<typeof createHash>>()
  const damaged = (what: string) => new CannotStart(`${file} is damaged: ${what}. Nothing was changed.`)
  let manifest: Manifest | undefined
  const files = { count: 0, bytes: 0 }
  let jobs = 0
  for await (const { entry, bytes } of entriesOf(file)) {
    if (entry.kind === 'table') {
      const hash = tables.get(entry.table) ?? createHash('sha256')
      tables.set(entry.table, hash)
      for await (const chunk of bytes) hash.update(chunk)
    } else if (entry.kind === 'file') {
      const hash = createHash('sha256')
      for await (const chunk of bytes) {
        hash.update(chunk)
        files.bytes += chunk.length
      }
      files.count++
      if (hash.digest('hex') !== entry.hash) throw damaged(`${fileEntry(entry.hash)} is not what it was`)
    } else if (entry.kind === 'jobs') {
      jobs = (JSON.parse((await whole(bytes)).toString()) as unknown[]).length
    } else if (entry.kind === 'manifest') {
      const read = Manifest.safeParse(JSON.parse((await whole(bytes)).toString()))
      if (!read.success) throw damaged('its list of contents cannot be read, or is of a newer Caseward')
      manifest = read.data
    }
  }
  if (!manifest) throw damaged('its list of contents is missing')
  const empty = createHash('sha256').digest('hex')
  for (const { name, sha256 } of manifest.tables) {
    if ((tables.get(name)?.digest('hex') ?? empty) !== sha256) throw damaged(`the table ${name} is not what it was`)
  }
  if (files.count !== manifest.files.count || files.bytes !== manifest.files.bytes) throw damaged('files are missing')
  if (jobs !== manifest.jobs) throw damaged('jobs are missing')
  return manifest
}

export async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}
