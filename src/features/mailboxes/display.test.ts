import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAndShow } from './reading/bounded.ts'
import { displayHtml } from './reading/display-html.ts'
import { foldText } from './rules/quotes.ts'

const setup = { ownAddresses: ['support@desk.example'], trustedHosts: [] }

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
