import type pg from 'pg'
import type { Manifest } from './manifest.ts'

export interface Table {
  name: string
  columns: string[]
}

/** Every table that keeps something, with what is stored in it; unlogged ones hold only what may be lost. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and c.relname <> 'schema_migration'
    group by c.relname order by c.relname`)
  return rows
}

export async function sequencesOf(client: pg.ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; value: string | number }>(`
    select sequencename::text as name, last_value as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`)
  return rows.map(({ name, value }) => ({ name, value: Number(value) }))
}

/** Names are ours, from the catalogue; quoted all the same. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const columnList = ({ name, columns }: Table): string => `${quoted(name)} (${columns.map(quoted).join(', ')})`
