import { lookup as resolveName } from 'node:dns'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What was asked for was not fetched; the message is a sentence for whoever entered the address. */
export class NotFetched extends Error {
  override name = 'NotFetched'
}

export interface Fetched {
  status: number
  headers: Record<string, string | undefined>
  body: Buffer
}

export interface Fetching {
  headers?: Record<string, string>
  maxBytes: number
  /** For everything together: redirects, names, the body. */
  seconds: number
  /** Private networks that whoever runs the installation opened, such as `10.1.0.0/16`. */
  allowed?: readonly string[]
  /** How names become addresses; the system's way unless a test brings another. */
  resolve?: typeof resolveName
}

const mostRedirects = 5
const redirects = [301, 302, 303, 307, 308]

/**
 * GETs an address that somebody entered. Only public addresses are connected to: what a name resolves to is judged at the
 * moment of connecting, at every hop, so that neither a redirect nor a name that changes its mind leads inside.
 */
export async function fetchOutside(address: string, fetching: Fetching): Promise<Fetched> {
  const deadline = AbortSignal.timeout(fetching.seconds * 1000)
  let url = outsideUrl(address)
  for (let hop = 0; ; hop++) {
    const answer = await getOnce(url, fetching, deadline)
    if (!redirects.includes(answer.status) || !answer.headers.location) return answer
    if (hop === mostRedirects) throw new NotFetched(`It was redirected more than ${mostRedirects} times.`)
    const next = outsideUrl(
      URL.canParse(answer.headers.location, url) ? new URL(answer.headers.location, url).href : '',
    )
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      throw new NotFetched('It was redirected from an encrypted address to one that is not.')
    url = next
  }
}

/** The address as it can be fetched; refuses everything that is not plain http or https. */
export function outsideUrl(address: string): URL {
  const given = address.trim().replace(/^webcals?:\/\//i, 'https://')
  const url = URL.canParse(given) ? new URL(given) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || !url.hostname)
    throw new NotFetched('It is no web address such as https://example.com/holidays.ics.')
  if (url.username || url.password) throw new NotFetched('Addresses with a name and password in them are not fetched.')
  return url
}

/** Whether an IP address may be connected to: a public one, or one in an allowed network. */
export function isOutside(address: string, allowed: readonly string[] = []): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast))) return true
  return allowed.some((network) => {
    const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.process(network), null]
    if (base.kind() !== parsed.kind()) return false
    return parsed.match(base, bits ?? (base.kind() === 'ipv4' ? 32 : 128))
  })
}

/** All that is given out of IPv6 so far (RFC 4291, 2.4; IANA): IPv4 in old disguises and what nobody knows lies elsewhere. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

function getOnce(url: URL, fetching: Fetching, signal: AbortSignal): Promise<Fetched> {
  const { maxBytes, seconds, allowed = [], resolve = resolveName } = fetching
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A literal address is connected to without asking for a name.
  if (isIP(host) && !isOutside(host, allowed)) return Promise.reject(new NotFetched(insideWords(url)))
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((done, fail) => {
    const failWith = (error: Error) =>
      fail(error instanceof NotFetched ? error : new NotFetched(wordsFor(error, signal, seconds)))
    const headers = { 'user-agent': 'Caseward', 'accept-encoding': 'identity', ...fetching.headers }
    const asked = request(
      url,
      { method: 'GET', headers, agent: false, signal, lookup: lookingOutside(url, allowed, resolve) },
      (answer) => {
        const parts: Buffer[] = []
        let size = 0
        answer.on('data', (part: Buffer) => {
          size += part.length
          if (size <= maxBytes) parts.push(part)
          else answer.destroy(new NotFetched(`It is larger than ${Math.round(maxBytes / 1024)} kB.`))
        })
        answer.once('error', failWith)
        answer.once('end', () => {
          const told = Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()[0]] as const)
          done({ status: answer.statusCode ?? 0, headers: Object.fromEntries(told), body: Buffer.concat(parts) })
        })
      },
    )
    asked.once('error', failWith)
    asked.once('upgrade', (_answer, socket) => {
      socket.destroy()
      failWith(new NotFetched('The host went over to another protocol instead of answering.'))
    })
    // Whatever a host does that ends in neither an answer nor an error, the time is up for it too.
    signal.addEventListener('abort', () => failWith(signal.reason), { once: true })
    asked.end()
  })
}

/** Names resolve to those of their addresses that are outside; a name with none of them leads nowhere. */
function lookingOutside(url: URL, allowed: readonly string[], resolve: typeof resolveName): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const outside = found.filter(({ address }) => isOutside(address, allowed))
      const [first] = outside
      if (!first) return callback(new NotFetched(insideWords(url)), '')
      if (options.all) callback(null, outside)
      else callback(null, first.address, first.family)
    })
  }
}

const insideWords = (url: URL) => `${url.hostname} lies in a private network, and nothing is fetched from there.`

function wordsFor(error: Error & { code?: string }, signal: AbortSignal, seconds: number): string {
  if (signal.aborted) return `It did not answer within ${seconds} seconds.`
  const known: Record<string, string> = {
    ENOTFOUND: 'There is no such host.',
    EAI_AGAIN: 'The name of the host could not be looked up.',
    ECONNREFUSED: 'The host refused the connection.',
    ECONNRESET: 'The host broke the connection off.',
    EHOSTUNREACH: 'The host cannot be reached.',
    ENETUNREACH: 'The host cannot be reached.',
    CERT_HAS_EXPIRED: 'The certificate of the host has expired.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The host has a certificate that nobody vouches for.',
  }
  return known[error.code ?? ''] ?? `It could not be fetched: ${error.message || error.code || 'no reason given'}.`
}
