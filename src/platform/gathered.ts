import { type Compilable, CompiledQuery, type Insertable, sql, type Updateable } from 'kysely'
import { arrayOf, type ColumnType } from './arrays.ts'
import type { Db } from './context.ts'
import type { DB } from './tables.gen.ts'

type Table = keyof DB & string
type Row = Record<string, unknown>

/** Columns of type jsonb or json, whose values come as JSON text. */
export const jsonColumns: ReadonlySet<string> = new Set(
  ['because', 'call', 'considered', 'content', 'custom', 'detail', 'facts', 'pauses'].concat([
    'cc_addresses',
    'flags',
    'to_addresses',
    'wanted_skills',
  ]),
)

/** Those of type json: kept as the text that they are, and only ever read whole. */
export const wholeColumns: ReadonlySet<string> = new Set(['sla_case.facts', 'sla_clock.detail'])

/** Tables into which one transaction writes many rows at once, with all of their columns. */
export const manyRows: Readonly<Record<string, Readonly<Record<string, ColumnType>>>> = {
  event: {
    ...{ id: 'uuid', chain_id: 'uuid', seq: 'int', case_id: 'uuid', name: 'text', at: 'timestamptz' },
    ...{ actor_kind: 'text', actor_id: 'uuid', cause_id: 'uuid', content: 'jsonb' },
    ...{ salt: 'bytea', digest: 'bytea', hash: 'bytea' },
  },
  event_chain: { id: 'uuid', length: 'int', head: 'bytea' },
  notification: {
    ...{ id: 'uuid', person_id: 'uuid', case_id: 'uuid', mailbox_id: 'uuid', event_id: 'uuid', kind: 'text' },
    ...{ contract_id: 'uuid', content: 'jsonb', at: 'timestamptz', mail: 'text' },
  },
  escalation: {
    ...{ id: 'uuid', case_id: 'uuid', level: 'int', cause: 'text', reason: 'text', at: 'timestamptz' },
    ...{ clock_id: 'uuid' },
  },
}
/** From so many on the shorter way pays for a second plan. */
const many = 16

export interface Statement {
  text: string
  values: unknown[]
}

/**
 * Rows that a transaction is about to write. They go out in one statement, before whatever is asked next on the same
 * connection and before the commit: nobody ever reads without them, and twenty inserts cost one round trip.
 */
export class GatheredRows {
  #rows: { table: string; row: Row }[] = []
  #beside: Statement[] = []

  add(table: string, row: Row): void {
    this.#rows.push({ table, row: { ...row } })
  }

  /** A change of a row that stands already, sent along. Two of the same row in one statement would lose one of them. */
  addStatement(statement: Statement): void {
    this.#beside.push(statement)
  }

  find(table: string, id: string): Row | undefined {
    return this.#rows.find((each) => each.table === table && (each.row.id ?? each.row.case_id) === id)?.row
  }

  has(table: string): boolean {
    return this.#rows.some((each) => each.table === table)
  }

