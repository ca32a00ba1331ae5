import pg from 'pg'
import { expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/platform/migrate.ts'
import { cloneDatabase } from './database.ts'

test('a copy is migrated, its own, and gone when dropped', async () => {
  const [one, two] = await Promise.all([cloneDatabase(), cloneDatabase()])
  try {
    expect(await migrate(one.url, () => {})).toBe(0)
    await query(one.url, 'create table only_here ()')
    const [{ there }] = await query(two.url, `select to_regclass('only_here') is not null as there`)
    expect(there).toBe(false)
    const applied = await query(two.url, 'select number from schema_migration')
    expect(applied).toHaveLength(readMigrations().length)
  } finally {
    await Promise.all([one.drop(), two.drop()])
  }
  await expect(query(one.url, 'select 1')).rejects.toThrow(/does not exist/)
})

test('a migration that fails leaves nothing of itself behind', async () => {
  const { url, drop } = await cloneDatabase()
  const number = readMigrations().at(-1)!.number + 1
  const broken = { number, name: 'broken', checksum: 'x', sql: 'create table half_made (); select 1 / 0' }
  await expect(migrate(url, () => {}, [...readMigrations(), broken])).rejects.toThrow(
    /0*\d+_broken failed and was undone/,
  )
  const [{ there }] = await query(url, `select to_regclass('half_made') is not null as there`)
  expect(there).toBe(false)
  await drop()
})

async function query(url: string, text: string): Promise<any[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
