const MAX_BYTES = 180
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A name that is safe to store, to download and to show: no path, no control or direction-turning characters,
 * no leading dot, no reserved device name, at most 180 bytes, the extension kept.
 */
export function safeFileName(name: string | null, fallback = 'attachment'): string {
  const clean = (name ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .split(/[/\\]/)
    .filter((piece) => piece.trim() !== '')
    .at(-1)
  const plain = (clean ?? '')
    .replace(/[<>:"|?*;%]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const { stem, extension } = splitName(plain || fallback)
  const safeStem = reserved.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem
  return `${shortened(safeStem, MAX_BYTES - bytesOf(extension))}${extension}`
}

/** A Content-Disposition value for a download (RFC 6266): ASCII for old clients, UTF-8 for the rest, nothing to inject. */
export function attachmentDisposition(name: string | null): string {
  const safe = safeFileName(name)
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function splitName(name: string): { stem: string; extension: string } {
  const extension = /\.[^.\s]{1,12}$/.exec(name)?.[0] ?? ''
  const stem = name.slice(0, name.length - extension.length)
  return stem ? { stem, extension } : { stem: name, extension: '' }
}

function shortened(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text
  let kept = ''
  let used = 0
  for (const character of text) {
    used += bytesOf(character)
    if (used > maxBytes) break
    kept += character
  }
  return kept.trimEnd()
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
