import { expect, test } from 'vitest'
import { codeFor } from './closing.ts'
import { leastScore, likenessOf, tellingWords } from './likeness.ts'
import { type Candidate, recipientsOf, textFor } from './recipients.ts'

const at = (email: string, more: Partial<Candidate['addresses'][number]> = {}) => ({
  email,
  name: email.split('@')[0]!,
  undeliverable: false,
  takesMail: true,
  ...more,
})
const candidate = (caseId: string, more: Partial<Candidate> = {}): Candidate => ({
  caseId,
  number: `C-${caseId}`,
  contactId: null,
  language: null,
  mergedInto: null,
  internal: false,
  addresses: [at(`${caseId}@x.example`)],
  unanswered: false,
  lastWroteAt: 0,
  ...more,
})

test('one message for each person and each address, on the case where they wait', () => {
  const { recipients } = recipientsOf([
    candidate('1', { contactId: 'a', addresses: [at('a@x.example')], lastWroteAt: 9 }),
    candidate('2', { contactId: 'a', addresses: [at('other@x.example')], unanswered: true }),
    candidate('3', { contactId: 'b', addresses: [at('A@x.example')] }),
    candidate('4', { contactId: 'c', addresses: [at('OTHER@x.example')] }),
  ])
  expect(recipients.map(({ email, caseId, also }) => [email, caseId, also])).toEqual([
    ['other@x.example', '2', ['C-1', 'C-4']],
    ['a@x.example', '3', []],
  ])
})

test('a second address serves where mail to the first comes back', () => {
  const { recipients, leftOut } = recipientsOf([
    candidate('1', { addresses: [at('old@x.example', { undeliverable: true }), at('new@x.example')] }),
    candidate('2', { addresses: [at('gone@x.example', { undeliverable: true })] }),
    candidate('3', { addresses: [] }),
    candidate('4', { addresses: [at('no-reply@x.example', { takesMail: false })] }),
    candidate('5', { mergedInto: 'C-9' }),
    candidate('6', { internal: true }),
  ])
  expect(recipients.map(({ email }) => email)).toEqual(['new@x.example'])
  expect(leftOut.map(({ number, because }) => `${number}: ${because}`)).toEqual([
    'C-2: mail to gone@x.example comes back',
    'C-3: no address is known',
    'C-4: no-reply@x.example takes no answers',
    'C-5: merged into C-9',
    'C-6: internal work',
  ])
})

test.each([
  [null, 'written'],
  ['fr', 'written'],
  ['de', 'geschrieben'],
  ['de-AT', 'geschrieben'],
])('%s reads “%s”', (language, read) => {
  expect(textFor(language, 'written', { de: 'geschrieben' })).toBe(read)
})

test('a code fits by what was chosen, by key, by name, or not', () => {
  const codes = [
    { key: 'fixed', label: 'Repaired' },
    { key: 'done', label: 'Answered' },
  ]
  expect(codeFor('t', codes, { key: 'done', label: 'X' }, { t: 'fixed' })).toBe('fixed')
  expect(codeFor('t', codes, { key: 'done', label: 'X' }, {})).toBe('done')
  expect(codeFor('t', codes, { key: 'other', label: 'repaired' }, {})).toBe('fixed')
  expect(codeFor('t', codes, { key: 'other', label: 'X' }, {})).toBeNull()
  expect(codeFor('t', codes, null, {})).toBeNull()
})

test('words that say something', () =>
  expect(tellingWords('The Kältemaschine shows alarm E14 again: 2026')).toEqual(['kaltemaschine', 'alarm']))

const days = (count: number) => count * 86_400_000
const rare = (word: string) => ({ word, share: 0.02 })
const usual = (word: string) => ({ word, share: 0.6 })
test.each([
  ['two rare words', { words: [rare('alarm'), rare('pump')] }, true],
  ['one rare word alone', { words: [rare('alarm')] }, false],
  ['one rare word of the same days and type', { words: [rare('alarm')], sameType: true, apartMs: days(1) }, false],
  ['one rare word and the same product', { words: [rare('alarm')], sameProduct: true }, true],
  ['words of many cases', { words: [usual('every'), usual('returns')], sameType: true, apartMs: 0 }, false],
  ['the same product alone', { sameProduct: true, sameType: true, apartMs: 0 }, false],
])('%s', (_, more, offered) => {
  const { score, because } = likenessOf({ sameProduct: false, sameType: false, apartMs: days(30), words: [], ...more })
  expect(score >= leastScore).toBe(offered)
  if (offered) expect(because.join(', ')).toContain('“alarm”')
})
