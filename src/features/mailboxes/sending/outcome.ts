/** What a try to send came to. */
export type Outcome =
  | { kind: 'sent'; accepted: string[]; refused: Refused[] }
  /** Worth another try: some may have it already, the rest waits. */
  | { kind: 'later'; accepted: string[]; error: string }
  | { kind: 'failed'; error: string }

export interface Refused {
  email: string
  error: string
}

interface Answered {
  accepted?: unknown
  rejected?: unknown
  rejectedErrors?: unknown
}

/** Reads what the relay said to each recipient (RFC 5321 §4.2.1): 4yz is for now, 5yz for good. */
export function outcomeOf(info: Answered): Outcome {
  const accepted = emails(info.accepted)
  const refused = refusals(info)
  const temporary = refused.filter(({ code }) => code < 500)
  if (temporary.length > 0) return { kind: 'later', accepted, error: sentence(temporary) }
  return { kind: 'sent', accepted, refused: refused.map(({ email, error }) => ({ email, error })) }
}

/** As `outcomeOf`, for a try that ended in an error. A wrong password is ours to mend, so the mail waits. */
export function outcomeOfError(thrown: unknown): Outcome {
  const error = thrown as Error & Answered & { code?: string; responseCode?: number }
  const said = plain(error.message ?? String(thrown))
  if (Array.isArray(error.rejectedErrors) && error.rejectedErrors.length > 0) {
    const refused = refusals(error)
    return refused.every(({ code }) => code >= 500)
      ? { kind: 'failed', error: sentence(refused) }
      : { kind: 'later', accepted: [], error: sentence(refused) }
  }
  if (error.code === 'EAUTH')
    return { kind: 'later', accepted: [], error: `Our mail relay refused to sign us in: ${said}` }
  const permanent = (error.responseCode ?? 0) >= 500
  return permanent
    ? { kind: 'failed', error: `The mail server refused the message: ${said}` }
    : { kind: 'later', accepted: [], error: `The mail server could not take it yet: ${said}` }
}

function refusals(info: Answered): (Refused & { code: number })[] {
  const errors = Array.isArray(info.rejectedErrors) ? (info.rejectedErrors as Error[]) : []
  return errors.map((each) => {
    const { recipient, responseCode } = each as Error & { recipient?: string; responseCode?: number }
    return { email: recipient ?? '', error: plain(each.message), code: responseCode ?? 550 }
  })
}

const sentence = (refused: readonly Refused[]) =>
  refused
    .map(({ email, error }) => `${email} was refused: ${error}`)
    .join(' ')
    .slice(0, 1000)
const emails = (list: unknown) => (Array.isArray(list) ? list.map((each) => String(each).toLowerCase()) : [])
const plain = (text: string) =>
  text
    .replace(/[\s\x00-\x1f]+/g, ' ')
    .trim()
    .slice(0, 400)
