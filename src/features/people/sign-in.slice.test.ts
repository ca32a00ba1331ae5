import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybodysPassword } from '../../../tests/world/company.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { openVault } from '../../platform/vault.ts'

let world: World
beforeAll(async () => {
  world = await testWorld({ config: { url: 'http://127.0.0.1:3000', links: 'https://caseward.example' } })
})
afterAll(() => world.close())

interface Attempt {
  email: string
  password?: string
  code?: string
  from?: string
  cookie?: string
  /** The address in the browser. */
  page?: string
  /** What the visitor claims in X-Forwarded-For. */
  claims?: string
}

async function signIn({
  email,
  password = everybodysPassword,
  code,
  from = '198.51.100.1',
  cookie,
  page,
  claims,
}: Attempt) {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: from,
    headers: {
      ...(cookie && { cookie: `caseward_session=${cookie}` }),
      ...(page && { origin: page, host: new URL(page).host }),
      ...(claims && { 'x-forwarded-for': claims, forwarded: `for=${claims}`, 'x-real-ip': claims }),
    },
    payload: { email, password, ...(code && { code }) },
  })
  const set = answer.cookies.find(({ name }) => name === 'caseward_session')
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown>, set, token: set?.value ?? '' }
}

async function me(token: string) {
  const answer = await world.app.inject({ url: '/api/v1/me', headers: { cookie: `caseward_session=${token}` } })
  return answer.statusCode
}

const elena = 'elena.brandt@norrvik.example'

describe('signing in', () => {
  test('answers with who it is, their rights, and a cookie that scripts cannot read', async () => {
    const { status, body, set } = await signIn({ email: 'Elena.Brandt@norrvik.example' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Elena Brandt', organisation: { name: 'Norrvik' }, totp: false })
    expect(body.rights).toContain('cases.work')
    expect(set).toMatchObject({ httpOnly: true, sameSite: 'Lax', secure: true, path: '/' })
  })

  test('keeps the cookie to encrypted connections at the public address in force, and locks nobody out of the others', async () => {
    const secure = async (page: string) => (await signIn({ email: elena, page })).set!.secure ?? false
    expect(await secure('https://caseward.example')).toBe(true)
    expect(await secure('http://caseward.example')).toBe(true)
    expect(await secure('http://127.0.0.1:3000')).toBe(false)
    expect(await secure('https://10.1.0.7')).toBe(true)
  })

  test('takes a new session each time and ends the one the browser brought', async () => {
    const first = await signIn({ email: elena })
    const second = await signIn({ email: elena, cookie: first.token })
    expect(second.token).not.toBe(first.token)
    expect([await me(first.token), await me(second.token)]).toEqual([401, 200])
  })

  test('keeps no session secret', async () => {
    const { token } = await signIn({ email: elena })
    const rows = await world.runtime.db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows.every((row) => row.token_hash.length === 32)).toBe(true)
  })

  test('says the same of a wrong password and an unknown address', async () => {
    const answers = [
      await signIn({ email: elena, password: 'not the password' }),
      await signIn({ email: 'nobody@norrvik.example', password: 'not the password' }),
    ]
    const { requestId: _one, ...wrong } = answers[0]!.body
    const { requestId: _two, ...unknown } = answers[1]!.body
    expect(answers.map(({ status }) => status)).toEqual([401, 401])
    expect(wrong).toEqual(unknown)
  })

  test('slides by 30 days and ends when unused', async () => {
    const before = world.now
    const { token } = await signIn({ email: elena })
    world.advance({ days: 29 })
    expect(await me(token)).toBe(200)
    world.advance({ days: 29 })
    expect(await me(token)).toBe(200)
    world.advance({ days: 31 })
    expect(await me(token)).toBe(401)
    world.now = before
  })
})

describe('guessing', () => {
  test('is refused from the sixth try on, also with the right password, and goes on after a quarter of an hour', async () => {
    const tries = []
    for (let i = 0; i < 6; i++) tries.push(await signIn({ email: elena, password: 'guess', from: '203.0.113.5' }))
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
    expect((await signIn({ email: elena, from: '203.0.113.5' })).status).toBe(429)
    world.advance({ minutes: 16 })
    expect((await signIn({ email: elena, from: '203.0.113.5' })).status).toBe(200)
  })

  test('in parallel gains nothing', async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        signIn({ email: 'priya.nair@norrvik.example', password: 'guess', from: '203.0.113.6' }),
      ),
    )
    expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5)
  })

  test('from many addresses does not lock the owner out of their usual place', async () => {
    const email = 'jonas.lind@norrvik.example'
    expect((await signIn({ email, from: '198.51.100.77' })).status).toBe(200)
    await world.runtime.db
      .insertInto('sign_in_attempt')
      .values(
        Array.from({ length: 200 }, (_, i) => ({
          id: crypto.randomUUID(),
          email,
          address: `192.0.2.${i}`,
          at: world.now,
          succeeded: false,
        })),
      )
      .execute()
    expect((await signIn({ email, from: '203.0.113.99' })).status).toBe(429)
    expect((await signIn({ email, from: '203.0.113.99', claims: '198.51.100.77' })).status).toBe(429)
    expect((await signIn({ email, from: '198.51.100.77' })).status).toBe(200)
  })
})

