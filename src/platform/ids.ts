import { randomBytes } from 'node:crypto'

/** A UUIDv7 (RFC 9562 §5.7) for the given instant: time-ordered, so that indexes stay dense. */
export function idAt(instant: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(instant.getTime(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
