import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import { CannotStart } from '../cannot-start.ts'
import { fileEntry, jobsEntry, keyEntry, type Manifest, manifestEntry, tableEntry } from './manifest.ts'
import { columnList, sequencesOf, type Table, tablesOf } from './tables.ts'

interface Backup {
  databaseUrl: string
  dataDir: string
  /** Where it goes; must not be there yet. */
  file: string
  version: string
  madeAt: Date
  /** SQL that lists, as `hash`, each file that rows of the database name. */
  fileReferences: string
  /** Jobs that must not be done again after a restore. */
  jobsLeftOut: readonly string[]
  say: (line: string) => void
}

const partBytes = 4 * 1024 * 1024

/**
 * Writes the database as it is at one instant, and every file it names, into a gzipped tar. Files are never changed
 * once written, so copying them after the snapshot is consistent with it. The archive appears under its name when whole.
 */
export async function writeBackup(backup: Backup): Promise<Manifest> {
  if (existsSync(backup.file)) throw new CannotStart(`${backup.file} is there already. Please name another file.`)
  const unfinished = `${backup.file}.unfinished`
  const client = new pg.Client({ connectionString: backup.databaseUrl, application_name: 'caseward backup' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const archive = pack()
    const written = pipeline(archive, createGzip({ level: 5 }), createWriteStream(unfinished, { mode: 0o600 }))
    const filled = fill(archive, client, backup).catch((error: Error) => {
      archive.destroy(error)
      throw error
    })
    const [manifest] = await Promise.all([filled, written])
    await flush(unfinished)
    await rename(unfinished, backup.file)
    return manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    const { code, message } = error as NodeJS.ErrnoException
    if (code && /^E[A-Z]+$/.test(code)) throw new CannotStart(`The backup could not be written: ${message}`)
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function fill(archive: Pack, client: pg.Client, backup: Backup): Promise<Manifest> {
  const { say } = backup
  const { rows: schema } = await client
    .query<Manifest['schema'][number]>('select number, name, checksum from schema_migration order by number')
    .catch(() => {
      throw new CannotStart('This database holds no Caseward yet: there is nothing to back up.')
    })
  const tables: Manifest['tables'] = []
  for (const table of await tablesOf(client)) {
    tables.push(await writeTable(archive, client, table))
    const { name, rows } = tables.at(-1)!
    if (rows > 0) say(`${name}: ${rows}`)
  }
  const jobs = await jobsOf(client, backup.jobsLeftOut)
  await put(archive, jobsEntry, Buffer.from(JSON.stringify(jobs)))
  const sequences = await sequencesOf(client)
  const { rows } = await client.query<{ hash: string }>(backup.fileReferences)
  await client.query('rollback')
  const key = join(backup.dataDir, 'secret.key')
  if (existsSync(key)) await put(archive, keyEntry, await readFile(key))
  const files = await writeFiles(archive, backup, rows)
  const { version, madeAt } = backup
  const manifest: Manifest = {
    ...{ format: 1, version, madeAt: madeAt.toISOString(), schema, tables, sequences },
    ...{ jobs: jobs.length, files },
  }
  await put(archive, manifestEntry, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
  archive.finalize()
  return manifest
}

async function writeTable(archive: Pack, client: pg.Client, table: Table): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256')
  const stream = client.query(copyTo(`copy public.${columnList(table)} to stdout`))
  let parts = 0
  let waiting: Buffer[] = []
  let bytes = 0
  const flushPart = async () => {
    if (bytes === 0) return
    await put(archive, tableEntry(table.name, ++parts), Buffer.concat(waiting))
    waiting = []
    bytes = 0
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes >= partBytes) await flushPart()
  }
  await flushPart()
  return { ...table, rows: stream.rowCount, sha256: hash.digest('hex') }
}

async function writeFiles(archive: Pack, { dataDir, say }: Backup, references: { hash: string }[]) {
  const files = { count: 0, bytes: 0 }
  for (const { hash } of references) {
    const path = join(dataDir, 'files', hash.slice(0, 2), hash)
    const found = await stat(path).catch(() => undefined)
    if (!found) {
      throw new CannotStart(
        `The file ${path} is missing, though the database names it. caseward doctor --all tells more.`,
      )
    }
    const entry = archive.entry({ name: fileEntry(hash), size: found.size, mode: 0o600 })
    await pipeline(createReadStream(path), entry as unknown as NodeJS.WritableStream)
    files.count++
    files.bytes += found.size
    if (files.count % 500 === 0) say(`files: ${files.count} of ${references.length}`)
  }
  if (files.count > 0) say(`files: ${files.count}`)
  return files
}

/** Jobs that wait, as they were asked for: the queue's own tables belong to its version. */
async function jobsOf(client: pg.Client, leftOut: readonly string[]) {
  const { rows } = await client.query(
    `select t.identifier as task, j.payload, q.queue_name as queue, j.run_at as "runAt", j.max_attempts as "maxAttempts",
            j.key, j.priority
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts and t.identifier <> all($1) order by j.id`,
    [leftOut],
  )
  return rows as Record<string, unknown>[]
}

function put(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    archive.entry({ name, mode: 0o600 }, bytes, (error) => (error ? failed(error) : done()))
  })
}

async function flush(path: string) {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}
