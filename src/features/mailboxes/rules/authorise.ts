import type { Authentication } from './authentication.ts'

/** Who wrote, as far as the From address says. Reply-To, Sender and display names are never asked. */
export interface SenderFacts {
  /** From, in lower case. */
  email: string
  contactId: string | null
  /** The account that a person (not a mail domain alone) said this contact belongs to. */
  verifiedAccountId: string | null
  /** The contact may write on other cases of the account. */
  maySeeAccountCases: boolean
  /** One of our own people. */
  personId: string | null
  authentication: Authentication | null
}

export interface CaseFacts {
  id: string
  contactId: string | null
  accountId: string | null
  restricted: boolean
  /** Addresses, in lower case, that one of our people wrote to or let in; not those a mail brought along in Cc. */
  participants: ReadonlySet<string>
}

export type Authorisation =
  | { ok: true; as: 'requester' | 'participant' | 'colleague' | 'person' }
  | { ok: false; reason: HoldReason; proposedCaseId: string }

export type HoldReason =
  | 'sender_not_in_case'
  | 'sender_not_in_side_conversation'
  | 'sender_failed_authentication'
  | 'person_not_authenticated'
  | 'case_restricted'

/**
 * May this sender's mail join the case it was threaded to? If not, it is held as a new case that proposes the link.
 * A DMARC failure found by a trusted host means that the From address is not proved, so nothing follows from it;
 * SPF or DKIM alone fail for every forwarded mail and are only flagged.
 */
export function authoriseSender(sender: SenderFacts, target: CaseFacts): Authorisation {
  const hold = (reason: HoldReason): Authorisation => ({ ok: false, reason, proposedCaseId: target.id })
  if (sender.authentication?.dmarc === 'fail') return hold('sender_failed_authentication')
  if (sender.personId !== null) {
    return sender.authentication?.dmarc === 'pass' ? { ok: true, as: 'person' } : hold('person_not_authenticated')
  }
  if (sender.contactId !== null && sender.contactId === target.contactId) return { ok: true, as: 'requester' }
  if (target.participants.has(sender.email)) return { ok: true, as: 'participant' }
  const sharesAccount = sender.verifiedAccountId !== null && sender.verifiedAccountId === target.accountId
  if (!sharesAccount || !sender.maySeeAccountCases) return hold('sender_not_in_case')
  return target.restricted ? hold('case_restricted') : { ok: true, as: 'colleague' }
}

/**
 * May this sender write in a side conversation? Whom our people wrote to in it may, and our own people; having a part in
 * the customer's thread is no part in it. If not, the mail is held as a new case that proposes the case it stands on.
 */
export function authoriseForSide(
  sender: SenderFacts,
  { caseId, participants }: { caseId: string; participants: ReadonlySet<string> },
): Authorisation {
  const nobodys = { id: caseId, contactId: null, accountId: null, restricted: false, participants }
  const decided = authoriseSender(sender, nobodys)
  return decided.ok || decided.reason !== 'sender_not_in_case'
    ? decided
    : { ...decided, reason: 'sender_not_in_side_conversation' }
}
