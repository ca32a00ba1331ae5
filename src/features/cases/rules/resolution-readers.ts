import { mayWriteAutomatically } from '../../mailboxes/rules/automatic.ts'

/** Somebody who asked in a case that was merged: of the same account still, and not let into what few may see. */
export interface MergedAsker {
  contactId: string
  name: string
  email: string
  /** What they asked in; they know no other number. */
  askedIn: { id: string; number: number; subject: string; language: string | null }
}

export interface Reader {
  contactId: string | null
  /** As the letter speaks to them, and as its address does. */
  name: string
  called: string
  email: string
  /** The merged case that they asked in; null where they asked in the case itself. */
  askedIn: MergedAsker['askedIn'] | null
}

interface ReaderFacts {
  /** Of the case itself, with an address or without. */
  contact: { id: string; name: string } | null
  /** Where an answer to the case's own customer goes. */
  own: { name: string; email: string } | null
  askers: readonly MergedAsker[]
  ownAddresses: readonly string[]
}

/** Whom the letter of a resolution goes to, the case's own customer first; each once, and never a machine. */
export function resolutionReaders({ contact, own, askers, ownAddresses }: ReaderFacts): Reader[] {
  const ours = ownAddresses.map((address) => address.toLowerCase())
  const first: Reader[] = own
    ? [{ ...own, contactId: contact?.id ?? null, name: contact?.name || own.name, called: own.name, askedIn: null }]
    : []
  const all = [...first, ...askers.map((asker) => ({ ...asker, called: asker.name }))]
  return all
    .filter(({ email }) => mayWriteAutomatically(email, ours))
    .filter(({ email }, at, every) => at === every.findIndex((each) => sameAddress(each.email, email)))
}

const sameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