  /** All that is waiting, as one statement; null when nothing is. */
  take(): Statement | null {
    if (this.#rows.length === 0 && this.#beside.length === 0) return null
    const statement = statementOf(this.#rows, this.#beside)
    this.#rows = []
    this.#beside = []
    return statement
  }
}

/** Sent over a connection, this names the rows to be written before its next question; it never reaches the server. */
export const gatherMark = '-- gather'
/** At the beginning of a question: it can be answered without the rows that wait, so they go on waiting. */
export const besideMark = '/* beside */'
/** At the beginning of a statement: nobody reads its answer, so in a transaction it makes one trip with the next question. */
export const aheadMark = '/* ahead */'

const gatheredOf = new WeakMap<Db, GatheredRows>()

/** From now on the rows of this transaction are gathered. */
export async function gather(trx: Db): Promise<void> {
  const rows = new GatheredRows()
  gatheredOf.set(trx, rows)
  await trx.executeQuery(CompiledQuery.raw(gatherMark, [rows]))
}

/**
 * Inserts rows, at the latest when anything else is asked.
 * What the database refuses (a key that is there already) comes up then, so nothing that is caught belongs here.
 */
export async function insertRows<T extends Table>(db: Db, table: T, rows: readonly Insertable<DB[T]>[]): Promise<void> {
  const gathered = gatheredOf.get(db)
  const waiting = gathered ?? new GatheredRows()
  for (const row of rows) waiting.add(table, row)
  if (!gathered) await send(db, waiting)
}

/** A change whose outcome nobody asks for goes with the rows. */
export async function changeBeside(db: Db, change: { compile: () => CompiledQuery }): Promise<void> {
  const { sql: text, parameters } = change.compile()
  const gathered = gatheredOf.get(db)
  if (gathered) gathered.addStatement({ text, values: [...parameters] })
  else await db.executeQuery(CompiledQuery.raw(text, [...parameters]))
}

/** Changes a row that has not been sent yet. False where there is none such, and an update is due. */
export function amendRow<T extends Table>(db: Db, table: T, id: string, change: Updateable<DB[T]>): boolean {
  const row = gatheredOf.get(db)?.find(table, id)
  // as in an update, what is undefined is not changed
  for (const [column, value] of Object.entries(change)) if (row && value !== undefined) row[column] = value
  return row !== undefined
}

/** A row that has not been sent yet, for reading what was just written without sending it. */
export const waitingRow = <T extends Table>(db: Db, table: T, id: string) =>
  gatheredOf.get(db)?.find(table, id) as Insertable<DB[T]> | undefined

/** Whether rows of a table wait: then what is asked of it is not asked beside them. */
export const areWaiting = (db: Db, table: Table): boolean => gatheredOf.get(db)?.has(table) ?? false

/** Asks what can be answered without the rows that wait. */
export async function askBeside<T>(db: Db, query: Compilable<T>): Promise<T[]> {
  const { sql: text, parameters } = query.compile()
  return (await db.executeQuery(CompiledQuery.raw(`${besideMark} ${text}`, [...parameters]))).rows as T[]
}

/** The row as a table to select from, wherever it stands by now; not for its jsonb columns. */
export function rowAsTable(db: Db, table: Table, id: string) {
  const row = waitingRow(db, table, id)
  return row
    ? sql`json_populate_record(null::${sql.table(table)}, ${jsonOf(spelt(row as Row))}::json) as ${sql.table(table)}`
    : sql.table(table)
}

async function send(db: Db, rows: GatheredRows) {
  const statement = rows.take()
  if (statement) await db.executeQuery(CompiledQuery.raw(statement.text, statement.values))
}

function statementOf(rows: readonly { table: string; row: Row }[], beside: readonly Statement[]): Statement {
  const parts = new Map<string, { table: string; columns: string[]; rows: Row[] }>()
  for (const { table, row } of rows) {
    const columns = Object.keys(row).filter((column) => row[column] !== undefined)
    const key = `${table} ${columns.join(' ')}`
    const part = parts.get(key) ?? { table, columns, rows: [] }
    parts.set(key, part)
    part.rows.push(row)
  }
  const values: unknown[] = []
  const texts = [...parts.values()].map(({ table, columns, rows }) => {
    const names = columns.map((column) => `"${column}"`).join(', ')
    const types = rows.length >= many ? manyRows[table] : undefined
    if (types && columns.every((column) => types[column])) {
      const arrays = columns.map((column) => {
        values.push(
          arrayOf(
            types[column]!,
            rows.map((row) => row[column]),
          ),
        )
        return `$${values.length}::${types[column]}[]`
      })
      return `insert into "${table}" (${names}) select * from unnest(${arrays.join(', ')})`
    }
    values.push(jsonOf(rows.map(spelt)))
    const read = columns.map((column) => {
      const type = wholeColumns.has(`${table}.${column}`) ? 'json' : 'jsonb'
      return jsonColumns.has(column) ? `("${column}" #>> '{}')::${type}` : `"${column}"`
    })
    return `insert into "${table}" (${names}) select ${read.join(', ')} from json_populate_recordset(null::"${table}", $${values.length}::json)`
  })
  for (const { text, values: own } of beside) {
    const before = values.length
    texts.push(text.replace(/\$(\d+)/g, (_, place) => `$${before + Number(place)}`))
    values.push(...own)
  }
  const last = texts.pop()!
  const named = texts.map((text, place) => `part${place} as (${text})`)
  return { text: named.length > 0 ? `with ${named.join(', ')} ${last}` : last, values }
}

/** Bytes as PostgreSQL reads them in JSON. */
const spelt = (row: Row): Row =>
  Object.values(row).some(Buffer.isBuffer)
    ? Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
        ]),
      )
    : row

/** As PostgreSQL reads it into columns; half a surrogate pair, which no text can hold, becomes the mark for it. */
function jsonOf(value: unknown): string {
  const json = JSON.stringify(value)
  if (!/\\ud[89a-f]/.test(json)) return json
  return JSON.stringify(value, (_, each) => (typeof each === 'string' ? each.toWellFormed() : each))
}
