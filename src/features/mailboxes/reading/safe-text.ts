/** Text that PostgreSQL and JSON can hold: no NUL, no lone surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** One line for a header, a name or a subject: what would break a line or turn the writing around becomes a space. */
export function oneLine(text: string, maxChars: number): string {
  return cut(
    storable(text)
      .replace(/[\x01-\x1f\x7f\u0085\u2028\u2029\s]+/g, ' ')
      .trim(),
    maxChars,
  )
}

/** Cuts without leaving half a character behind. */
export function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).toWellFormed()
}

/** Plain text as HTML that shows it unchanged. */
export function asParagraph(text: string): string {
  const escaped = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '')
  return `<div>${escaped.replaceAll('\n', '<br>')}</div>`
}
