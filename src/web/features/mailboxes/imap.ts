import type { imapContract, imapTestContract } from '../../../features/mailboxes/imap/contract.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import type { MailServerValues } from './mail-server.ts'

export type ShownImap = ResultOf<typeof imapContract.getImap>
export type TestResult = ResultOf<typeof imapTestContract.testImap>
type Settings = NonNullable<ShownImap['settings']>

export interface ImapValues extends MailServerValues {
  folder: string
}

export const imapSecurities = ['tls', 'starttls', 'none'] as const

export const usualPort = (security: Settings['security']): string => (security === 'tls' ? '993' : '143')

export function valuesOf(settings: Settings | null): ImapValues {
  return {
    host: settings?.host ?? '',
    port: String(settings?.port ?? 993),
    security: settings?.security ?? 'tls',
    user: settings?.user ?? '',
    password: '',
    folder: settings?.folder ?? 'INBOX',
  }
}

/** As the server takes it; an empty password leaves the stored one as it is. */
export function bodyOf({ host, port, security, user, password, folder }: ImapValues) {
  return {
    host: host.trim(),
    port: Number(port) || 0,
    security,
    user: user.trim(),
    folder: folder.trim() || 'INBOX',
    ...(password && { password }),
  }
}

export const stepNames: Record<TestResult['steps'][number]['step'], string> = {
  connect: 'Connect',
  secure: 'Encrypt',
  sign_in: 'Sign in',
  folder: 'Open the folder',
  send: 'Send by SMTP',
}

export interface Alarm {
  tone: 'overdue' | 'risk'
  said: string
}

/** What about a mailbox asks for somebody, the most urgent first; `gapWords` tells a length of time. */
export function alarmsOf(
  { settings, health }: Pick<ShownImap, 'settings' | 'health'>,
  disabled: boolean,
  gapWords: (seconds: number) => string,
): Alarm[] {
  if (disabled) return []
  const alarms: Alarm[] = []
  if (settings && health.state === 'failing') {
    const mend = health.signInRefused
      ? 'Waiting does not mend this: enter the password anew.'
      : 'Mail waits at the server and is lost to nobody.'
    alarms.push({ tone: 'overdue', said: `${health.lastError ?? 'It cannot be fetched.'} ${mend}` })
  }
  if (health.silent) {
    const usual =
      health.usualGapSeconds === null ? '' : `; nine of ten mails follow within ${gapWords(health.usualGapSeconds)}`
    alarms.push({ tone: 'risk', said: `Unusually silent${usual}.` })
  }
  if (health.tooLarge > 0) {
    const many = health.tooLarge === 1 ? '1 mail is' : `${health.tooLarge} mails are`
    alarms.push({ tone: 'risk', said: `${many} too large to be taken and stay on the server.` })
  }
  return alarms
}
