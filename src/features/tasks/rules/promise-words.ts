/** What was promised, as the name of a task: a capital first, no full stop last. */
export function sentenceOf(said: string): string {
  const text = said.trim().replace(/[.!…\s]+$/u, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
