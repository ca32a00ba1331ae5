import { expect, test } from 'vitest'
import { type BriefFacts, briefOf, excerpt, meanwhileOf } from './rules.ts'

const at = new Date('2026-11-19T12:00:00Z')
const bare: BriefFacts = {
  subject: 'Invoice 3381 charged twice',
  contact: null,
  account: null,
  stage: 'Intake',
  status: 'new',
  priority: 'medium',
  nextStep: null,
  dueAt: null,
  dueMetric: null,
  openTasks: [],
  promises: [],
  approvals: [],
  escalation: null,
  doneTasks: [],
  firstAsk: null,
  lastFromCustomer: null,
  lastFromUs: null,
  replies: 0,
  calls: 0,
  stages: [],
}

test('a brief says only what stands on the case', () => {
  expect(briefOf(bare, 'UTC')).toBe(
    'What they want: Invoice 3381 charged twice\nWhere it stands: Intake, new, medium priority.\nNobody has answered them yet.',
  )
})

test('a brief says the wish, the stage, the next step, what is open, the last words and what was done', () => {
  const brief = briefOf(
    {
      ...bare,
      contact: 'Ingrid Sollberg',
      account: 'Meridian Labs',
      stage: 'Finance review',
      status: 'pending',
      nextStep: { text: 'Tom approves the credit.', whose: 'us', person: 'Tom Okafor', dueAt: at },
      dueAt: at,
      dueMetric: 'next_response',
      openTasks: [{ title: 'Check the ledger', owner: 'Tom Okafor', dueAt: null }],
      promises: [{ said: 'I will call you on Thursday.', owner: 'Ana Ferreira', dueAt: at }],
      approvals: [
        { title: 'Credit over 500 EUR', waitsFor: ['Tom Okafor'], dueAt: at },
        { title: 'A loan pump', waitsFor: [], dueAt: null },
      ],
      escalation: { level: 2, reason: 'Comes back: reopened twice' },
      doneTasks: ['Copy of the invoice'],
      firstAsk: 'Hello,\n\nwe were charged twice.\n> old words',
      lastFromCustomer: { at, by: 'Ingrid', text: 'Any news?' },
      lastFromUs: { at, by: 'Ana Ferreira', text: 'We look into it.' },
      replies: 2,
      calls: 1,
      stages: ['Intake'],
    },
    'Europe/Oslo',
  )
  expect(brief.split('\n')).toEqual([
    'Customer: Ingrid Sollberg, Meridian Labs.',
    'What they want: “we were charged twice.”',
    'Where it stands: Finance review, waiting for the customer, medium priority.',
    'Next: Tom approves the credit (Tom Okafor, due Thu 19 Nov, 13:00).',
    'First promise that ends: next response, Thu 19 Nov, 13:00.',
    'Escalated to level 2: Comes back: reopened twice.',
    'Promised: “I will call you on Thursday.” (Ana Ferreira, due Thu 19 Nov, 13:00).',
    'Waits for a word: Credit over 500 EUR (Tom Okafor, due Thu 19 Nov, 13:00); A loan pump (nobody is there to ask).',
    'Open: Check the ledger (Tom Okafor).',
    'Their last word, Thu 19 Nov, 13:00: “Any news?”',
    'Our last word, Thu 19 Nov, 13:00 (Ana Ferreira): “We look into it.”',
    'So far: 2 replies; one call; done: Copy of the invoice; stages so far: Intake.',
  ])
})

test('what is long ends with a sentence, or a word', () => {
  const sentence = 'It is a sentence of exactly this length, which stands here for a while and then ends. '
  expect(excerpt(sentence.repeat(9))).toMatch(/ends\.$/)
  expect(excerpt('word '.repeat(200))).toMatch(/word …$/)
})

test('what happened meanwhile is counted, and nothing is nothing', () => {
  const nothing = { fromCustomer: 0, replies: 0, calls: 0, stages: [], lastFromCustomer: null }
  expect(meanwhileOf(nothing, 'UTC')).toBeNull()
  const much = {
    fromCustomer: 2,
    replies: 1,
    calls: 1,
    stages: ['Review', 'Done'],
    lastFromCustomer: { at, by: null, text: 'Thanks' },
  }
  expect(meanwhileOf(much, 'UTC')).toBe(
    'Meanwhile the customer wrote twice; we answered once; there was a call; it went to Review, then Done. Their last word, Thu 19 Nov, 12:00: “Thanks”',
  )
})
