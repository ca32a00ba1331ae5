import {
  readBodyTokens,
  readOurMessageId,
  readReplyAddress,
  readSideAddress,
  readSideBodyTokens,
  readSideMessageId,
} from './tokens.ts'

/** What threading looks at: outer fields only, never the headers of a message inside the message. */
export interface ThreadingFacts {
  inReplyTo: readonly string[]
  references: readonly string[]
  /** To, Cc, Delivered-To and the envelope recipients. */
  recipients: readonly string[]
  subject: string
  text: string
  /** Ids of messages a delivery report returns. */
  bouncedIds: readonly string[]
}

/** What a mail says about its case, strongest first; the caller looks these up and asks `threadOf`. */
export interface ThreadingClues {
  /** Ids it returns or answers, the nearest first: a report's, In-Reply-To, then References from the end. */
  answeredIds: string[]
  /** Numbers proved by a signed plus-address. */
  addressNumbers: number[]
  /** Numbers proved by a signed token in the text. */
  bodyNumbers: number[]
  /** Numbers merely written in the subject. */
  subjectNumbers: number[]
  /** The same of side conversations: addresses first, then the text. */
  sideNumbers: { address: number[]; body: number[] }
}

export interface ThreadingLookups {
  /** The case of each message *we sent*, by its Message-ID in lower case. */
  caseOfSentMessage: ReadonlyMap<string, string>
  /** The case that answers to a number today: a merged number leads to the survivor. */
  caseOfNumber: ReadonlyMap<number, string>
}

export type Thread =
  | { caseId: string; by: 'reference' | 'reply_address' | 'body_token'; evidence: string }
  | { caseId: null; hintedCaseId: string | null }

const MAX_NUMBERS = 20

export function cluesOf(facts: ThreadingFacts, secret: Uint8Array): ThreadingClues {
  const addressNumbers = facts.recipients.flatMap((address) => readReplyAddress(secret, address) ?? [])
  return {
    answeredIds: unique(
      [...facts.bouncedIds, ...facts.inReplyTo, ...facts.references.toReversed()].map((id) => id.toLowerCase()),
    ),
    addressNumbers: unique(addressNumbers).slice(0, MAX_NUMBERS),
    bodyNumbers: readBodyTokens(secret, facts.text),
    subjectNumbers: numbersIn(facts.subject),
    sideNumbers: {
      address: unique(facts.recipients.flatMap((address) => readSideAddress(secret, address) ?? [])).slice(
        0,
        MAX_NUMBERS,
      ),
      body: readSideBodyTokens(secret, facts.text),
    },
  }
}

/**
 * The case a mail belongs to, by the first clue that leads anywhere: a message we sent, a signed reply address,
 * a signed token in the text. A number in the subject is a hint for people and never joins anything.
 * An id that we signed counts even where the message itself is no longer kept.
 */
export function threadOf(clues: ThreadingClues, lookups: ThreadingLookups, secret: Uint8Array): Thread {
  for (const id of clues.answeredIds) {
    const signed = readOurMessageId(secret, id)
    const caseId = lookups.caseOfSentMessage.get(id) ?? (signed && lookups.caseOfNumber.get(signed.caseNumber))
    if (caseId) return { caseId, by: 'reference', evidence: id }
  }
  const byAddress = firstCase(clues.addressNumbers, lookups)
  if (byAddress) return { ...byAddress, by: 'reply_address' }
  const byBody = firstCase(clues.bodyNumbers, lookups)
  if (byBody) return { ...byBody, by: 'body_token' }
  return { caseId: null, hintedCaseId: firstCase(clues.subjectNumbers, lookups)?.caseId ?? null }
}

export interface SideLookups {
  /** The side conversation of each mail that stands in one, by its Message-ID in lower case. */
  sideOfMessage: ReadonlyMap<string, SideFound>
  sideOfNumber: ReadonlyMap<number, SideFound>
}

export interface SideFound {
  id: string
  caseId: string
}

export interface SideThread extends SideFound {
  by: 'reference' | 'reply_address' | 'body_token'
  evidence: string
}

/** The side conversation a mail belongs to, by the same clues in the same order; null for nearly every mail. */
export function sideThreadOf(clues: ThreadingClues, lookups: SideLookups, secret: Uint8Array): SideThread | null {
  for (const id of clues.answeredIds) {
    const signed = readSideMessageId(secret, id)
    const found = lookups.sideOfMessage.get(id) ?? (signed === null ? undefined : lookups.sideOfNumber.get(signed))
    if (found) return { ...found, by: 'reference', evidence: id }
  }
  for (const by of ['address', 'body'] as const) {
    for (const number of clues.sideNumbers[by]) {
      const found = lookups.sideOfNumber.get(number)
      if (found) return { ...found, by: by === 'address' ? 'reply_address' : 'body_token', evidence: `side ${number}` }
    }
  }
  return null
}

/** Every number of a side conversation that must be looked up before `sideThreadOf` can decide. */
export function sideNumbersOf(clues: ThreadingClues, secret: Uint8Array): number[] {
  const signed = clues.answeredIds.flatMap((id) => readSideMessageId(secret, id) ?? [])
  return unique([...signed, ...clues.sideNumbers.address, ...clues.sideNumbers.body])
}

/** Which of two threads a mail is nearer to: the one whose message it answers first, else the side conversation. */
export function nearerThread(clues: ThreadingClues, thread: Thread, side: SideThread): 'case' | 'side' {
  const at = (found: { by: string; evidence: string }) =>
    found.by === 'reference' ? clues.answeredIds.indexOf(found.evidence) : clues.answeredIds.length
  return thread.caseId !== null && at(thread) < at(side) ? 'case' : 'side'
}

/** Every number that must be looked up before `threadOf` can decide. */
export function numbersOf(clues: ThreadingClues, secret: Uint8Array): number[] {
  const signed = clues.answeredIds.flatMap((id) => readOurMessageId(secret, id)?.caseNumber ?? [])
  return unique([...signed, ...clues.addressNumbers, ...clues.bodyNumbers, ...clues.subjectNumbers])
}

function firstCase(numbers: number[], lookups: ThreadingLookups): { caseId: string; evidence: string } | null {
  for (const number of numbers) {
    const caseId = lookups.caseOfNumber.get(number)
    if (caseId) return { caseId, evidence: `C-${number}` }
  }
  return null
}

function numbersIn(subject: string): number[] {
  const found = [...subject.matchAll(/\bC-(\d{1,12})\b|\[?#(\d{1,12})\]?/gi)].map((match) =>
    Number(match[1] ?? match[2]),
  )
  return unique(found).slice(0, MAX_NUMBERS)
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
