import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAndShow, readBounded } from './reading/bounded.ts'
import { limits } from './reading/limits.ts'
import { readMail } from './reading/read-mail.ts'

const setup = { ownAddresses: ['support@desk.example'], trustedHosts: [] }
const mailOf = (...lines: string[]) =>
  Buffer.from(['From: Anna <anna@acme.example>', 'Subject: x', ...lines].join('\r\n'))

describe('bounds', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(
        ...[
          '\r\n',
          '\n\n',
          '--b\r\n',
          '--b--\r\n',
          'Content-Type: multipart/mixed; boundary=b\r\n',
          'Content-Type: text/html; charset=utf-7\r\n',
        ],
        ...[
          'Content-Transfer-Encoding: base64\r\n',
          'Content-Type: application/ms-tnef\r\n',
          'From: <',
          '=?utf-8?Q?=',
          '=?x?B?',
          '<div>',
          '&#x0;',
        ],
        ...[
          'Content-Type: message/delivery-status\r\n',
          'begin 644 x\r\n',
          'end\r\n',
          '\x78\x9f\x3e\x22',
          'On 1 wrote:\n> ',
          'BEGIN:VEVENT\n',
        ],
        ...[
          'Authentication-Results: x;',
          'Received: by x\r\n',
          'Content-Type: text/calendar\r\n',
          'charset*0*=',
          '<a href="',
          '<blockquote type=cite>',
        ],
      )
      .map((text) => Buffer.from(text, 'latin1')),
  )

  test('no bytes make the reader throw, and what it reads can be stored', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { mail, html, folded } = readAndShow(Buffer.concat(pieces), setup)
        const text = JSON.stringify([mail.headers, mail.subject, mail.text, mail.html, mail.from, html, folded])
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain('\\u0000')
      }),
      { numRuns: 500 },
    )
  })

  const k = 240_000
  const html = (body: string) => mailOf('Content-Type: text/html', '', body)
  const nest = Array.from(
    { length: 4000 },
    (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
  )
  test.each<[string, Buffer]>([
    ['nested elements', html('<div>'.repeat(k / 5))],
    ['nested inline elements with words', html('<font>x'.repeat(k / 7))],
    ['unclosed tags', html('<a '.repeat(k / 3))],
    ['a style of parentheses', html(`<p style="background:url(x);${'('.repeat(k)}">x`)],
    ['nested parts', mailOf('Content-Type: multipart/mixed; boundary=b0', '', nest.join(''))],
    [
      'a hundred thousand parts',
      mailOf('Content-Type: multipart/mixed; boundary=b', '', '--b\r\n\r\nx\r\n'.repeat(k / 10)),
    ],
    ['header lines without end', mailOf('X-A: b\r\n'.repeat(k / 8))],
    ['recipients without end', mailOf(`To: ${'a@b.c, '.repeat(k / 7)}`, '', 'x')],
    ['encoded words without end', mailOf(`X-Y: ${'=?a?Q?'.repeat(10_000)}`, '', 'x')],
    ['attributions without end', mailOf('', 'On 1 wrote:\n> x\ny\n'.repeat(k / 18))],
    ['alternating quotes', mailOf('', '> x\ny\n'.repeat(k / 6))],
    ['uuencoding without end', mailOf('', 'begin 644 x\r\n'.repeat(k / 13))],
    ['dashes in a forward', mailOf('Subject: Fwd: x', '', '-'.repeat(k))],
  ])('%s take no more than two seconds', (_name, raw) => {
    expect(workOf(() => readAndShow(raw, setup))).toBeLessThan(2000)
  })

  test('cuts are said', () => {
    expect(readMail(mailOf('', 'word '.repeat(limits.textChars)), setup).problems).toContain('text_cut')
    expect(readMail(mailOf('Content-Type: multipart/mixed; boundary=b0', '', nest.join('')), setup).problems).toContain(
      'too_deep',
    )
  })

  test('a large mail is read in a thread, and given up when it takes too long', async () => {
    const raw = mailOf('', 'hello there, this is a long letter\r\n'.repeat(20_000))
    const done = await readBounded(raw, setup)
    expect(done).toMatchObject({ ok: true, reading: { mail: { subject: 'x', sizeBytes: raw.length } } })
    expect(await readBounded(raw, setup, 0.001)).toMatchObject({ ok: false, reason: 'too_costly' })
  })

  test('at least two hundred small mails a second', () => {
    const raw = mailOf(
      'Content-Type: text/html',
      '',
      '<p>Hello, my printer is on fire.</p><blockquote type=cite>What is it?</blockquote>',
    )
    const hundred = () => {
      for (let count = 0; count < 100; count++) readAndShow(raw, setup)
    }
    expect(workOf(hundred)).toBeLessThan(500)
  })
})

/** Milliseconds of a processor that something takes, whoever else is at the cores. */
function workOf(act: () => void): number {
  const begun = process.threadCpuUsage()
  act()
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}
