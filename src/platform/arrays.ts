/** Kinds of columns as arrays spell them. `json` and `jsonb` come as JSON text, `bytea` as a buffer or as `\x…`. */
export type ColumnType = 'uuid' | 'int' | 'text' | 'boolean' | 'timestamptz' | 'json' | 'jsonb' | 'bytea'

/**
 * A column of values in the text that PostgreSQL reads as an array: many rows as `unnest` of their columns cost it half
 * of what the same rows cost as JSON.
 */
export const arrayOf = (type: ColumnType, values: readonly unknown[]): string =>
  // No line break and no other control sign stands in JSON, so what JSON escapes arrays escape alike.
  type === 'json' || type === 'jsonb'
    ? `{${JSON.stringify(values).slice(1, -1)}}`
    : `{${values.map((each) => spell(type, each)).join()}}`

function spell(type: ColumnType, value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`
  const text = String(value)
  return type === 'text' || type === 'bytea' ? quoted(text) : text
}

/** Half a surrogate pair, which no text can hold, becomes the mark for it. */
function quoted(text: string): string {
  const escaped = /["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text
  return `"${escaped.isWellFormed() ? escaped : escaped.toWellFormed()}"`
}
