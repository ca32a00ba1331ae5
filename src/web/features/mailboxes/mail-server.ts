export type MailSecurity = 'tls' | 'starttls' | 'none'

/** The fields as they are typed. */
export interface MailServerValues {
  host: string
  port: string
  security: MailSecurity
  user: string
  password: string
}

export const securityNames: Record<MailSecurity, string> = {
  tls: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'none, within our own network',
}
