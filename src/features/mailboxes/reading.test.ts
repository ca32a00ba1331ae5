import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAndShow, readBounded } from './reading/bounded.ts'
import { displayHtml } from './reading/display-html.ts'
import { limits } from './reading/limits.ts'
import { readMail } from './reading/read-mail.ts'
import { openTnef } from './reading/tnef.ts'
import { foldText } from './rules/quotes.ts'

const setup = { ownAddresses: ['support@desk.example'], trustedHosts: [] }
const mailOf = (...lines: string[]) =>
  Buffer.from(['From: Anna <anna@acme.example>', 'Subject: x', ...lines].join('\r\n'))
const read = (...lines: string[]) => readMail(mailOf(...lines), setup)

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
    const begun = performance.now()
    readAndShow(raw, setup)
    expect(performance.now() - begun).toBeLessThan(2000)
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
    const begun = performance.now()
    for (let count = 0; count < 100; count++) readAndShow(raw, setup)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('parts', () => {
  test('flowed lines join within one depth of quoting, and never across a signature', () => {
    const { text } = read('Content-Type: text/plain; format=flowed', '', 'one ', 'two', '> q ', 'answer', '-- ', 'Anna')
    expect(text).toBe('one two\n> q \nanswer\n-- \nAnna')
  })

  test('a uuencoded file is taken out of the text; a sentence that begins with "begin" is not', () => {
    const { text, embedded } = read(
      '',
      'before',
      'begin 644 cat.txt',
      '#0V%T',
      '`',
      'end',
      'after',
      'begin 644 of the story',
    )
    expect(text).toBe('before\nafter\nbegin 644 of the story')
    expect(embedded.map((file) => [file.name, Buffer.from(file.bytes).toString()])).toEqual([['cat.txt', 'Cat']])
  })

  test('an invitation is shown and kept as a file', () => {
    const lines = [
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:1',
      'SUMMARY:Visit\\, at',
      '  noon',
      'DTSTART;TZID=Europe/Berlin:20261123T090000',
      'ORGANIZER;CN=Anna:mailto:Anna@acme.example',
      'END:VEVENT',
    ]
    const mail = read('Content-Type: text/calendar; method=REQUEST', '', ...lines)
    expect(mail.calendarInvite).toMatchObject({
      method: 'REQUEST',
      summary: 'Visit, at noon',
      organizer: 'anna@acme.example',
      start: '20261123T090000 (Europe/Berlin)',
    })
    expect(mail.attachments).toHaveLength(1)
  })

  test.each([
    [
      'Fwd: bill',
      '---------- Forwarded message ---------\nFrom: Ben Ott <ben@acme.example>\nDate: today\nSubject: bill\n\nhello',
    ],
    [
      'WG: Rechnung',
      'siehe unten\n\n-----Ursprüngliche Nachricht-----\nVon: Ben Ott [mailto:ben@acme.example]\nBetreff: bill\n',
    ],
    ['Fwd: bill', 'Begin forwarded message:\n\n> From: "Ben Ott" <ben@acme.example>\n> Subject: bill\n'],
  ])('the writer of a forwarded text: %s', (subject, text) => {
    const mail = readMail(
      Buffer.from(`From: agent@desk.example\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${text}`),
      setup,
    )
    expect(mail.forwarded).toMatchObject({
      from: { name: 'Ben Ott', email: 'ben@acme.example' },
      subject: 'bill',
      by: 'text',
    })
  })

  test.each([
    ['de', 'Guten Tag, leider ist die Lieferung noch nicht bei uns angekommen.'],
    ['fr', 'Bonjour, nous n’avons toujours pas reçu notre commande, merci de vérifier.'],
    [null, 'ok'],
  ])('language: %s', (language, text) => {
    expect(read('Content-Type: text/plain; charset=utf-8', '', text).language).toBe(language)
  })
})

