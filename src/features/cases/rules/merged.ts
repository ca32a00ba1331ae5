/** The columns of a case that a merge writes when it goes into another; the undo puts them back as they were. */
export const leftBehind = [
  'status',
  'stage',
  'stage_since',
  'previous_stage',
  'closed_at',
  'closes_at',
  'proposed_case_id',
  'customer_replied_at',
  'routing_due_at',
  'next_step',
  'next_step_whose',
  'next_step_person_id',
  'next_step_due_at',
  'next_step_latest_at',
  'next_step_automatic',
  'merged_into_id',
] as const

/** What a case that takes another in knows of its messages. */
export const saidFacts = [
  'last_customer_message_at',
  'last_public_reply_at',
  'first_response_at',
  'customer_replied_at',
] as const

/** What reopening, or the return from waiting, writes: it goes back as a whole, and only where nobody has moved the case on. */
export const reopenedFacts = [
  'status',
  'stage',
  'stage_since',
  'previous_stage',
  'resolved_at',
  'closes_at',
  'confirmed_at',
  'reopened_count',
  'owner_id',
  'owner_since',
  'queue_id',
  'queued_at',
  'routing_due_at',
  'next_step',
  'next_step_whose',
  'next_step_person_id',
  'next_step_latest_at',
  'next_step_automatic',
  'next_step_due_at',
] as const

export type Stood = Readonly<Record<string, unknown>>

/** Some columns of a row as JSON keeps them. */
export function pick(row: Readonly<Record<string, unknown>>, columns: readonly string[]): Stood {
  return Object.fromEntries(columns.map((column) => [column, plain(row[column])]))
}

/** Columns kept as JSON, as they are written: instants come back as instants. */
export function asColumns(stood: Stood): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(stood).map(([column, value]) => [
      column,
      typeof value === 'string' && /_(at|since)$/.test(column) ? new Date(value) : value,
    ]),
  )
}

interface Survivor {
  before: Stood
  /** What stood there when the merge was done. */
  after: Stood
  now: Stood
}

/**
 * What the undo of a merge writes into the survivor: whatever nobody has changed since goes back to what it was. A case
 * that the merge reopened, or that it took out of waiting, stands there again only where it stands as it did then, and no customer has written since.
 */
export function putBack({ before, after, now }: Survivor): Stood {
  const unchanged = (column: string) => isSame(now[column], after[column])
  const facts = [...saidFacts, 'restricted', 'restricted_itself'].filter(unchanged)
  const reopened = !isSame(before.status, after.status)
  const followed = now.next_step_automatic === true && after.next_step_automatic === true
  const stands = reopenedFacts.filter((column) => !isBeside(column, followed)).every(unchanged)
  const goesBack = reopened && stands && unchanged('last_customer_message_at')
  return {
    ...Object.fromEntries([...facts, ...(goesBack ? reopenedFacts : [])].map((column) => [column, before[column]])),
    tags: tagsAfter(before.tags as string[], after.tags as string[], now.tags as string[]),
  }
}

/** Dates follow the clocks, steps that nobody wrote what happens; merges older than it do not tell which those are. */
const isBeside = (column: string, followed: boolean): boolean =>
  column === 'next_step_due_at' || column === 'next_step_automatic' || (followed && column.startsWith('next_step'))

/** The tags that the merge added go; what people added or took away since stays so. */
function tagsAfter(before: readonly string[], after: readonly string[], now: readonly string[]): string[] {
  const added = after.filter((tag) => !before.includes(tag))
  return now.filter((tag) => !added.includes(tag))
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : (value ?? null))
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
