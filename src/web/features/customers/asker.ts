/** Who asks: somebody known, or somebody we write down now. */
export type Asker = { kind: 'known'; id: string; name: string; account: string | null } | NewAsker

export interface NewAsker {
  kind: 'new'
  name: string
  email: string
  phone: string
}

const address = /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/
const phone = /^[+(]?[\d\s()./-]{5,}$/

/** Somebody new by what was typed: an address, with a name before it or without, a number, or a name. */
export function askerFrom(typed: string): NewAsker {
  const said = typed.trim()
  const named = /^"?([^"<>]*?)"?\s*<([^<>]+)>$/.exec(said)
  const nobody: NewAsker = { kind: 'new', name: '', email: '', phone: '' }
  if (named && address.test(named[2]!.trim())) return { ...nobody, name: named[1]!.trim(), email: named[2]!.trim() }
  if (said.includes('@')) return { ...nobody, email: said }
  if (phone.test(said)) return { ...nobody, phone: said }
  return { ...nobody, name: said }
}

export const hasAddress = ({ email }: NewAsker): boolean => address.test(email.trim())

/** What they are called until somebody says so: by their address, “jane.doe” as “Jane Doe”, or by their number. */
export function nameOf({ name, email, phone: number }: NewAsker): string {
  const said = name.trim()
  if (said) return said
  const local = email.trim().split('@')[0]!.split('+')[0]!
  const words = local.split(/[._-]+/).filter(Boolean)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || number.trim()
}

/** As the server takes them. */
export function whoIs(asker: NewAsker): { name: string; email?: string; phone?: string } {
  const [email, number] = [asker.email.trim(), asker.phone.trim()]
  return { name: nameOf(asker), ...(email && { email }), ...(number && { phone: number }) }
}

/** What keeps somebody from being written down; null when they can be. */
export function problemOfAsker(asker: Asker): string | null {
  if (asker.kind === 'known') return null
  const email = asker.email.trim()
  if (email && !hasAddress(asker)) return `“${email}” is no mail address`
  return nameOf(asker) ? null : 'A new contact needs a name, an address or a number'
}
