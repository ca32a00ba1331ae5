import pg from 'pg'
import { createCase } from '../src/features/cases/actions/create-case.ts'
import { getCase } from '../src/features/cases/actions/views.ts'
import { caseNumberOf } from '../src/features/cases/rules/numbers.ts'
import type { Config } from '../src/platform/config.ts'
import { idAt } from '../src/platform/ids.ts'
import { inTransaction, systemActor } from '../src/platform/runtime.ts'
import { currentInstant } from '../src/platform/time.ts'
import { openProgram } from '../src/program.ts'
import { openRecording } from '../tests/world/statements.ts'
import { type Measured, measure } from './load.ts'

type Body = Parameters<typeof createCase>[1]

/** What one creation of a case says to PostgreSQL, without begin and commit, and the ids that it made. */
export async function recordCreate(config: Config, url: string, body: Body) {
  const program = await openProgram(config, url, 2)
  const { db, statements, close } = openRecording(url)
  try {
    const runtime = { ...program.runtime, db }
    const create = () =>
      inTransaction(runtime, systemActor, async (ctx) => {
        const id = await createCase(ctx, body)
        await ctx.settle()
        return getCase(ctx, id)
      })
    // The first reads what is read once and then known.
    await create()
    statements.length = 0
    const made = await create()
    const number = caseNumberOf(made.number)!
    return { statements: [...statements], madeIds: idsLike(statements, made.id), number }
  } finally {
    await close()
    await program.close()
  }
}

/** Ids of the same millisecond as the case's were made with it; everything else was there before. */
function idsLike(statements: readonly { values: unknown[] }[], caseId: string): string[] {
  const beginning = caseId.slice(0, 13)
  const found = JSON.stringify(statements).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []
  return [...new Set(found)].filter((id) => id.startsWith(beginning))
}

/** The same statements in the same transactions, prepared, on plain connections: what PostgreSQL alone takes for it. */
export async function replayCreate(
  url: string,
  { statements, madeIds, number }: Awaited<ReturnType<typeof recordCreate>>,
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
  const { rows } = await connections[0]!.query<{ last: number }>('select max(number)::int as last from cases')
  let nextNumber = rows[0]!.last + 1_000_000
  const measured = await measure({ ...run, warmUp: run.clients * 5 }, async () => {
    const client = idle.pop()!
    const fresh = new Map(madeIds.map((id) => [id, idAt(currentInstant())]))
    fresh.set(`"number":${number}`, `"number":${nextNumber++}`)
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
  return value.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|"number":\d+/g,
    (made) => fresh.get(made) ?? made,
  )
}
