import type { z } from 'zod'
import { Refusal } from './refusal.ts'

/** The place in a keyset-paged list where the next page begins, opaque to whoever carries it. */
export const cursorOf = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** Reads a cursor back; a damaged or foreign one is refused as malformed. */
export function placeOf<S extends z.ZodType>(shape: S, cursor: string | undefined): z.output<S> | null {
  if (cursor === undefined) return null
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Refusal('malformed', { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] })
  }
}
