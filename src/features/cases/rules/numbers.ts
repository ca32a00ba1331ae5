/** `C-10482`: how people name a case. */
export const caseNumberText = (number: number): string => `C-${number}`

/** The number in `C-10482`, whatever its case; null when the text is no case number. */
export function caseNumberOf(text: string): number | null {
  const match = /^C-(\d{1,12})$/i.exec(text.trim())
  return match ? Number(match[1]) : null
}
