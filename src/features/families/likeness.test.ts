import { expect, test } from 'vitest'
import {
  type AskedCase,
  type CandidateCase,
  leastScore,
  likenessOf,
  rareWords,
  similarity,
  wordsIn,
} from './rules/likeness.ts'

const now = new Date('2026-11-19T12:00:00Z')
const asked: AskedCase = {
  contactId: 'ingrid',
  subject: 'Pump VP-40 leaks oil',
  text: 'Hello, the pump VP-40 in hall three leaks oil at the flange since yesterday. Kind regards Ingrid Sollberg',
  names: ['Ingrid Sollberg', 'Meridian Labs'],
}
const candidate = (more: Partial<CandidateCase> = {}): CandidateCase => ({
  contactId: 'ingrid',
  subject: 'Oil leaks at the flange',
  text: 'Our pump VP-40 loses oil at the flange.',
  openedAt: new Date('2026-11-17T10:00:00Z'),
  status: 'open',
  resolvedAt: null,
  ...more,
})
const like = (more: Partial<CandidateCase> = {}) => {
  const other = candidate(more)
  return likenessOf(asked, other, rareWords(asked, [other]), now)
}

test('names, courtesies and short words tell nothing', () => {
  expect(wordsIn('Hello, please help: the Pümpen VP-40, thanks')).toEqual(['pumpen', '40'])
  expect(rareWords(asked, [])).not.toContain('ingrid')
  expect(rareWords(asked, [])).toEqual(expect.arrayContaining(['pump', 'leak', 'flange']))
})

test('what half of the customer’s other cases say tells nothing of one', () => {
  const others = Array.from({ length: 8 }, () => candidate({ subject: 'Pump', text: 'The pump' }))
  expect(rareWords(asked, others)).not.toContain('pump')
  expect(rareWords(asked, others.slice(0, 5))).toContain('pump')
})

test('the same person, the same words, two days ago: a likely duplicate, with its reasons', () => {
  const { score, because } = like()
  expect(score).toBeGreaterThanOrEqual(leastScore)
  expect(because[0]).toBe('same contact')
  expect(because.join(', ')).toMatch(/\d of \d rare words.*opened 2 days ago/)
})

test.each<[string, Partial<CandidateCase>]>([
  ['another matter of the same person', { subject: 'Invoice 3381', text: 'The invoice was charged twice.' }],
  ['one shared word alone', { subject: 'Training', text: 'Is there a training for the pump?' }],
  ['nothing said', { subject: 'Question', text: '' }],
])('%s is none', (_, more) => {
  expect(like(more).score).toBeLessThan(leastScore)
})

test('a colleague counts less than the same person, an old case less than a fresh one', () => {
  const base = like().score
  expect(like({ contactId: 'nils' }).score).toBeLessThan(base)
  expect(like({ contactId: 'nils' }).because[0]).toBe('same account')
  expect(like({ openedAt: new Date('2026-10-01T10:00:00Z') }).score).toBeLessThan(base)
  expect(like({ status: 'resolved' }).because).toContain('resolved since')
})

test('likeness of subjects is counted by shared trigrams', () => {
  expect(similarity('Pump leaks', 'pump LEAKS')).toBe(1)
  expect(similarity('Pump leaks', 'Invoice')).toBe(0)
  expect(similarity('', '')).toBe(0)
})

test('hostile text costs little', () => {
  const long = 'a1 '.repeat(60_000)
  expect(rareWords({ ...asked, text: long }, []).length).toBeLessThanOrEqual(12)
})
