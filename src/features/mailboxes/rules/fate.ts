import type { Authorisation, HoldReason } from './authorise.ts'
import type { MachineCode, MachineReason } from './machine.ts'
import type { Thread } from './threading.ts'

/** Everything the fate of a mail hangs on, gathered by the caller. */
export interface FateFacts {
  /** A mail with this Message-ID that already has a fate. */
  known: { id: string; sameBody: boolean } | null
  /** The mail's own Message-ID is one we signed: our message has come back to us. */
  isOurMessage: boolean
  autoReasons: readonly MachineReason[]
  isBounce: boolean
  /** The mail came through a mailing list of ours, such as a group address that leads to a mailbox. */
  throughOurList: boolean
  /** Mails of this sender within the last hour, this one included. */
  fromSenderThisHour: number
  thread: Thread
  /** Null where the mail was threaded to nothing. */
  authorisation: Authorisation | null
}

export interface Fate {
  fate: 'new_case' | 'reply' | 'duplicate' | 'machine' | 'held'
  reason: FateReason
  /** The case it joins, or for machine mail the case it is shown on. */
  caseId: string | null
  /** Shown to agents as a link to confirm; joins nothing. */
  proposedCaseId: string | null
  flags: 'message_id_reused'[]
}

export type FateReason =
  | 'same_message_again'
  | 'our_own_message'
  | 'bounce'
  | 'too_many_from_sender'
  | 'no_clue'
  | 'number_in_subject_only'
  | Exclude<Thread, { caseId: null }>['by']
  | MachineCode
  | HoldReason

/** Beyond this many mails an hour a sender is a loop or a bomb: recorded, and nothing follows. */
export const maxPerSenderAndHour = 300

/** Reasons that say "a program wrote this", as opposed to "do not answer automatically". */
const programs = new Set<MachineCode>([
  'auto_submitted',
  'auto_reply_header',
  'null_sender',
  'report',
  'system_sender',
  'own_address',
])
const lists = new Set<MachineCode>(['precedence', 'mailing_list'])

/** Exactly one fate for each mail, with the reason. */
export function fateOf(facts: FateFacts): Fate {
  const { known, thread, authorisation } = facts
  const flags: Fate['flags'] = known && !known.sameBody ? ['message_id_reused'] : []
  const base = { caseId: null, proposedCaseId: null, flags }
  if (known?.sameBody) return { ...base, fate: 'duplicate', reason: 'same_message_again' }
  const machine = machineReason(facts)
  if (machine) {
    const shownOn = !isLoop(machine) && (facts.isBounce || authorisation?.ok) ? thread.caseId : null
    return { ...base, fate: 'machine', reason: machine, caseId: shownOn }
  }
  if (thread.caseId !== null && authorisation?.ok)
    return { ...base, fate: 'reply', reason: thread.by, caseId: thread.caseId }
  if (thread.caseId !== null) {
    const reason = authorisation && !authorisation.ok ? authorisation.reason : 'sender_not_in_case'
    return { ...base, fate: 'held', reason, proposedCaseId: thread.caseId }
  }
  const hinted = thread.hintedCaseId
  return { ...base, fate: 'new_case', reason: hinted ? 'number_in_subject_only' : 'no_clue', proposedCaseId: hinted }
}

function machineReason(facts: FateFacts): FateReason | null {
  if (facts.isOurMessage) return 'our_own_message'
  if (facts.autoReasons.some((reason) => reason.code === 'own_address')) return 'own_address'
  if (facts.isBounce) return 'bounce'
  const wrote = facts.autoReasons.find(({ code }) => programs.has(code) || (lists.has(code) && !facts.throughOurList))
  if (wrote) return wrote.code
  return facts.fromSenderThisHour > maxPerSenderAndHour ? 'too_many_from_sender' : null
}

const isLoop = (reason: FateReason) =>
  reason === 'our_own_message' || reason === 'own_address' || reason === 'too_many_from_sender'

/** Whether a list field names one of our addresses: then a person wrote to us, by way of our own group. */
export function isThroughOurList(
  headers: readonly { name: string; value: string }[],
  ownAddresses: readonly string[],
): boolean {
  const fields = headers.filter(({ name }) => /^(list-(id|post)|mailing-list)$/.test(name))
  return ownAddresses.some((own) => {
    const address = own.toLowerCase()
    return fields.some(({ value }) => {
      const text = value.toLowerCase()
      return text.includes(address) || text.includes(`<${address.replace('@', '.')}>`)
    })
  })
}
