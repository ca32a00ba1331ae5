import { Refusal } from '../refusal.ts'

/** Far deeper than any contract nests, far shallower than what overflows a stack. */
const deepest = 40

/**
 * Refuses what PostgreSQL cannot keep as text or JSON, naming each place: NUL characters, halves of surrogate pairs,
 * and nesting without end. Meant for what came in from outside, before anything reads it.
 */
export function refuseUnstorable(parts: Readonly<Record<string, unknown>>): void {
  const fields: { path: string; message: string }[] = []
  const waiting: { path: string; value: unknown; depth: number }[] = []
  const look = (path: string, value: unknown, depth: number) => {
    if (typeof value === 'string') {
      if (!isStorable(value)) fields.push({ path, message: 'holds a NUL character or half of a surrogate pair' })
    } else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
      if (depth < deepest) waiting.push({ path, value, depth })
      else fields.push({ path: path.slice(0, 200), message: 'is nested too deeply' })
    }
  }
  for (const [name, value] of Object.entries(parts)) look(name, value, 0)
  for (let next = waiting.pop(); next && fields.length < 20; next = waiting.pop()) {
    for (const [key, value] of Object.entries(next.value as object)) {
      const path = `${next.path}.${key}`
      if (!isStorable(key)) fields.push({ path: next.path, message: 'has a key that cannot be kept' })
      look(path, value, next.depth + 1)
    }
  }
  if (fields.length > 0) throw new Refusal('malformed', { fields })
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
