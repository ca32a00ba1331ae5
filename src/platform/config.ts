import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** The settings of one installation, read once at the start. */
export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  /** Public address, without a trailing slash. */
  url: string
  adminEmail: string | null
  adminPassword: string | null
  demo: boolean
  /** What the company is called where nobody sets it up at a screen: customers read it under letters. */
  company: string
  smtpInPort: number
  /** `smtp://` or `smtps://` URL; null: outgoing mail is kept. Unless given here, an administrator may set it. */
  smtpOut: string | null
  /** Where links in letters lead: `url`, or what an administrator set where none is given. */
  links: string
  /** What the environment decides, so that nobody can set it otherwise while the program runs. */
  given: { smtpOut: boolean; url: boolean }
  /** Addresses and networks of proxies whose word on who the visitor is counts. */
  proxies: string[]
  /** Private addresses and networks that may be fetched from all the same, such as an intranet's calendar. */
  outgoing: string[]
}

export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: string[] }
type Environment = Readonly<Record<string, string | undefined>>

const known = [
  'CASEWARD_DATA',
  'CASEWARD_URL',
  'CASEWARD_ADMIN_EMAIL',
  'CASEWARD_ADMIN_PASSWORD',
  'CASEWARD_COMPANY',
  'CASEWARD_DEMO',
  'CASEWARD_SMTP_IN',
  'CASEWARD_SMTP_OUT',
  'CASEWARD_PROXIES',
  'CASEWARD_FETCH_FROM',
]
const shortestPassword = 10

/**
 * Reads the settings; what is empty counts as not set. All that is wrong is told at once, a sentence for each.
 * A relative data folder counts from `home`, the program's folder, from wherever it is started.
 */
export function readConfig(environment: Environment, home: string): ReadConfig {
  const problems: string[] = []
  const text = (name: string) => environment[name]?.trim() || null
  const wrong = (name: string, shouldBe: string, shown = `"${text(name)}"`) =>
    problems.push(`${name} is ${shown}, but should be ${shouldBe}.`)

  const portOf = (name: string, usual: number) => {
    const value = text(name)
    if (value === null) return usual
    const port = /^\d{1,5}$/.test(value) ? Number(value) : 0
    if (port < 1 || port > 65_535) wrong(name, 'a port number from 1 to 65535')
    return port
  }
  const urlOf = (name: string, protocols: string[], shouldBe: string) => {
    const value = text(name)
    if (value === null) return null
    const url = URL.canParse(value) ? new URL(value) : null
    // Never repeated as it stands: it may hold a password.
    if (!url?.hostname || !protocols.includes(url.protocol)) wrong(name, shouldBe, 'not usable as it stands')
    return value
  }

  const port = portOf('PORT', 3000)
  const host = text('HOST') ?? '127.0.0.1'
  if (!isIP(host) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) {
    wrong('HOST', 'an IP address or host name to listen on, such as 127.0.0.1 or 0.0.0.0')
  }
  const smtpInPort = portOf('CASEWARD_SMTP_IN', 2525)
  if (smtpInPort === port && port > 0) problems.push(`PORT and CASEWARD_SMTP_IN are both ${port}; each needs its own.`)

  const adminEmail = text('CASEWARD_ADMIN_EMAIL')
  const adminPassword = environment.CASEWARD_ADMIN_PASSWORD || null
  if (adminEmail && !/^[^\s@]+@[^\s@]+$/.test(adminEmail)) wrong('CASEWARD_ADMIN_EMAIL', 'an email address')
  if (adminPassword && adminPassword.length < shortestPassword) {
    problems.push(`CASEWARD_ADMIN_PASSWORD is too short: it needs at least ${shortestPassword} characters.`)
  }
  if ((adminEmail === null) !== (adminPassword === null)) {
    const [is, isNot] = adminEmail ? ['EMAIL', 'PASSWORD'] : ['PASSWORD', 'EMAIL']
    problems.push(`CASEWARD_ADMIN_${is} is set, but CASEWARD_ADMIN_${isNot} is not; the first admin needs both.`)
  }

  const demo = text('CASEWARD_DEMO')?.toLowerCase() ?? '0'
  if (!['0', '1', 'false', 'true', 'no', 'yes'].includes(demo)) wrong('CASEWARD_DEMO', '1 or 0')

  const fills = ['1', 'true', 'yes'].includes(demo)

  const url = publicUrl(
    urlOf('CASEWARD_URL', ['http:', 'https:'], 'an address such as https://cases.example.com'),
    host,
    port,
  )
  const networksOf = (name: string) => {
    const networks = text(name)
      ?.split(/[\s,]+/)
      .filter(Boolean)
    if (networks?.some((network) => !isNetwork(network)))
      wrong(name, 'addresses or networks with commas between, such as 10.0.0.5, 172.16.0.0/12')
    return networks
  }
  const proxies = networksOf('CASEWARD_PROXIES')

  const config: Config = {
    port,
    host,
    dataDir: resolve(home, text('CASEWARD_DATA') ?? 'data'),
    databaseUrl: urlOf(
      'DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'of the form postgres://user:password@host/database',
    ),
    url,
    links: url,
    given: { smtpOut: text('CASEWARD_SMTP_OUT') !== null, url: text('CASEWARD_URL') !== null },
    adminEmail,
    adminPassword,
    demo: fills,
    company: text('CASEWARD_COMPANY') ?? (fills ? 'Norrvik' : 'Caseward'),
    smtpInPort,
    smtpOut: urlOf('CASEWARD_SMTP_OUT', ['smtp:', 'smtps:'], 'of the form smtp://user:password@host:587 (or smtps://)'),
    // We speak no TLS ourselves: behind an https address stands a proxy, on this machine unless something else is said.
    outgoing: networksOf('CASEWARD_FETCH_FROM') ?? [],
    proxies: proxies ?? (url.startsWith('https:') ? ['127.0.0.0/8', '::1'] : []),
  }
  problems.push(...unknownSettings(environment))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  )
}

function publicUrl(given: string | null, host: string, port: number) {
  const name = ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : isIP(host) === 6 ? `[${host}]` : host
  return (given ?? `http://${name}:${port}`).replace(/\/+$/, '')
}

/** A setting that is misspelt would otherwise be passed over in silence. */
function unknownSettings(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('CASEWARD_') && !known.includes(name))
    .sort()
    .map((name) => `${name} is not a setting of Caseward; did you mean ${nearest(name)}?`)
}

function nearest(name: string): string {
  return (
    known.find((other) => other.startsWith(name)) ?? known.toSorted((a, b) => distance(name, a) - distance(name, b))[0]!
  )
}

/** Levenshtein: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
