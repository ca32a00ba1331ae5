interface Code {
  key: string
  label: string
}

/**
 * The code that the incidents of a type end with: the one that was chosen for it, else the one that says the same as
 * that of the problem, by key or by name. Null where somebody has to choose.
 */
export function codeFor(
  typeId: string,
  codes: readonly Code[],
  problem: Code | null,
  chosen: Readonly<Record<string, string>>,
): string | null {
  const named = chosen[typeId]
  if (named !== undefined) return named
  const same = (code: Code) => code.key === problem?.key || code.label.toLowerCase() === problem?.label.toLowerCase()
  return codes.find(same)?.key ?? null
}

/**
 * What an incident is resolved with. Of a restricted problem nothing goes along but the words that were written for its
 * incidents: colleagues who may not see the problem read them, and so do customers of other accounts.
 */
export function saidOfEnding(
  restricted: boolean,
  closing: { summary: string; root_cause: string | null; incident_summary: string | null },
): { summary: string | undefined; rootCause: string | undefined } {
  const { summary, root_cause: rootCause, incident_summary: own } = closing
  return restricted
    ? { summary: own ?? undefined, rootCause: undefined }
    : { summary: own ?? summary, rootCause: rootCause ?? undefined }
}