describe('winmail.dat', () => {
  const attribute = (level: number, id: number, data: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level, 0)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(data.length, 5)
    return Buffer.concat([head, data, Buffer.alloc(2)])
  }
  const longName = Buffer.from('Bericht März.txt', 'utf16le')
  const props = Buffer.concat([
    uint32(1),
    Buffer.from([0x1f, 0x00, 0x07, 0x37]),
    uint32(1),
    uint32(longName.length),
    longName,
  ])
  const tnef = Buffer.concat([
    uint32(0x223e9f78),
    Buffer.alloc(2),
    attribute(1, 0x0002800c, Buffer.from('Hello from Outlook')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from('BERICH~1.TXT\0')),
    attribute(2, 0x0006800f, Buffer.from('content')),
    attribute(2, 0x00069005, props),
  ])

  test('files come out by their long names', () => {
    const opened = openTnef(tnef)
    expect(opened).toMatchObject({ text: 'Hello from Outlook', broken: false })
    expect(opened.files.map((file) => [file.name, file.bytes.toString()])).toEqual([['Bericht März.txt', 'content']])
  })

  test('in a mail the files stand beside the attachment, and the text is used where there is none', () => {
    const mail = read(
      'Content-Type: application/ms-tnef; name=winmail.dat',
      'Content-Transfer-Encoding: base64',
      '',
      tnef.toString('base64'),
    )
    expect(mail.text).toBe('Hello from Outlook')
    expect(mail.attachments.map((file) => file.name)).toEqual(['winmail.dat'])
    expect(mail.embedded.map((file) => file.name)).toEqual(['Bericht März.txt'])
  })

  test('cut anywhere or changed anywhere it never throws', () => {
    for (let length = 0; length < tnef.length; length++) openTnef(tnef.subarray(0, length))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(tnef.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const changed = Buffer.from(tnef)
        for (const [at, value] of changes) changed[at] = value
        openTnef(changed)
      }),
    )
  })

  function uint32(value: number) {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    return bytes
  }
})

describe('quotes', () => {
  const folder = resolve(import.meta.dirname, '../../../tests/data/mail/talon/standard_replies')

  test.each(readdirSync(folder))('%s folds to the reply', (file) => {
    expect(readAndShow(readFileSync(resolve(folder, file)), setup).folded.visible).toBe('Hello')
  })

  test.each([
    ['German', 'Danke!\n\nAm 03.04.2026 um 16:19 schrieb Ben Ott <ben@acme.example>:\n> Hallo', 'Danke!'],
    ['French', 'Merci\n\nLe 3 avr. 2026 à 16:19, Ben <ben@acme.example> a écrit :\n\n> Bonjour', 'Merci'],
    ['Spanish', 'Gracias\n\nEl vie, 3 abr 2026 a las 16:19, Ben (<ben@acme.example>)\nescribió:\n\n> Hola', 'Gracias'],
    ['Italian', 'Grazie\n\nIl giorno ven 3 apr 2026 alle ore 16:19 Ben <b@a.example> ha scritto:\n\n> Ciao', 'Grazie'],
    ['Dutch', 'Dank\n\nOp 3 apr. 2026 om 16:19 schreef Ben <b@a.example>:\n> Hallo', 'Dank'],
    ['Japanese', 'どうも\n\n2026年4月3日(金) 16:19 Ben <b@a.example>:\n\n> はい', 'どうも'],
    [
      'Outlook, German',
      'Danke\n\nVon: Ben Ott\nGesendet: Freitag, 3. April 2026\nAn: Support\nBetreff: Drucker\n\nHallo',
      'Danke',
    ],
    ['unmarked history', 'Thanks\n\nOn 3 Apr 2026, Ben wrote:\n\nHello there', 'Thanks'],
    ['answers between quotes stay with them', '> one?\nyes\n> two?\nno', '> one?\nyes\n> two?\nno'],
    ['the answer below', 'On 3 Apr 2026, Ben wrote:\n> Hi\n\nHello', 'Hello'],
    ['nothing but a quote is shown', '> Hi\n> there', '> Hi\n> there'],
    [
      'a forwarded message is shown',
      'see\n\n---------- Forwarded message ---------\nFrom: a@b.c\n\n> x',
      'see\n\n---------- Forwarded message ---------\nFrom: a@b.c\n\n> x',
    ],
    [
      'a sentence that begins with On',
      'On Monday I wrote:\n\nplease call 3 times',
      'On Monday I wrote:\n\nplease call 3 times',
    ],
    ['From: in a sentence', 'From: what I see it is broken', 'From: what I see it is broken'],
  ])('%s', (_name, text, visible) => {
    expect(foldText(text).visible).toBe(visible)
  })

  test.each([
    ['a mark', 'Hi\n-- \nAnna\nAcme', 'Hi', '-- \nAnna\nAcme'],
    ['a device', 'Hi\n\nVon meinem iPhone gesendet', 'Hi', 'Von meinem iPhone gesendet'],
    ['none', 'Hi\nAnna', 'Hi\nAnna', null],
  ])('signature: %s', (_name, text, visible, signature) => {
    expect(foldText(text)).toEqual({ visible, quoted: null, signature })
  })

  test('every line is still there after folding', () => {
    const line = fc.constantFrom(
      '> a',
      'b',
      '',
      '-- ',
      'On 1 Apr 2026, X wrote:',
      'From: x',
      'Sent: y',
      'Subject: z',
      'Sent from my phone',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const { visible, quoted, signature } = foldText(lines.join('\n'))
        const kept = [visible, quoted, signature].join('\n').split('\n')
        const filled = (all: string[]) =>
          all
            .map((each) => each.trim())
            .filter(Boolean)
            .sort()
        expect(filled(kept)).toEqual(filled(lines))
        expect(visible !== '' || signature !== null || filled(lines).length === 0).toBe(true)
      }),
    )
  })
})

