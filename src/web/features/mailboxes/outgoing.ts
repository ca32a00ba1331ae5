import type { Outgoing } from '../../../features/mailboxes/contract/outgoing.ts'
import type { MailServerValues } from './mail-server.ts'

type Server = NonNullable<Outgoing['server']>

export const serverSecurities = ['starttls', 'tls', 'none'] as const

export const serverPort = (security: Server['security']): string =>
  security === 'tls' ? '465' : security === 'starttls' ? '587' : '25'

export const serverValues = (server: Outgoing['server']): MailServerValues => ({
  host: server?.host ?? '',
  port: String(server?.port ?? 587),
  security: server?.security ?? 'starttls',
  user: server?.user ?? '',
  password: '',
})

/** As the server takes it; an empty password leaves the stored one as it is. */
export const bodyOfServer = ({ host, port, security, user, password }: MailServerValues) => ({
  host: host.trim(),
  port: Number(port) || 0,
  security,
  ...(user.trim() && { user: user.trim() }),
  ...(password && { password }),
})
