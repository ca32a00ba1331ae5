import type { lookup } from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Fetching, fetchOutside, isOutside, outsideUrl } from './outgoing.ts'

const usual: Fetching = { maxBytes: 1000, seconds: 5 }
const here = { ...usual, allowed: ['127.0.0.1'] }

async function serving(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A host that says something of its own once it is asked. */
async function speaking(answer: (socket: Socket) => void): Promise<number> {
  const open: Socket[] = []
  const server = createTcpServer((socket) => {
    open.push(socket)
    socket.on('error', () => {})
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

test.each([
  '127.0.0.1',
  '10.0.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  '::',
  '::127.0.0.1',
  '::7f00:1',
  '1::1',
  '4000::1',
  '3fff::1',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fd00::1',
  'fec0::1',
  '2002:7f00:1::',
  'ff02::1',
  'not an address',
])('%s is not connected to', (address) => {
  expect(isOutside(address)).toBe(false)
})

test('public addresses are, and those of an allowed network', () => {
  expect(['9.9.9.9', '2620:fe::fe'].every((address) => isOutside(address))).toBe(true)
  expect(isOutside('10.1.2.3', ['10.1.0.0/16'])).toBe(true)
  expect(isOutside('10.2.2.3', ['10.1.0.0/16', '::1'])).toBe(false)
  expect(isOutside('::ffff:10.1.2.3', ['10.1.0.0/16'])).toBe(true)
})

test.each([
  'ftp://example.com/x.ics',
  'file:///etc/passwd',
  'gopher://example.com',
  'nonsense',
  'https://me:secret@example.com/x.ics',
])('“%s” is no address to fetch', (address) => {
  expect(() => outsideUrl(address)).toThrow(/web address|password/)
})

test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])(
  'a server behind %s is never asked',
  async (host) => {
    let asked = 0
    const port = await serving((_, answer) => {
      asked++
      answer.end('inside')
    })
    await expect(fetchOutside(`http://${host}:${port}/`, usual)).rejects.toThrow(/lies in a private network/)
    expect(asked).toBe(0)
  },
)

test('a redirect leads inside as little as an address does', async () => {
  let asked = 0
  const inside = await serving((_, answer) => {
    asked++
    answer.end('inside')
  })
  const port = await serving((_, answer) => answer.writeHead(302, { location: `http://127.0.0.2:${inside}/` }).end())
  await expect(fetchOutside(`http://127.0.0.1:${port}/`, here)).rejects.toThrow(/127.0.0.2 lies in a private network/)
  const named = await serving((_, answer) => answer.writeHead(302, { location: `http://[::1]:${inside}/` }).end())
  await expect(fetchOutside(`http://127.0.0.1:${named}/`, here)).rejects.toThrow(/private network/)
  const odd = await serving((_, answer) => answer.writeHead(302, { location: 'file:///etc/passwd' }).end())
  await expect(fetchOutside(`http://127.0.0.1:${odd}/`, here)).rejects.toThrow(/no web address/)
  expect(asked).toBe(0)
})

test('a name that changes its mind is judged by the address that is connected to', async () => {
  let asked = 0
  const port = await serving((_, answer) => {
    asked++
    answer.end('inside')
  })
  const answers = ['127.0.0.1', '127.0.0.1']
  let looked = 0
  // A name server that says something else each time: whatever is said last is what counts.
  const resolve = ((_name: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(null, [{ address: answers[looked++] ?? '127.0.0.1', family: 4 }])) as unknown as typeof lookup
  await expect(fetchOutside(`http://rebinding.example:${port}/`, { ...usual, resolve })).rejects.toThrow(/private/)
  expect(looked).toBe(1)
  expect(asked).toBe(0)
  const mixed = ((_name: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(null, [
      { address: '10.0.0.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ])) as unknown as typeof lookup
  const got = await fetchOutside(`http://mixed.example:${port}/`, { ...here, resolve: mixed })
  expect(got.body.toString()).toBe('inside')
})

test('what is too large, too slow, or goes round in circles is given up', async () => {
  const large = await serving((_, answer) => {
    answer.write('x'.repeat(600))
    answer.end('x'.repeat(600))
  })
  await expect(fetchOutside(`http://127.0.0.1:${large}/`, here)).rejects.toThrow(/larger than 1 kB/)
  const slow = await serving((_, answer) => answer.write('a'))
  await expect(fetchOutside(`http://127.0.0.1:${slow}/`, { ...here, seconds: 0.3 })).rejects.toThrow(
    /within 0.3 seconds/,
  )
  let hops = 0
  const circle = await serving((_, answer) => {
    hops++
    answer.writeHead(301, { location: '/again' }).end()
  })
  await expect(fetchOutside(`http://127.0.0.1:${circle}/`, here)).rejects.toThrow(/more than 5 times/)
  expect(hops).toBe(6)
  const cut = await serving((_, answer) => {
    answer.writeHead(200, { 'content-length': '500' })
    answer.write('half', () => answer.destroy())
  })
  await expect(fetchOutside(`http://127.0.0.1:${cut}/`, here)).rejects.toThrow(/broke the connection off|aborted/)
  await expect(fetchOutside('http://127.0.0.1:1/', here)).rejects.toThrow(/refused the connection/)
})

test.each<[string, string, RegExp]>([
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n',
    /another protocol/,
  ],
  ['a hint, and nothing after it', 'HTTP/1.1 103 Early Hints\r\n\r\n', /did not answer within/],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', /did not answer within/],
  ['nothing', '', /did not answer within/],
])('a host that answers with %s holds nobody up', async (_name, said, words) => {
  const port = await speaking((socket) => socket.write(said))
  await expect(fetchOutside(`http://127.0.0.1:${port}/`, { ...here, seconds: 0.5 })).rejects.toThrow(words)
})

test.each<[string, string]>([
  ['at once', ''],
  ['after a hint', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ['in the middle of the headers', 'HTTP/1.1 200 OK\r\nContent-'],
])('a host that hangs up %s has broken off', async (_name, said) => {
  const port = await speaking((socket) => socket.end(said))
  await expect(fetchOutside(`http://127.0.0.1:${port}/`, here)).rejects.toThrow(/broke the connection off|could not be/)
})

test('a body that ends with its connection is whole', async () => {
  const body = 'x'.repeat(900)
  const port = await speaking((socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${body}`))
  expect((await fetchOutside(`http://127.0.0.1:${port}/`, here)).body.toString()).toBe(body)
})

test('what is allowed is fetched, with its headers', async () => {
  const port = await serving((asked, answer) => {
    if (asked.url === '/moved') return answer.writeHead(307, { location: '/here' }).end()
    answer.writeHead(200, { etag: '"1"', 'x-asked': String(asked.headers['if-none-match']) }).end('found')
  })
  const got = await fetchOutside(`http://127.0.0.1:${port}/moved`, { ...here, headers: { 'if-none-match': '"0"' } })
  expect([got.status, got.body.toString(), got.headers.etag, got.headers['x-asked']]).toEqual([
    200,
    'found',
    '"1"',
    '"0"',
  ])
})
