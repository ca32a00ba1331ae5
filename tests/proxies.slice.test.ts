import { expect, onTestFinished, test } from 'vitest'
import { testWorld } from './world/world.ts'

// What a request says about where it comes from counts only from the proxies that are known.

async function addressSeen(proxies: string[], remoteAddress: string, forwarded: string): Promise<string | null> {
  const world = await testWorld({ config: { proxies } })
  onTestFinished(world.close)
  await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress,
    headers: { 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
    payload: { email: 'nobody@norrvik.example', password: 'a guess of somebody' },
  })
  const row = await world.runtime.db.selectFrom('sign_in_attempt').select('address').executeTakeFirst()
  return row?.address ?? null
}

test.each([
  ['from anybody, without a proxy', [], '203.0.113.9', '198.51.100.7', '203.0.113.9'],
  ['from this machine, without a proxy', [], '127.0.0.1', '198.51.100.7', '127.0.0.1'],
  ['from a known proxy', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['from somebody beside it', ['10.0.0.0/8'], '203.0.113.9', '198.51.100.7', '203.0.113.9'],
  ['what the visitor wrote before it', ['10.0.0.5'], '10.0.0.5', '192.0.2.1, 198.51.100.7', '198.51.100.7'],
  ['through two known proxies', ['10.0.0.5', '::1'], '::1', '192.0.2.1, 198.51.100.7, 10.0.0.5', '198.51.100.7'],
])('X-Forwarded-For %s', async (_, proxies, from, forwarded, seen) => {
  expect(await addressSeen(proxies, from, forwarded)).toBe(seen)
})
