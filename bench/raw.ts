import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { createCase } from '../src/features/cases/actions/create-case.ts'
import { getCase } from '../src/features/cases/actions/views.ts'
import type { Config } from '../src/platform/config.ts'
import { idAt } from '../src/platform/ids.ts'
import { inTransaction, systemActor } from '../src/platform/runtime.ts'
import type { DB } from '../src/platform/tables.gen.ts'
import { currentInstant } from '../src/platform/time.ts'
import { openProgram } from '../src/program.ts'
import { type Measured, measure } from './load.ts'

export interface Statement {
  text: string
  values: unknown[]
}

type Body = Parameters<typeof createCase>[1]

/** What one creation of a case says to PostgreSQL, without begin and commit, and the ids that it made. */
export async function recordCreate(config: Config, url: string, body: Body) {
  const program = openProgram(config, url, 2)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const statements: Statement[] = []
  let recording = false
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      if (recording && !/^(begin|commit)/i.test(query.sql))
        statements.push({ text: query.sql, values: [...query.parameters] })
    },
  })
  try {
    const runtime = { ...program.runtime, db }
    const create = () => inTransaction(runtime, systemActor, async (ctx) => getCase(ctx, await createCase(ctx, body)))
    // The first reads what is read once and then known.
    await create()
    recording = true
    const made = await create()
    return { statements, madeIds: idsLike(statements, made.id) }
  } finally {
    await db.destroy()
    await program.close()
  }
}

/** Ids of the same millisecond as the case's were made with it; everything else was there before. */
function idsLike(statements: readonly Statement[], caseId: string): string[] {
  const beginning = caseId.slice(0, 13)
  const found = JSON.stringify(statements).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []
  return [...new Set(found)].filter((id) => id.startsWith(beginning))
}

/** The same statements in the same transactions, prepared, on plain connections: what PostgreSQL alone takes for it. */
export async function replayCreate(
  url: string,
  { statements, madeIds }: Awaited<ReturnType<typeof recordCreate>>,
  run: { count: number; clients: number },
): Promise<Measured> {
  const connections = await Promise.all(
    Array.from({ length: run.clients }, async () => {
      const client = new pg.Client({ connectionString: url, options: '-c jit=off -c random_page_cost=1.1' })
      await client.connect()
      return client
    }),
  )
  const idle = [...connections]
  const measured = await measure({ ...run, warmUp: run.clients * 5 }, async () => {
    const client = idle.pop()!
    const fresh = new Map(madeIds.map((id) => [id, idAt(currentInstant())]))
    await client.query('begin')
    for (const [at, { text, values }] of statements.entries())
      await client.query({ name: `create ${at}`, text, values: values.map((value) => renewed(value, fresh)) })
    await client.query('commit')
    idle.push(client)
  })
  await Promise.all(connections.map((client) => client.end()))
  return measured
}

function renewed(value: unknown, fresh: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => renewed(each, fresh))
  if (typeof value !== 'string' || value.length < 36) return value
  return value.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => fresh.get(id) ?? id)
}
