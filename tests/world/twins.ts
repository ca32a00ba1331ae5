import type pg from 'pg'

/**
 * As many cases like this one as asked for, with its clocks, written by the database alone: a thousand cases in the time
 * of a few. They have no timeline of their own yet; what happens to them begins one at the end of their chain.
 */
export async function makeTwins(client: Pick<pg.Client, 'query'>, id: string, count: number): Promise<void> {
  await client.query('create temp table if not exists twin (id uuid)')
  await client.query('truncate twin')
  await client.query('insert into twin select gen_random_uuid() from generate_series(1, $1)', [count])
  const twins = async (table: string, key: string, more = `'{}'`) => {
    // What the database derives itself is not written.
    const { rows } = await client.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    const columns = (of: string) => rows.map(({ name }) => `${of}"${name}"`).join(', ')
    await client.query(
      `insert into ${table} (${columns('')}) select ${columns('made.')} from ${table} as one, twin,
         lateral jsonb_populate_record(one, jsonb_build_object('${key}', twin.id) || ${more}) as made
       where one.${key} = $1`,
      [id],
    )
  }
  await twins('cases', 'id', `jsonb_build_object('number', nextval('case_number') + 0 * length(twin.id::text))`)
  await twins('sla_case', 'case_id')
  await twins('sla_clock', 'case_id', `jsonb_build_object('id', md5(twin.id::text || one.id::text)::uuid)`)
  await twins('event_chain', 'id')
  await client.query('analyze cases, sla_case, sla_clock, event_chain')
}
