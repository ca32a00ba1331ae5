import type { ImapFlow } from 'imapflow'
import type { ImapSettings } from './contract.ts'

/**
 * A client that is not connected yet. Certificates are always verified where the connection is encrypted. Its library
 * is loaded with the first one: most installations read no mailbox.
 */
export async function clientFor(settings: ImapSettings, password: string): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    ...(settings.security !== 'tls' && { doSTARTTLS: settings.security === 'starttls' }),
    auth: { user: settings.user, pass: password },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 360_000,
    maxIdleTime: 240_000,
  })
  // Whatever goes wrong also ends the command that waits for it, or closes the connection.
  client.on('error', () => {})
  return client
}

/** The step at which it went wrong; every step before it went well. */
export function failedStep(thrown: unknown): 'connect' | 'secure' | 'sign_in' | 'folder' {
  const error = thrown as Error & {
    code?: string
    authenticationFailed?: boolean
    mailboxMissing?: boolean
    responseText?: string
  }
  const said = `${error.code} ${error.responseText ?? error.message ?? thrown}`
  if (error.authenticationFailed) return 'sign_in'
  if (error.mailboxMissing || /nonexistent|doesn't exist|does not exist|(unknown|invalid) mailbox/i.test(said))
    return 'folder'
  if (/certificate|self.signed|altname|wrong version number|EPROTO|ssl3_|packet length|starttls/i.test(said))
    return 'secure'
  return 'connect'
}

/** What went wrong, as a sentence with what to do about it. */
export function problemOf(thrown: unknown, { host, port, user, folder }: ImapSettings): string {
  const error = thrown as Error & {
    code?: string
    authenticationFailed?: boolean
    responseText?: string
    mailboxMissing?: boolean
  }
  const said = (error.responseText ?? error.message ?? String(thrown)).replace(/\s+/g, ' ').slice(0, 200)
  if (error.authenticationFailed) return `${host} did not accept the user name and password of ${user}: ${said}`
  if (error.mailboxMissing || /nonexistent|doesn't exist|does not exist|(unknown|invalid) mailbox/i.test(said))
    return `There is no folder named ${folder} on ${host}.`
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return `No server named ${host} can be found.`
  if (error.code === 'ECONNREFUSED') return `Nothing answers at ${host} port ${port}. Is the port right?`
  if (error.code === 'ETIMEDOUT' || /timeout|timed out/i.test(`${error.code} ${said}`))
    return `${host} port ${port} does not answer in time. A firewall may be in between, or the kind of encryption is not the one of this port.`
  if (/certificate|self.signed|altname/i.test(`${error.code} ${said}`))
    return `The certificate of ${host} is not valid: ${said}`
  if (/wrong version number|EPROTO|ssl3_|packet length/i.test(`${error.code} ${said}`))
    return `${host} port ${port} does not speak encrypted from the start. Try STARTTLS.`
  if (/starttls/i.test(said)) return `${host} does not offer STARTTLS. Try TLS on port 993.`
  return `The connection to ${host} failed: ${said}`
}
