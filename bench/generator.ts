import { parseArgs } from 'node:util'
import pg from 'pg'
import { indexCases } from '../src/features/search/store/indexing.ts'
import { openDatabase } from '../src/platform/database.ts'
import { caseStatements } from './generator/cases.ts'
import { customerStatements, houseStatements, typeStatements } from './generator/house.ts'
import { helperStatements, paragraphs } from './generator/words.ts'

// Fills a migrated, otherwise empty database with a believable past: always the same one for the same number of cases.
const batch = 20_000
const indexBatch = 1_000

export interface Filled {
  cases: number
  seconds: number
}

export async function fillDatabase(url: string, cases: number, say: (line: string) => void): Promise<Filled> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c synchronous_commit=off' })
  await client.connect()
  const { db, close } = openDatabase(url, 1)
  const began = performance.now()
  try {
    const { rows } = await client.query<{ busy: boolean }>('select exists (select 1 from cases) as busy')
    if (rows[0]!.busy) throw new Error('this database already holds cases; the generator fills an empty one')
    for (const statement of helperStatements) await client.query(statement)
    await client.query(
      'insert into pg_temp.paragraph select ordinality - 1, text from unnest($1::text[]) with ordinality as t (text, ordinality)',
      [paragraphs()],
    )
    for (const statement of [...houseStatements, ...typeStatements, ...customerStatements])
      await client.query(statement)
    const restoreIndexes = await dropIndexes(client, ['case_search'])
    for (let from = 1; from <= cases; from += batch) {
      const to = Math.min(from + batch - 1, cases)
      for (const statement of caseStatements(from, to, cases)) await client.query(statement)
      const { rows: planned } = await client.query<{ id: string }>('select id from pg_temp.planned')
      for (let i = 0; i < planned.length; i += indexBatch) {
        const slice = planned.slice(i, i + indexBatch)
        await indexCases(
          db,
          slice.map(({ id }) => id),
        )
      }
      say(`${to.toLocaleString('en')} of ${cases.toLocaleString('en')} cases`)
    }
    say('indexes')
    await restoreIndexes()
    await client.query(`select setval('case_number', ${10_000 + cases})`)
    await client.query('vacuum analyze')
    return { cases, seconds: (performance.now() - began) / 1000 }
  } finally {
    await client.end()
    await close()
  }
}

/** Building an index once is many times faster than growing it row by row. Constraints keep theirs. */
async function dropIndexes(client: pg.Client, tables: string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return async () => {
    for (const { definition } of rows) await client.query(definition)
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '10000' }, url: { type: 'string' } } })
  const cases = Number(values.cases)
  if (!values.url || !Number.isInteger(cases) || cases < 1 || cases > 5_000_000) {
    process.stderr.write('usage: node bench/generator.ts --url postgres://… [--cases 10000|100000|1000000]\n')
    process.exit(2)
  }
  const filled = await fillDatabase(values.url, cases, (line) => process.stdout.write(`${line}\n`))
  process.stdout.write(`${filled.cases.toLocaleString('en')} cases in ${filled.seconds.toFixed(1)} s\n`)
}
