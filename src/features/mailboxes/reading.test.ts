import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMail } from './reading/read-mail.ts'
import { openTnef } from './reading/tnef.ts'

const setup = { ownAddresses: ['support@desk.example'], trustedHosts: [] }
const mailOf = (...lines: string[]) =>
  Buffer.from(['From: Anna <anna@acme.example>', 'Subject: x', ...lines].join('\r\n'))
const read = (...lines: string[]) => readMail(mailOf(...lines), setup)

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
