import { ApiProblem } from '../../platform/client.ts'

export const orNull = (text: string): string | null => text.trim() || null

/** One entry a line, without empty lines. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What the server found wrong, by field of the body; null when it said no for another reason. */
export function fieldProblems(error: unknown): Record<string, string> | null {
  if (!(error instanceof ApiProblem)) return null
  const { fields, field } = error.detail as { fields?: { path: string; message: string }[]; field?: string }
  if (typeof field === 'string') return { [field]: error.message }
  if (error.code !== 'malformed' || !Array.isArray(fields) || fields.length === 0) return null
  const problems: Record<string, string> = {}
  for (const { path, message } of fields) {
    // the fields that a case type asks for stand in the body together, and in their form each for itself
    const [name, at] = path
      .replace(/^body\./, '')
      .replace(/^custom\./, '')
      .split('.')
    problems[name!] ??= at !== undefined && /^\d+$/.test(at) ? `entry ${Number(at) + 1}: ${message}` : message
  }
  return problems
}

/** What still asks for something, where that is why it cannot be removed. */
export const whyStays = (error: unknown, what: string): string =>
  error instanceof ApiProblem && error.code === 'still_in_use'
    ? `The ${what} stays: ${String(error.detail.because)}.`
    : wordsOf(error)

/** Where the words point to a reason, it stands there itself. */
function withReason({ message, detail }: ApiProblem): string {
  return typeof detail.because === 'string' ? message.replace('see the reason', detail.because) : message
}

/** What to tell a person about something that failed. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiProblem
    ? withReason(error)
    : 'The server does not answer. Nothing was changed; try again in a moment.'
