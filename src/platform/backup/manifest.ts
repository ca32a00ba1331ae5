import { z } from 'zod'

/** The last entry of a backup: what must be in it. A backup without one was cut off. */
export const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  madeAt: z.iso.datetime(),
  /** The migrations that the database had. */
  schema: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.int() })),
  jobs: z.int(),
  files: z.object({ count: z.int(), bytes: z.int() }),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestEntry = 'manifest.json'
export const jobsEntry = 'jobs.json'
export const keyEntry = 'secret.key'

/** Tables stand in the archive before the files, each as parts in order. */
export const tableEntry = (table: string, part: number): string =>
  `tables/${table}/${String(part).padStart(6, '0')}.copy`
export const fileEntry = (hash: string): string => `files/${hash}`

export type Entry =
  | { kind: 'table'; table: string }
  | { kind: 'file'; hash: string }
  | { kind: 'jobs' | 'key' | 'manifest' }

/** What an entry of the archive is, by its name; undefined when it is none of ours. */
export function entryOf(name: string): Entry | undefined {
  if (name === manifestEntry) return { kind: 'manifest' }
  if (name === jobsEntry) return { kind: 'jobs' }
  if (name === keyEntry) return { kind: 'key' }
  const table = /^tables\/([a-z0-9_]+)\/\d{6}\.copy$/.exec(name)?.[1]
  if (table) return { kind: 'table', table }
  const hash = /^files\/([0-9a-f]{64})$/.exec(name)?.[1]
  return hash ? { kind: 'file', hash } : undefined
}
