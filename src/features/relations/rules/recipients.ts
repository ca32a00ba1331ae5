/** A case that an update would reach, with the addresses of its customer, the best first. */
export interface Candidate {
  caseId: string
  number: string
  contactId: string | null
  language: string | null
  mergedInto: string | null
  /** What is done for another case: its thread is between colleagues. */
  internal: boolean
  addresses: readonly { email: string; name: string; undeliverable: boolean; takesMail: boolean }[]
  /** The customer waits for an answer there. */
  unanswered: boolean
  lastWroteAt: number
}

export interface Recipient {
  email: string
  name: string
  contactId: string | null
  language: string | null
  caseId: string
  number: string
  /** The other cases of the same customer. */
  also: string[]
}

export interface LeftOut {
  caseId: string
  number: string
  because: string
}

/**
 * Every customer once, by person and by address. The message goes on the case where they wait for an answer, else where
 * they wrote last. Nobody is left out without a reason.
 */
export function recipientsOf(candidates: readonly Candidate[]): { recipients: Recipient[]; leftOut: LeftOut[] } {
  const recipients: Recipient[] = []
  const leftOut: LeftOut[] = []
  const known = new Map<string, Recipient>()
  for (const candidate of [...candidates].sort(byNeed)) {
    const { caseId, number, contactId, language } = candidate
    const address = candidate.addresses.find((each) => !each.undeliverable && each.takesMail)
    if (candidate.mergedInto || candidate.internal || !address) {
      const because = candidate.mergedInto ? `merged into ${candidate.mergedInto}` : whyNone(candidate)
      leftOut.push({ caseId, number, because })
      continue
    }
    const email = address.email.toLowerCase()
    const person = contactId && `contact ${contactId}`
    const told = (person && known.get(person)) || known.get(`address ${email}`)
    const recipient = told || { email, name: address.name, contactId, language, caseId, number, also: [] }
    if (told) told.also.push(number)
    else recipients.push(recipient)
    if (person) known.set(person, recipient)
    // An address at which nobody was written to is still free: somebody else may use it.
    known.set(`address ${recipient.email}`, recipient)
  }
  return { recipients, leftOut }
}

const byNeed = (a: Candidate, b: Candidate): number =>
  Number(b.unanswered) - Number(a.unanswered) || b.lastWroteAt - a.lastWroteAt || a.number.localeCompare(b.number)

function whyNone({ addresses, internal }: Candidate): string {
  if (internal) return 'internal work'
  const [first] = addresses
  if (!first) return 'no address is known'
  return first.undeliverable ? `mail to ${first.email} comes back` : `${first.email} takes no answers`
}

/** What somebody reads: in their language where it was written in that, else as it was written first. */
export function textFor(language: string | null, text: string, inLanguages: Readonly<Record<string, string>>): string {
  if (!language) return text
  const short = language.split('-')[0]!
  return inLanguages[language] ?? inLanguages[short] ?? text
}
