import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/caseward')

test('without any setting everything has its usual value', () => {
  expect(read({})).toEqual({
    ok: true,
    config: {
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/caseward/data',
      databaseUrl: null,
      url: 'http://127.0.0.1:3000',
      links: 'http://127.0.0.1:3000',
      given: { smtpOut: false, url: false },
      adminEmail: null,
      adminPassword: null,
      demo: false,
      company: 'Caseward',
      smtpInPort: 2525,
      smtpOut: null,
      proxies: [],
      outgoing: [],
    },
  })
})

test.each([
  ['a company', { CASEWARD_COMPANY: 'Lee Pumps' }, { company: 'Lee Pumps' }],
  ['the demo company', { CASEWARD_DEMO: '1' }, { company: 'Norrvik' }],
  ['a port', { PORT: '8080' }, { port: 8080, url: 'http://127.0.0.1:8080' }],
  ['a proxy on this machine', { CASEWARD_URL: 'https://cases.example.com' }, { proxies: ['127.0.0.0/8', '::1'] }],
  ['an intranet to fetch from', { CASEWARD_FETCH_FROM: '10.1.0.0/16, ::1' }, { outgoing: ['10.1.0.0/16', '::1'] }],
  ['proxies elsewhere', { CASEWARD_PROXIES: '10.0.0.5, 172.16.0.0/12' }, { proxies: ['10.0.0.5', '172.16.0.0/12'] }],
  ['an empty value as none', { PORT: '', CASEWARD_SMTP_OUT: ' ' }, { port: 3000, smtpOut: null }],
  ['every address to listen on', { HOST: '0.0.0.0' }, { host: '0.0.0.0', url: 'http://127.0.0.1:3000' }],
  ['IPv6', { HOST: '::1' }, { host: '::1', url: 'http://[::1]:3000' }],
  ['a data folder beside the program', { CASEWARD_DATA: 'here' }, { dataDir: '/srv/caseward/here' }],
  ['a data folder anywhere', { CASEWARD_DATA: '/var/cases' }, { dataDir: '/var/cases' }],
  ['a database of one’s own', { DATABASE_URL: 'postgresql://me@db/x' }, { databaseUrl: 'postgresql://me@db/x' }],
  ['a public address, without its last slash', { CASEWARD_URL: 'https://c.example/' }, { url: 'https://c.example' }],
  [
    'the first admin',
    { CASEWARD_ADMIN_EMAIL: 'ada@example.com', CASEWARD_ADMIN_PASSWORD: ' long enough ' },
    { adminEmail: 'ada@example.com', adminPassword: ' long enough ' },
  ],
  ['the demo company', { CASEWARD_DEMO: '1' }, { demo: true }],
  ['no demo company', { CASEWARD_DEMO: 'false' }, { demo: false }],
  ['mail in', { CASEWARD_SMTP_IN: '25' }, { smtpInPort: 25 }],
  ['mail out', { CASEWARD_SMTP_OUT: 'smtps://u:p@mx.example' }, { smtpOut: 'smtps://u:p@mx.example' }],
])('takes %s', (_what, environment, expected) => {
  expect(read(environment)).toMatchObject({ ok: true, config: expected })
})

test.each([
  [{ PORT: 'http' }, 'PORT is "http", but should be a port number from 1 to 65535.'],
  [{ PORT: '0' }, 'PORT is "0", but should be a port number from 1 to 65535.'],
  [{ PORT: '65536' }, 'PORT is "65536", but should be a port number from 1 to 65535.'],
  [{ PORT: '2525' }, 'PORT and CASEWARD_SMTP_IN are both 2525; each needs its own.'],
  [
    { HOST: 'a b' },
    'HOST is "a b", but should be an IP address or host name to listen on, such as 127.0.0.1 or 0.0.0.0.',
  ],
  [
    { DATABASE_URL: 'mysql://root:secret@db/x' },
    'DATABASE_URL is not usable as it stands, but should be of the form postgres://user:password@host/database.',
  ],
  [
    { CASEWARD_URL: 'cases.example.com' },
    'CASEWARD_URL is not usable as it stands, but should be an address such as https://cases.example.com.',
  ],
  [
    { CASEWARD_SMTP_OUT: 'mx.example:587' },
    'CASEWARD_SMTP_OUT is not usable as it stands, but should be of the form smtp://user:password@host:587 (or smtps://).',
  ],
  ...['10.0.0.5/33', 'proxy.example', '0.0.0.0/0'].map((proxy): [Record<string, string>, string] => [
    { CASEWARD_PROXIES: proxy },
    `CASEWARD_PROXIES is "${proxy}", but should be addresses or networks with commas between, such as 10.0.0.5, 172.16.0.0/12.`,
  ]),
  [
    { CASEWARD_ADMIN_EMAIL: 'ada', CASEWARD_ADMIN_PASSWORD: 'long enough' },
    'CASEWARD_ADMIN_EMAIL is "ada", but should be an email address.',
  ],
  [
    { CASEWARD_ADMIN_EMAIL: 'ada@example.com', CASEWARD_ADMIN_PASSWORD: 'short' },
    'CASEWARD_ADMIN_PASSWORD is too short: it needs at least 10 characters.',
  ],
  [
    { CASEWARD_ADMIN_EMAIL: 'ada@example.com' },
    'CASEWARD_ADMIN_EMAIL is set, but CASEWARD_ADMIN_PASSWORD is not; the first admin needs both.',
  ],
  [
    { CASEWARD_ADMIN_PASSWORD: 'long enough' },
    'CASEWARD_ADMIN_PASSWORD is set, but CASEWARD_ADMIN_EMAIL is not; the first admin needs both.',
  ],
  [{ CASEWARD_DEMO: 'perhaps' }, 'CASEWARD_DEMO is "perhaps", but should be 1 or 0.'],
  [{ CASEWARD_SMTP: '25' }, 'CASEWARD_SMTP is not a setting of Caseward; did you mean CASEWARD_SMTP_IN?'],
  [{ CASEWARD_DTAA: 'x' }, 'CASEWARD_DTAA is not a setting of Caseward; did you mean CASEWARD_DATA?'],
])('refuses %j', (environment, problem) => {
  expect(read(environment as Record<string, string>)).toEqual({ ok: false, problems: [problem] })
})

test('tells everything that is wrong at once, and no secret', () => {
  const result = read({ PORT: 'x', CASEWARD_DEMO: 'x', DATABASE_URL: 'http://u:topsecret@x', CASEWARD_UR: 'x' })
  expect(result.ok === false && result.problems).toHaveLength(4)
  expect(JSON.stringify(result)).not.toContain('topsecret')
})
