import { readBodyTokens, readOurMessageId, readReplyAddress } from './tokens.ts'

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
