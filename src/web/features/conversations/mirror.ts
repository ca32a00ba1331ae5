/** What somebody was writing, as this device keeps it until the server has it. */
export interface Mirror {
  content: Record<string, unknown>
  /** When it was typed, by the clock of the server; null in copies that are older than this. */
  at: string | null
  /** What was last on its way to the server, which may have arrived though nobody said so. */
  sent: Record<string, unknown> | null
}

/** A copy as it was stored; null where there is none that can be read. */
export function readMirror(stored: string | null): Mirror | null {
  try {
    const read = JSON.parse(stored ?? 'null') as Mirror | Record<string, unknown> | null
    if (read === null || typeof read !== 'object') return null
    if ('content' in read && 'at' in read && 'sent' in read) return read as Mirror
    return { content: read, at: null, sent: null }
  } catch {
    return null
  }
}

/**
 * Whether the copy on this device is what somebody wrote last. What the server has is newer where it was saved later,
 * unless that came from here.
 */
export function isLatest(
  mirror: Mirror,
  known: { content: Record<string, unknown>; savedAt: string } | undefined,
): boolean {
  if (!known || mirror.at === null || mirror.at >= known.savedAt) return true
  return isSame(mirror.content, known.content) || (mirror.sent !== null && isSame(mirror.sent, known.content))
}

/** The database keeps the keys of an object in an order of its own. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
