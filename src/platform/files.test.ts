import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFiles } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseward-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a file that cannot be put into place leaves nothing behind, and can be put there later', async () => {
  const files = openFiles(folder)
  const bytes = Buffer.from('what a mail brought')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const shelf = join(folder, hash.slice(0, 2))
  mkdirSync(join(shelf, hash, 'in the way'), { recursive: true })
  await expect(files.put(bytes)).rejects.toThrow()
  expect(readdirSync(shelf)).toEqual([hash])
  rmSync(join(shelf, hash), { recursive: true })
  expect(await files.put(bytes)).toBe(hash)
  expect((await files.read(hash)).equals(bytes)).toBe(true)
  expect(readdirSync(shelf)).toEqual([hash])
})

test('only a hash becomes a path', async () => {
  const files = openFiles(folder)
  for (const name of ['../../etc/passwd', '', '0'.repeat(63), 'A'.repeat(64), `${'0'.repeat(64)}/..`]) {
    expect(() => files.stream(name), name).toThrow('not a file hash')
    expect(() => files.read(name), name).toThrow('not a file hash')
  }
})