describe('HTML for display', () => {
  test.each([
    ['a script', '<script>alert(1)</script>x', 'x'],
    ['a handler', '<p onclick="x()">a</p>', '<p>a</p>'],
    [
      'a script link',
      '<a href="java&#x0A;script:alert(1)">l</a>',
      '<a target="_blank" rel="noopener noreferrer nofollow">l</a>',
    ],
    ['a data link', '<a href="data:text/html,x">l</a>', '<a target="_blank" rel="noopener noreferrer nofollow">l</a>'],
    [
      'a link',
      '<a href="https://a.example/?a=1&amp;b=2">l</a>',
      '<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">l</a>',
    ],
    [
      'a remote picture',
      '<img src="//a.example/p.gif" width="1">',
      '<img width="1" data-remote-src="https://a.example/p.gif" />',
    ],
    ['a picture of the mail', '<img src="cid:part1@x" alt="p">', '<img alt="p" data-cid="part1@x" />'],
    ['a picture as data', '<img src="data:image/svg+xml,x">', '<img />'],
    ['a picture set', '<img srcset="http://a.example/p 2x">', '<img />'],
    ['placement', '<div style="position:fixed;top:0;z-index:9;color:red">a</div>', '<div style="color:red">a</div>'],
    ['a style that loads', '<p style="background:url(http://a.example/x)">a</p>', '<p>a</p>'],
    ['a negative margin', '<p style="margin-top:-500px">a</p>', '<p>a</p>'],
    ['frames and forms', '<iframe srcdoc="x"></iframe><form action="/x"><input><button>b</button></form>', 'b'],
    ['SVG', '<svg><a xlink:href="javascript:x">t</a></svg>z', 'z'],
    [
      'a background',
      '<table background="http://a.example/x"><tr><td>a</td></tr></table>',
      '<table><tr><td>a</td></tr></table>',
    ],
  ])('%s', (_name, given, shown) => {
    expect(displayHtml(given)).toBe(shown)
  })

  test.each([
    ['Gmail', 'Hello<div class="gmail_quote">On 3 Apr wrote:<blockquote>Hi</blockquote></div>'],
    ['cite', 'Hello<blockquote type="cite">Hi</blockquote>'],
    [
      'Outlook',
      '<p>Hello</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> B<br><b>Sent:</b> x<br><b>Subject:</b> y</p></div></div><p>Hi</p>',
    ],
    ['Outlook on the web', '<div>Hello</div><hr><div id="divRplyFwdMsg">From: b</div><div>Hi</div>'],
  ])('history of %s is marked', (_name, given) => {
    const shown = displayHtml(given)
    expect(shown.indexOf('data-quoted')).toBeGreaterThan(shown.indexOf('Hello'))
    expect(shown.indexOf('data-quoted')).toBeLessThan(shown.indexOf('Hi'))
  })

  test('whatever goes in, nothing that runs or loads comes out', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '=',
        '/',
        ' ',
        'script',
        'img',
        'src',
        'style',
        'onerror',
        'svg',
        'a',
        'href',
        'javascript:',
        'http://x',
        'url(',
        '&#x3c;',
        'data-remote-src',
        '<!--',
        '-->',
        '<![CDATA[',
        'math',
        'template',
        'x',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const shown = displayHtml(pieces.join(''))
        for (const [tag] of shown.matchAll(/<[^>]*>/g)) {
          expect(tag).not.toMatch(
            /^<\/?(script|style|svg|math|template)\b|\s(src|srcset|on\w+)\s*=|href="?\s*javascript:/i,
          )
        }
      }),
      { numRuns: 1000 },
    )
  })
})
