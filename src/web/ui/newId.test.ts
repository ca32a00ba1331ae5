import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Id } from '../../platform/shapes.ts'
import { newId } from './newId.ts'

test('an id is one, and another each time', () => {
  const ids = Array.from({ length: 100 }, newId)
  for (const id of ids) expect(Id.parse(id)).toBe(id)
  expect(new Set(ids).size).toBe(100)
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('no screen asks for what a browser has only on https', () => {
  const web = join(import.meta.dirname, '..')
  const asking = globSync('**/*.{ts,tsx}', { cwd: web }).filter(
    (file) => !file.endsWith('.test.ts') && /crypto\.(randomUUID|subtle)/.test(readFileSync(join(web, file), 'utf8')),
  )
  expect(asking).toEqual([])
})
