import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** What a case shows: the higher one of what people and what clocks say, where nobody took that back. */
export async function setHandLevel(db: Db, id: string, level: number): Promise<void> {
  await sql`update cases set hand_level = ${level}, escalation_level = greatest(${level}::int, escalation_level)
    where id = ${id}`.execute(db)
}

/** What people say from now on, and what clocks say unless that was taken back. */
export async function restHandLevel(db: Db, id: string, level: number): Promise<void> {
  await sql`update cases set hand_level = ${level}, escalation_level = greatest(${level}::int,
    case when clock_level > lowered_level then clock_level else 0 end) where id = ${id}`.execute(db)
}

export async function lower(db: Db, id: string): Promise<void> {
  await sql`update cases set hand_level = 0, lowered_level = clock_level, escalation_level = 0 where id = ${id}`.execute(
    db,
  )
}
