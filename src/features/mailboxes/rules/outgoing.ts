export interface OutgoingAccount {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  password: string | null
}

/** An outgoing server as one address, as the environment names it too. */
export function outgoingUrl({ host, port, security, user, password }: OutgoingAccount): string {
  const signIn = user === null ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@`
  const name = host.includes(':') ? `[${host}]` : host
  const how = { tls: '', starttls: '?requireTLS=true', none: '?ignoreTLS=true' }[security]
  return `${security === 'tls' ? 'smtps' : 'smtp'}://${signIn}${name}:${port}/${how}`
}

/** The parts of such an address. */
export function outgoingAccount(address: string): OutgoingAccount {
  const { hostname, port, protocol, username, password, searchParams } = new URL(address)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    security: secure ? 'tls' : searchParams.get('ignoreTLS') === 'true' ? 'none' : 'starttls',
    user: username ? decodeURIComponent(username) : null,
    password: password ? decodeURIComponent(password) : null,
  }
}

/** Whether only this machine or its network knows a host: nobody outside can open a link to it, or write to it. */
export function staysInside(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (/^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(name)) return true
  if (name.includes(':')) return /^(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*)$/.test(name)
  return !name.includes('.') || /\.(localhost|local|internal|lan|home)$/.test(name)
}

/** Whether mail from outside can reach an address. */
export const isReachable = (address: string): boolean => !staysInside(address.slice(address.lastIndexOf('@') + 1))
