import { createTransport } from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { customerLanguages } from '../../../platform/catalogue.ts'
import { readAndShow } from '../reading/bounded.ts'
import { foldText } from '../rules/quotes.ts'
import { signCaseToken } from '../rules/tokens.ts'
import { composeMail, type Outgoing } from './compose.ts'
import { type QuotableMessage, quoteBelow } from './quote.ts'

const ingrid = 'ingrid@meridianlabs.example'
const desk = 'support@norrvik.example'
const english = { language: 'en', timeZone: 'Europe/Stockholm' } as const
const message = (more: Partial<QuotableMessage> = {}): QuotableMessage => ({
  direction: 'in',
  fromName: 'Ingrid Sollberg',
  fromEmail: ingrid,
  to: [{ email: desk }],
  cc: [],
  text: 'The pump stopped.\n\nSince noon.',
  at: new Date('2026-11-19T12:00:00Z'),
  ...more,
})
const ours = (more: Partial<QuotableMessage> = {}) =>
  message({
    direction: 'out',
    fromName: 'Ana Ferreira',
    fromEmail: desk,
    to: [{ email: ingrid }],
    text: 'Which one?',
    ...more,
  })

test('the message that is answered stands below, and below it what came before', () => {
  const thread = [message(), ours({ at: new Date('2026-11-19T13:00:00Z') }), message({ text: 'The blue one.' })]
  expect(quoteBelow(thread, [ingrid.toUpperCase()], english)?.text).toBe(
    `On 19 November 2026 at 13:00, Ingrid Sollberg wrote:
> The blue one.
>
> On 19 November 2026 at 14:00, Ana Ferreira wrote:
>> Which one?
>>
>> On 19 November 2026 at 13:00, Ingrid Sollberg wrote:
>>> The pump stopped.
>>>
>>> Since noon.`,
  )
})

test('nobody gets what they had no part in', () => {
  const nils = 'nils@meridianlabs.example'
  const secret = message({ text: 'Only for you: my salary.' })
  const open = message({ text: 'The blue one.', cc: [{ email: nils }] })
  expect(quoteBelow([secret], [ingrid, nils], english)).toBeNull()
  expect(quoteBelow([secret, open], [ingrid, nils], english)?.text).not.toContain('salary')
  expect(quoteBelow([secret, open], [ingrid], english)?.text).toContain('salary')
  expect(quoteBelow([open, secret], [ingrid, nils], english)).toBeNull()
  expect(quoteBelow([ours()], [ingrid], english)).toBeNull()
  expect(quoteBelow([secret], [], english)).toBeNull()
})

test('it stays short, whatever was written', () => {
  const long = message({ text: `${'word '.repeat(100_000)}` })
  const quote = quoteBelow([long, long, long, long, long], [ingrid], english)!
  expect(quote.text.length).toBeLessThan(20_000)
  expect(quote.html.length).toBeLessThan(30_000)
})

test('nothing in it becomes a header line, a tag, or a mark of another case', () => {
  const token = signCaseToken(Buffer.alloc(32, 7), 77)
  const evil = message({
    fromName: 'Eve\r\nBcc: thief@evil.example <b>',
    text: `<script>alert(1)</script>\rhidden\u2028line\n\nC-77 · ref:${token}\nend`,
  })
  const quote = quoteBelow([evil], [ingrid], english)!
  expect(quote.text).not.toMatch(/[\r\u2028]|ref:/)
  expect(
    quote.text
      .split('\n')
      .slice(1)
      .every((line) => line.startsWith('>')),
  ).toBe(true)
  expect(quote.html).toContain('&lt;script&gt;')
  expect(quote.html).not.toMatch(/<script|<b>|ref:/)
})

describe.each(customerLanguages)('in %s', (language) => {
  const quote = quoteBelow([message(), ours(), message({ text: 'The blue one.' })], [ingrid], {
    language,
    timeZone: 'Europe/Stockholm',
  })!
  test('a mail client that reads our mail folds it, text and HTML', async () => {
    const transport = createTransport({ streamTransport: true, buffer: true })
    const { message: raw } = await transport.sendMail(composeMail({ ...outgoing, quote }))
    const { folded, html } = readAndShow(raw as Buffer, { ownAddresses: [], trustedHosts: [] })
    expect(folded.visible).toBe('We come at noon.\n\nC-10001 · ref:x')
    expect(folded.quoted).toContain('The blue one.')
    expect(html).toMatch(/<blockquote[^>]*data-quoted/)
    expect(html!.replace(/<blockquote[\s\S]*<\/blockquote>/, '')).not.toContain('blue one')
  })
  test('an answer that quotes all of it folds to what is new', () => {
    const below = ['We come at noon.', '', ...quote.text.split('\n')].map((line) => `> ${line}`).join('\n')
    expect(foldText(`Thank you, see you then.\n\n${quote.text.split('\n')[0]}\n${below}`).visible).toBe(
      'Thank you, see you then.',
    )
  })
})

const outgoing: Omit<Outgoing, 'quote'> = {
  messageId: '<a@norrvik.example>',
  inReplyTo: null,
  references: [],
  fromName: 'Ana',
  mailbox: desk,
  replyTo: desk,
  to: [{ name: '', email: ingrid }],
  cc: [],
  remaining: [ingrid],
  subject: 'Re: Pump',
  text: 'We come at noon.',
  html: null,
  language: null,
  token: 'C-10001 · ref:x',
  automatic: null,
  at: new Date('2026-11-19T14:00:00Z'),
  files: [],
}
