/** Where a chain stands after the events checked so far. */
export interface ChainState {
  length: number
  head: Buffer
}

export interface ChainEvent {
  id: string
  seq: number
  name: string
  at: Date
  caseId: string | null
  actorKind: string
  actorId: string | null
  causeId: string | null
  content: unknown
  salt: Buffer | null
  digest: Buffer
  hash: Buffer
}

export interface Hashing {
  digestOf: (content: string, salt: Buffer) => Buffer
  hashOf: (previous: Buffer, event: Omit<ChainEvent, 'content' | 'salt' | 'hash'>) => Buffer
  canonicalJson: (value: unknown) => string
}

/**
 * The state after one more event, or null when the event does not follow: a gap, or anything changed in it.
 * Erased content (neither content nor salt) is fine, its digest still stands in the chain.
 */
export function follow(state: ChainState, event: ChainEvent, hashing: Hashing): ChainState | null {
  if (event.seq !== state.length + 1) return null
  const erased = event.content === null && event.salt === null
  if (!erased) {
    if (event.salt === null) return null
    if (!hashing.digestOf(hashing.canonicalJson(event.content), event.salt).equals(event.digest)) return null
  }
  const hash = hashing.hashOf(state.head, event)
  return hash.equals(event.hash) ? { length: event.seq, head: hash } : null
}
