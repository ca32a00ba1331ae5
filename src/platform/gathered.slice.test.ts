import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecording } from '../../tests/world/statements.ts'
import { testWorld, type World } from '../../tests/world/world.ts'
import { arrayOf } from './arrays.ts'
import {
  aheadMark,
  amendRow,
  besideMark,
  changeBeside,
  insertRows,
  jsonColumns,
  manyRows,
  waitingRow,
  wholeColumns,
} from './gathered.ts'
import { inTransaction, type Runtime, systemActor } from './runtime.ts'

let world: World
let recording: ReturnType<typeof openRecording>
let runtime: Runtime

beforeAll(async () => {
  world = await testWorld()
  recording = openRecording(world.runtime.config.databaseUrl!)
  runtime = { ...world.runtime, db: recording.db }
})
afterAll(async () => {
  await recording.close()
  await world.close()
})

const row = (id: string, name: string) => ({ id, name, created_at: world.now })
const namesOf = async (ids: string[]) =>
  (await world.runtime.db.selectFrom('contact').select('name').where('id', 'in', ids).orderBy('id').execute()).map(
    (each) => each.name,
  )

test('rows go out in one statement, before the next question and before the commit', async () => {
  recording.statements.length = 0
  const ids = await inTransaction(runtime, systemActor, async (ctx) => {
    const [first, second, third] = [ctx.newId(), ctx.newId(), ctx.newId()]
    await insertRows(ctx.db, 'contact', [row(first, 'One'), row(second, 'Two')])
    await insertRows(ctx.db, 'contact_email', [{ email: `${first}@rows.example`, contact_id: first }])
    expect(recording.statements).toHaveLength(0)
    const { rows } = await sql<{ email: string }>`select email from contact_email where contact_id = ${first}`.execute(
      ctx.db,
    )
    expect(rows).toEqual([{ email: `${first}@rows.example` }])
    expect(recording.statements).toHaveLength(2)
    await insertRows(ctx.db, 'contact', [row(third, 'Three')])
    return [first, second, third]
  })
  expect(recording.statements).toHaveLength(3)
  expect(await namesOf(ids)).toEqual(['One', 'Two', 'Three'])
})

test('a row that waits can be amended and read; what can be answered without it does not send it', async () => {
  recording.statements.length = 0
  const id = await inTransaction(runtime, systemActor, async (ctx) => {
    const fresh = ctx.newId()
    await insertRows(ctx.db, 'contact', [row(fresh, 'Before')])
    await sql`${sql.raw(besideMark)} select 1`.execute(ctx.db)
    expect(amendRow(ctx.db, 'contact', fresh, { name: 'After' })).toBe(true)
    expect(waitingRow(ctx.db, 'contact', fresh)).toMatchObject({ name: 'After' })
    await changeBeside(
      ctx.db,
      ctx.db.updateTable('organisation').set({ name: 'Changed beside' }).where('set_up_at', 'is not', null),
    )
    await sql`select 2`.execute(ctx.db)
    expect(amendRow(ctx.db, 'contact', fresh, { name: 'Too late' })).toBe(false)
    return fresh
  })
  expect(recording.statements.map(({ text }) => text.slice(0, 19))).toEqual([
    '/* beside */ select',
    'with part0 as (inse',
    'select 2',
  ])
  expect(await namesOf([id])).toEqual(['After'])
  const organisation = await world.runtime.db.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  expect(organisation.name).toBe('Changed beside')
})

test('a row that the database refuses undoes the whole transaction, also when only the commit sends it', async () => {
  const ids: string[] = []
  const twice = inTransaction(runtime, systemActor, async (ctx) => {
    ids.push(ctx.newId(), ctx.newId())
    await sql`update organisation set name = 'Undone'`.execute(ctx.db)
    await insertRows(ctx.db, 'contact', [row(ids[0]!, 'Good')])
    await insertRows(ctx.db, 'contact_email', [{ email: 'nobody@rows.example', contact_id: ids[1]! }])
  })
  await expect(twice).rejects.toMatchObject({ code: '23503' })
  expect(await namesOf(ids)).toEqual([])
  const { rows } = await sql<{ name: string }>`select name from organisation`.execute(recording.db)
  expect(rows[0]!.name).not.toBe('Undone')
})

test('what nobody waits for makes one trip with the next question, in order, and undoes all where it fails', async () => {
  recording.trips = 0
  const name = await inTransaction(runtime, systemActor, async (ctx) => {
    await sql`${sql.raw(aheadMark)} update organisation set name = 'Sent ahead'`.execute(ctx.db)
    return (await sql<{ name: string }>`select name from organisation`.execute(ctx.db)).rows[0]!.name
  })
  expect(name).toBe('Sent ahead')
  // The question with what went ahead of it, and the commit.
  expect(recording.trips).toBe(2)
  const failing = inTransaction(runtime, systemActor, async (ctx) => {
    await sql`update organisation set name = 'Never'`.execute(ctx.db)
    await sql`${sql.raw(aheadMark)} select 1 / ${0}::int`.execute(ctx.db)
  })
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  const abandoned = inTransaction(runtime, systemActor, async (ctx) => {
    await sql`${sql.raw(aheadMark)} select 1 / ${0}::int`.execute(ctx.db)
    throw new Error('changed my mind')
  })
  await expect(abandoned).rejects.toThrow('changed my mind')
  const { rows } = await sql<{ name: string }>`select name from organisation`.execute(recording.db)
  expect(rows[0]!.name).toBe('Sent ahead')
})