describe('sessions', () => {
  test('are listed, this one marked, and one can be ended', async () => {
    const here = await signIn({ email: 'luca.berti@norrvik.example' })
    const there = await signIn({ email: 'luca.berti@norrvik.example', from: '198.51.100.2' })
    const list = async () => {
      const answer = await world.app.inject({
        url: '/api/v1/me/sessions',
        headers: { cookie: `caseward_session=${here.token}` },
      })
      return (answer.json() as { items: { id: string; current: boolean; address: string | null }[] }).items
    }
    const [other] = (await list()).filter((session) => session.address === '198.51.100.2')
    expect((await list()).filter((session) => session.current)).toHaveLength(1)
    await world.as('luca').people.endSession({ params: { id: other!.id } })
    expect([await me(there.token), await me(here.token)]).toEqual([401, 200])
    expect((await refusal(world.as('ana').people.endSession({ params: { id: other!.id } }))).status).toBe(404)
  })

  test('end with sign-out', async () => {
    const { token } = await signIn({ email: elena })
    expect(await me(token)).toBe(200)
    await world.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie: `caseward_session=${token}` },
    })
    expect(await me(token)).toBe(401)
  })

  test('other ones end with a change of password, which asks for the present one', async () => {
    const email = 'helen.ward@norrvik.example'
    const here = await signIn({ email })
    const there = await signIn({ email })
    const change = (current: string) =>
      world.app.inject({
        method: 'POST',
        url: '/api/v1/me/password',
        headers: { cookie: `caseward_session=${here.token}` },
        payload: { current, next: 'another-long-word' },
      })
    expect((await change('wrong')).statusCode).toBe(401)
    expect((await change(everybodysPassword)).statusCode).toBe(200)
    expect([await me(here.token), await me(there.token)]).toEqual([200, 401])
    expect((await signIn({ email })).status).toBe(401)
    expect((await signIn({ email, password: 'another-long-word' })).status).toBe(200)
  })
})

describe('two-step sign-in', () => {
  test('begins with a confirmed code, asks for one, and takes each code once', async () => {
    const nadia = world.as('nadia').people
    const email = 'nadia.haas@norrvik.example'
    const codeNow = (secret: string) => generateSync({ secret, epoch: Math.floor(world.now.getTime() / 1000) })
    const { secret, uri, qr } = await nadia.beginTotp({})
    expect(uri).toContain('otpauth://totp/Caseward')
    expect(qr).toMatch(/^data:image\/png;base64,/)
    expect((await signIn({ email })).status, 'not confirmed, not asked for').toBe(200)
    expect((await refusal(nadia.confirmTotp({ body: { code: '000' } }))).code).toBe('wrong_credentials')
    await nadia.confirmTotp({ body: { code: codeNow(secret) } })
    expect(await nadia.me({})).toMatchObject({ totp: true })
    world.advance({ minutes: 2 })
    expect((await signIn({ email })).body.code).toBe('code_needed')
    const code = codeNow(secret)
    expect((await signIn({ email, code })).status).toBe(200)
    expect((await signIn({ email, code })).status, 'the same code again').toBe(401)
    world.advance({ minutes: 2 })
    await nadia.removeTotp({ body: { code: codeNow(secret) } })
    expect((await signIn({ email })).status).toBe(200)
    const events = await world.runtime.db.selectFrom('event').select('content').execute()
    expect(JSON.stringify(events)).not.toContain(secret)
  })

  test('a database that came back without its key says what to do', async () => {
    const email = 'nadia.haas@norrvik.example'
    const elsewhere = mkdtempSync(join(tmpdir(), 'caseward-other-key-'))
    const change = { totp_sealed: openVault(elsewhere).seal('ANOTHERSECRET'), totp_confirmed_at: world.now }
    await world.runtime.db.updateTable('person').set(change).where('id', '=', world.people.nadia).execute()
    const answer = await signIn({ email, code: '123456' })
    expect(answer).toMatchObject({ status: 503, body: { code: 'key_is_missing' } })
    expect(JSON.stringify(answer.body)).toContain('secret.key')
  })
})

test('another site cannot use the cookie', async () => {
  const answer = await world.app.inject({
    method: 'PATCH',
    url: '/api/v1/me',
    headers: { ...world.headersOf('ana'), origin: 'https://evil.example' },
    payload: { name: 'Mallory' },
  })
  expect(answer.statusCode).toBe(403)
})
