import type { Fate, LedgerRow } from '../../../features/mailboxes/contract.ts'

/** What became of a mail, as the ledger says it. */
export const fates: { value: Fate; label: string; tone?: 'risk' | 'overdue' }[] = [
  { value: 'new_case', label: 'New case' },
  { value: 'reply', label: 'Reply' },
  { value: 'machine', label: 'Machine mail' },
  { value: 'duplicate', label: 'Duplicate' },
  { value: 'held', label: 'Held', tone: 'risk' },
  { value: 'quarantined', label: 'Quarantined', tone: 'risk' },
  { value: 'rejected', label: 'Rejected' },
  { value: 'failed', label: 'Failed', tone: 'overdue' },
  { value: 'pending', label: 'Being read' },
]
const byFate = new Map(fates.map((each) => [each.value, each]))

export const fateName = (fate: Fate): string => byFate.get(fate)?.label ?? fate
export const fateTone = (fate: Fate) => byFate.get(fate)?.tone

const ways: Record<LedgerRow['source'], string> = { smtp: 'SMTP', http: 'HTTP', imap: 'IMAP', import: 'import' }
export const wayName = (source: LedgerRow['source']): string => ways[source]

/** Whether working on it once more could change what became of it. */
export const canRetry = ({ fate, caseId }: Pick<LedgerRow, 'fate' | 'caseId'>): boolean =>
  (fate === 'failed' || fate === 'quarantined') && caseId === null

const reasons: Record<string, string> = {
  no_clue: 'answers nothing we know, so it is a case of its own',
  number_in_subject_only: 'names a case in its subject only, which proves nothing; the case is proposed',
  same_message_again: 'the same message had come before',
  our_own_message: 'we sent it ourselves',
  own_address: 'it comes from an address of ours',
  bounce: 'a message of ours could not be delivered',
  too_many_from_sender: 'too many from one sender in an hour',
  reference: 'answers a message of the case',
  reply_address: 'written to the signed reply address of the case',
  body_token: 'quotes the mark of the case',
  case_restricted: 'the case is restricted, and the sender is not proven',
  sender_not_in_case: 'the sender is nobody of that case',
  sender_not_in_side_conversation: 'the sender is nobody of that side conversation',
  sender_failed_authentication: 'the sender is known, but the mail is not proven to be theirs',
  person_not_authenticated: 'a colleague’s address, but the mail is not proven to be theirs',
  too_costly: 'too large or too deeply nested to read',
  unreadable: 'it could not be read as mail',
  auto_submitted: 'says that a program sent it',
  auto_reply_header: 'an automatic answer',
  suppresses_auto_reply: 'asks for no automatic answer',
  null_sender: 'it has no sender to answer to',
  report: 'a report of a mail server',
  system_sender: 'sent by a mail system',
  noreply_sender: 'its sender reads no answers',
  precedence: 'sent in bulk',
  mailing_list: 'sent to a list',
  feedback_id: 'sent by a mass mailer',
  unknown_recipient: 'nobody here has the address it was for',
  unknown_mailbox: 'no mailbox here has the address it was handed in for',
  too_large: 'larger than what is taken',
  bare_line_ends: 'its lines end in a way that hides one mail in another',
  no_mail: 'what came is no mail',
  processing_failed: 'reading it failed again and again; its bytes are kept',
  accepted_by_hand: 'held at first, then added to the case by hand',
  kept_apart: 'held at first, then kept as a case of its own by hand',
  follows_closed: 'held at first, then made the follow-up of a closed case',
  discarded_by_hand: 'put away by hand',
  taken_back: 'put away by hand, then taken back as a case of its own',
  loop_header: 'it has been through here before',
}

/** Why a mail has its fate, in a sentence; a reason unknown here is at least readable. */
export const reasonWords = (reason: string | null): string =>
  reason === null ? '' : (reasons[reason] ?? reason.replaceAll('_', ' '))