test('what was gathered before a failure is never sent by the next transaction of the connection', async () => {
  const ids: string[] = []
  const failing = inTransaction(runtime, systemActor, async (ctx) => {
    ids.push(ctx.newId())
    await insertRows(ctx.db, 'contact', [row(ids[0]!, 'Dropped')])
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await inTransaction(runtime, systemActor, async (ctx) => void (await sql`select 1`.execute(ctx.db)))
  expect(await namesOf(ids)).toEqual([])
})

test('every kind of value arrives as it would alone', async () => {
  const { id: caseId } = await world.as('ana').cases.createCase({ body: { subject: 'Bytes', note: 'And more.' } })
  const id = await inTransaction(runtime, systemActor, async (ctx) => {
    const fresh = ctx.newId()
    await insertRows(ctx.db, 'message', [
      {
        id: fresh,
        case_id: caseId,
        kind: 'email',
        direction: 'in',
        public: true,
        text: 'half \ud83d of a pair, "quotes", \\ and Ærøskøbing',
        reference_ids: ['<a@b>', '{"c",d}'],
        flags: JSON.stringify({ nested: { list: [1, 'two'] } }),
        subject: null,
        received_at: world.now,
        created_at: world.now,
      },
    ])
    return fresh
  })
  const kept = await world.runtime.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(kept).toMatchObject({
    text: 'half \ufffd of a pair, "quotes", \\ and Ærøskøbing',
    reference_ids: ['<a@b>', '{"c",d}'],
    flags: { nested: { list: [1, 'two'] } },
    subject: null,
    delivery_attempts: 0,
    received_at: world.now,
  })
})

test('what is written in bulk has just the columns of JSON that are named so', async () => {
  const source = join(import.meta.dirname, '..')
  const files = (await readdir(source, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const texts = await Promise.all(files.map((name) => readFile(join(source, name), 'utf8')))
  const tables = new Set(
    texts.flatMap((text) => [...text.matchAll(/insertRows\(\s*[\w.]+,\s*'(\w+)'/g)].map(([, table]) => table!)),
  )
  expect(tables).toContain('sla_clock')
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as table, column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = any(${[...tables]}::text[])`.execute(world.runtime.db)
  const holdJson = rows.filter(({ type }) => type === 'jsonb' || type === 'json')
  expect(new Set(holdJson.map(({ column }) => column))).toEqual(jsonColumns)
  expect(rows.filter((row) => jsonColumns.has(row.column) && !holdJson.includes(row))).toEqual([])
  const whole = holdJson.filter(({ type }) => type === 'json').map(({ table, column }) => `${table}.${column}`)
  expect(new Set(whole)).toEqual(wholeColumns)
})

test('columns that many rows are sent by have the types of the tables', async () => {
  const { rows } = await sql<{ key: string; type: string }>`
    select table_name || '.' || column_name as key, udt_name as type from information_schema.columns
    where table_schema = 'public'`.execute(world.runtime.db)
  const types = new Map(rows.map(({ key, type }) => [key, type.replace('int4', 'int').replace('bool', 'boolean')]))
  for (const [table, columns] of Object.entries(manyRows))
    for (const [column, type] of Object.entries(columns)) expect(types.get(`${table}.${column}`)).toBe(type)
  // a column that rows name and this does not sends them the long way: only what is written later is missing
  const missing = rows
    .map(({ key }) => key.split('.'))
    .filter(([table, column]) => {
      return table === 'notification' && !(column! in manyRows.notification!)
    })
  expect(missing.map(([, column]) => column).sort()).toEqual(['mail_error', 'over_at', 'read_at'])
})

test('any number of rows says the same, whatever stands in them', async () => {
  const texts = ['plain', 'a "quoted" \\ word', 'two\nlines\t', '{a,b}', 'NULL', '', 'é 漢 😀', "it's"]
  const made = Array.from({ length: 40 }, (_, at) => ({
    text: texts[at % texts.length]!,
    content: JSON.stringify({ by: texts[at % texts.length], at: at % 3 === 0 ? null : [at] }),
    salt: at % 4 === 0 ? null : Buffer.from([0, 92, 34, at]),
  }))
  const ids = await inTransaction(runtime, systemActor, async (ctx) => {
    const rows = made.map(({ text, content, salt }, at) => ({
      ...{ id: ctx.newId(), chain_id: ctx.newId(), seq: at + 1, case_id: null, name: text, at: ctx.now },
      ...{ actor_kind: 'system', actor_id: null, cause_id: null, content, salt },
      ...{ digest: Buffer.from(text), hash: Buffer.alloc(0) },
    }))
    recording.statements.length = 0
    await insertRows(ctx.db, 'event', rows)
    return rows.map(({ id }) => id)
  })
  expect(recording.statements.filter(({ text }) => text.includes('unnest'))).toHaveLength(1)
  const { rows } = await sql<{ name: string; content: unknown; salt: Buffer | null; digest: Buffer }>`
    select name, content, salt, digest from event where id = any(${ids}::uuid[]) order by seq`.execute(world.runtime.db)
  expect(rows).toEqual(
    made.map(({ text, content, salt }) => ({
      ...{ name: text, content: JSON.parse(content), salt, digest: Buffer.from(text) },
    })),
  )
})

test('half a surrogate pair becomes the mark for it in an array too', () => {
  expect(arrayOf('text', ['a\ud800b', null])).toBe('{"a\ufffdb",NULL}')
})
