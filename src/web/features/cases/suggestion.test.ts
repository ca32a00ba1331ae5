import { expect, test } from 'vitest'
import type { Message } from '../../../features/conversations/contract.ts'
import { suggestSummary } from './suggestion.ts'

const ana = { id: 'ana', name: 'Ana Ferreira' }
const tom = { id: 'tom', name: 'Tom Okafor' }
let hour = 8
const message = (more: Partial<Message>): Message =>
  ({
    direction: 'out',
    kind: 'email',
    public: true,
    automatic: false,
    machine: false,
    bounce: false,
    undoneAt: null,
    delivery: 'sent',
    author: ana,
    receivedAt: `2026-11-19T${String(hour++).padStart(2, '0')}:00:00.000Z`,
    ...more,
  }) as Message
const asks = (visibleText: string) => message({ direction: 'in', author: null, delivery: null, visibleText })
const ask = asks('Dear team,\n\nyou charged invoice 3381 twice. Please credit one.\n\nIngrid')
const answer =
  'Hello Ingrid,\n\nthe second charge is credited, no. 3381 is settled. You see it by Friday.\n\nBest regards\nAna'

test('what was asked first and the last answer of the owner, without greeting and farewell', () => {
  const later = message({ author: tom, visibleText: 'Hello Ingrid, just a note from Finance.' })
  const note = message({ direction: 'internal', kind: 'note', public: false, visibleText: 'Do not tell.' })
  const thread = [ask, message({ visibleText: 'We look into it.' }), message({ visibleText: answer }), later, note]
  expect(suggestSummary(thread, ana)).toEqual({
    text: '“You charged invoice 3381 twice.”\n\nThe second charge is credited, no. 3381 is settled. You see it by Friday.',
    answeredAt: thread[2]!.receivedAt,
    by: 'Ana Ferreira',
  })
})

test.each([
  ['I will call you tomorrow at 10:00 and send the corrected invoice by Friday.', null],
  ['Thank you, I have it. You will hear from us on Monday. Which order was it?', null],
  ['Wir melden uns morgen bei Ihnen.', null],
  ['Vous aurez de nos nouvelles, je vous rappellerai demain.', null],
  ['The credit is booked. I will call you tomorrow.', 'The credit is booked.'],
])('what is only promised is no solution: %s', (visibleText, text) => {
  expect(suggestSummary([message({ visibleText })], ana)?.text ?? null).toBe(text)
})

test('an earlier answer that solved it counts before a later promise', () => {
  const thread = [message({ visibleText: answer }), message({ visibleText: 'I will send the paper by Friday.' })]
  expect(suggestSummary(thread, ana)?.text).toContain('The second charge is credited')
})

test('where the owner never wrote, whoever answered last', () => {
  expect(suggestSummary([ask, message({ author: tom, visibleText: answer })], ana)?.by).toBe('Tom Okafor')
})

test.each([
  ['nothing was answered', [ask]],
  ['an acknowledgement went by itself', [ask, message({ automatic: true, visibleText: 'We have your message.' })]],
  ['the answer was taken back', [ask, message({ undoneAt: '2026-11-19T09:00:00.000Z', visibleText: answer })]],
  ['the answer can still be taken back', [ask, message({ delivery: 'held', visibleText: answer })]],
  ['the answer never arrived', [ask, message({ delivery: 'failed', visibleText: answer })]],
  [
    'only a note was written',
    [ask, message({ direction: 'internal', kind: 'note', public: false, visibleText: 'X.' })],
  ],
])('nothing is suggested where %s', (_, thread) => {
  expect(suggestSummary(thread, ana)).toBeNull()
})

test('other languages, one long sentence, and no more than three', () => {
  const german = message({
    visibleText: 'Guten Tag Frau Weber,\n\ndie Gutschrift ist gebucht.\n\nFreundliche Grüße\nAna',
  })
  expect(suggestSummary([german], ana)?.text).toBe('Die Gutschrift ist gebucht.')
  const many = message({ visibleText: 'One. Two. Three. Four.' })
  expect(suggestSummary([many], ana)?.text).toBe('One. Two. Three.')
  const long = message({ visibleText: 'word '.repeat(200) })
  expect(suggestSummary([long], ana)!.text.length).toBeLessThanOrEqual(420)
})

test.each([
  'Hello Ingrid, the credit is booked. Best wishes, Ana',
  'The credit is booked.\nThank you for your patience!\nKind regards, Ana',
  'The credit is booked. Thank you for waiting so long, and for the copies that you sent us; they settled it.',
])('greeting and closing are left out where they stand in one line: %s', (visibleText) => {
  expect(suggestSummary([message({ visibleText })], ana)?.text).toBe('The credit is booked.')
})

test.each([
  ['an amount', 'We credit €2,318.40 today. Done.', 'We credit €2,318.40 today. Done.'],
  ['an amount in German', 'Wir schreiben 2.318,40 EUR gut. Fertig.', 'Wir schreiben 2.318,40 EUR gut. Fertig.'],
  [
    'a version and a site',
    'Version 4.2.1 is at help.example.com now! Done.',
    'Version 4.2.1 is at help.example.com now! Done.',
  ],
  ['dots that trail off', 'Wait... it is done.', 'Wait... it is done.'],
])('a full stop within %s ends no sentence', (_, visibleText, said) => {
  expect(suggestSummary([message({ visibleText })], ana)?.text).toBe(said)
})
