import type { Outgoing } from '../../../features/mailboxes/contract/outgoing.ts'

type Server = NonNullable<Outgoing['server']>

/** The fields as they are typed. */
export interface ServerValues {
  host: string
  port: string
  security: Server['security']
  user: string
  password: string
}

export const serverSecurities: { value: Server['security']; label: string }[] = [
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS from the start' },
  { value: 'none', label: 'none, within our own network' },
]

export const serverPort = (security: Server['security']): string =>
  security === 'tls' ? '465' : security === 'starttls' ? '587' : '25'

export const serverValues = (server: Outgoing['server']): ServerValues => ({
  host: server?.host ?? '',
  port: String(server?.port ?? 587),
  security: server?.security ?? 'starttls',
  user: server?.user ?? '',
  password: '',
})

/** As the server takes it; an empty password leaves the stored one as it is. */
export const bodyOfServer = ({ host, port, security, user, password }: ServerValues) => ({
  host: host.trim(),
  port: Number(port) || 0,
  security,
  ...(user.trim() && { user: user.trim() }),
  ...(password && { password }),
})
