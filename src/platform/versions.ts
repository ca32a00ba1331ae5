import type { Updateable } from 'kysely'
import type { Db } from './context.ts'
import type { DB } from './tables.gen.ts'

/** The tables whose rows are told by an id and carry a version that each change raises. */
type Versioned = { [T in keyof DB]: DB[T] extends Pick<DB['team'], 'id' | 'version'> ? T : never }[keyof DB]

/** Changes a row and raises its version; false where `version` is no longer its current one: somebody was faster. */
export async function updateAtVersion<T extends Versioned>(
  db: Db,
  table: T,
  id: string,
  version: number,
  change: Updateable<DB[T]>,
): Promise<boolean> {
  // Kysely cannot follow a table that stays open; the two columns read here are the same in every one of them.
  const row = await db
    .updateTable(table as 'team')
    .set({ ...(change as Updateable<DB['team']>), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes a row; false where `version` is no longer its current one. */
export async function deleteAtVersion(db: Db, table: Versioned, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom(table as 'team')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
