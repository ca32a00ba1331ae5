import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasFilters, parseSearch, wordsOf } from './rules/parse.ts'
import { folded, snippetOf, stemOf, tsqueryOf } from './rules/words.ts'

const open = ['new', 'open', 'pending', 'on_hold']

test.each([
  ['is:open', { statuses: open }],
  ['status:on-hold', { statuses: ['on_hold'] }],
  ['is:mine', { owner: { kind: 'me' } }],
  ['is:unowned', { owner: { kind: 'none' } }],
  ['is:overdue', { due: { kind: 'overdue' } }],
  ['is:restricted', { restricted: true }],
  ['owner:me', { owner: { kind: 'me' } }],
  ['owner:none', { owner: { kind: 'none' } }],
  ['owner:"Ana B"', { owner: { kind: 'named', text: 'ana b' } }],
  ['account:meridian', { account: { kind: 'named', text: 'meridian' } }],
  ['type:"Billing dispute"', { type: 'billing_dispute' }],
  ['priority:high', { priorities: ['high'] }],
  ['priority:h priority:crit', { priorities: ['high', 'critical'] }],
  ['due:<2h', { due: { kind: 'within', minutes: 120 } }],
  ['due:3d', { due: { kind: 'within', minutes: 4320 } }],
  ['due:today', { due: { kind: 'within', minutes: 1440 } }],
  ['tag:vip tag:eu', { tags: ['vip', 'eu'] }],
])('%s is a filter', (text, expected) => {
  const search = parseSearch(text)
  expect(search).toMatchObject(expected)
  expect(search.terms).toEqual([])
  expect(search.ignored).toEqual([])
  expect(hasFilters(search)).toBe(true)
})

test.each(['is:happy', 'due:soon', 'priority:urgent'])('%s is named as not understood', (text) => {
  expect(parseSearch(text).ignored).toEqual([text])
})

test.each([
  ['C-10482', 10482],
  ['c10482', 10482],
  ['#10482', 10482],
  ['10482', 10482],
  ['C-10482 pump', null],
  ['C-99999999999999999999', null],
])('%s names case %s', (text, number) => {
  expect(parseSearch(text).number).toBe(number)
})

test.each([
  ['pump', 'pump:*'],
  ['Broken pump', 'broken:* & pump:*'],
  ['invoices deliveries address', 'invoice:* & deliver:* & address:*'],
  ['it', 'it'],
  ['7000', '7000'],
  ['70001', '70001:*'],
  ['"does not start"', '(does <-> not <-> start)'],
  ['pump -cold', 'pump:* & !cold:*'],
  ['ana@meridian.example', 'ana:* & meridian:* & example:*'],
  ['Re: pump', 're & pump:*'],
  ["a' | b & !c:* <-> (d)", 'a & b & c & d'],
])('%s asks for %s', (text, query) => {
  expect(tsqueryOf(parseSearch(text).terms)).toBe(query)
})

test('words that are only excluded ask for nothing', () => {
  expect(tsqueryOf(parseSearch('-pump').terms)).toBeNull()
  expect(wordsOf(parseSearch('-pump valve'))).toEqual(['valve'])
})

test('weights ask for the title only', () => {
  expect(tsqueryOf(parseSearch('pump "no start"').terms, 'A')).toBe('pump:*A & (no:A <-> start:A)')
})

test('no text whatever escapes into the query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const query = tsqueryOf(parseSearch(text).terms)
      const rest = (query ?? '').replaceAll(/[\p{L}\p{N}\p{M}]+/gu, 'w').replaceAll(/\((w <-> )+w\)/g, 'w')
      expect(rest).toMatch(/^(!?w(:\*)?( & !?w(:\*)?)*)?$/)
    }),
  )
})

test.each([
  ['The delivery did not arrive.', ['delivery'], 'The «delivery» did not arrive.'],
  ['Deliveries, daily: delivered', ['deliveries'], '«Deliveries», daily: «delivered»'],
  ['Die Straße nach Málaga', ['malaga'], 'Die Straße nach «Málaga»'],
  ['redelivery only', ['delivery'], null],
  ['« forged » pump', ['pump'], '" forged " «pump»'],
  ['a <b>pump</b>', ['pump'], 'a <b>«pump»</b>'],
])('snippet of %s', (text, words, snippet) => {
  expect(snippetOf(text, words)).toBe(snippet)
})

test('a long text is cut round the match', () => {
  const snippet = snippetOf(`${'before '.repeat(100)}pump ${'after '.repeat(100)}`, ['pump'])!
  expect(snippet).toContain('«pump»')
  expect(snippet.length).toBeLessThan(320)
  expect(snippet).toMatch(/^… before .* …$/)
})

test('folding keeps every position', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => folded(text).length === text.length))
  expect(folded('ÉCOLE Øre')).toBe('ecole øre')
  expect(stemOf('glass')).toBe('glass')
})
