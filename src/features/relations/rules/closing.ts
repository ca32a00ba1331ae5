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
