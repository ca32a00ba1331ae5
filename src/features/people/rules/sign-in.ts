/** What was seen of failed sign-ins within the last `windowMinutes`, the attempt being judged apart. */
export interface RecentFailures {
  /** For this e-mail address from this network address, since the last success of the pair. */
  ofPair: number
  /** From this network address, for any e-mail address. */
  fromAddress: number
  /** For this e-mail address, from anywhere. */
  forEmail: number
  /** Whether this e-mail address signed in from this network address within the last `familiarDays`. */
  familiar: boolean
}

export const windowMinutes = 15
export const familiarDays = 90
const limits = { ofPair: 5, fromAddress: 30, forEmail: 50 }

export type SignInDecision = { allowed: true } | { allowed: false; because: keyof typeof limits }

/**
 * Whether a password may be tried. Guessing is slowed per pair, per network address and per account; a flood against
 * one account from elsewhere never keeps its owner out of the places they usually sign in from.
 */
export function signInAllowed(failures: RecentFailures): SignInDecision {
  if (failures.ofPair >= limits.ofPair) return { allowed: false, because: 'ofPair' }
  if (failures.familiar) return { allowed: true }
  if (failures.fromAddress >= limits.fromAddress) return { allowed: false, because: 'fromAddress' }
  if (failures.forEmail >= limits.forEmail) return { allowed: false, because: 'forEmail' }
  return { allowed: true }
}

/** One customer line counts as one address: an IPv6 client owns a whole /64 (RFC 6177), an IPv4 client one address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  const groups = [...first, ...gap, ...last].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

/**
 * Whether a session's cookie is for encrypted connections only: where the browser says that its page came so, and at the
 * public address where that is so reached. Whoever looks in by another, such as plain http on the machine itself, keeps
 * a cookie that comes back.
 */
export function staysEncrypted(origin: string | undefined, publicAddress: string): boolean {
  const open = new URL(publicAddress)
  const page = origin !== undefined && URL.canParse(origin) ? new URL(origin) : open
  return page.protocol === 'https:' || (open.protocol === 'https:' && page.hostname === open.hostname)
}
