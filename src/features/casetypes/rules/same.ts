/** Whether two parts of a definition say the same: the order of their keys says nothing, nor does what is left empty. */
export const isSame = (one: unknown, other: unknown): boolean => said(one) === said(other)

const said = (part: unknown): string => JSON.stringify(canonical(part)) ?? ''

function canonical(part: unknown): unknown {
  if (Array.isArray(part)) return part.length > 0 ? part.map(canonical) : undefined
  if (part === null || part === false || part === '') return undefined
  if (typeof part !== 'object') return part
  const parts = Object.entries(part)
    .map(([key, value]) => [key, canonical(value)] as const)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return parts.length > 0 ? Object.fromEntries(parts) : undefined
}
