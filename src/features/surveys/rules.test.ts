import { expect, test } from 'vitest'
import { surveyWords } from '../casetypes/rules/surveys.ts'
import { type AskFacts, isToAsk, readingOf, reportOf, scoreOf, shareOf } from './rules.ts'

const now = new Date('2026-11-20T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const usual: AskFacts = {
  status: 'resolved',
  merged: false,
  child: false,
  resolvedAt: ago(1),
  plannedFor: ago(1),
  endedEarly: false,
  reached: true,
  mailComesBack: false,
  lastAskedAt: null,
  notAgainDays: 30,
  dueAt: now,
}

test.each<[string, Partial<AskFacts>, string | null]>([
  ['a resolved case', {}, null],
  ['one that is closed by now', { status: 'closed' }, null],
  ['one that is open again', { status: 'open', resolvedAt: null }, 'reopened'],
  ['one that was resolved anew since', { resolvedAt: ago(0.5) }, 'reopened'],
  ['one that went into another', { merged: true, status: 'closed' }, 'merged'],
  ['a child', { child: true }, 'child'],
  ['a duplicate', { endedEarly: true }, 'ended_early'],
  ['nobody to write to', { reached: false }, 'nobody'],
  ['whose mail comes back', { mailComesBack: true }, 'mail_comes_back'],
  ['whoever was asked yesterday', { lastAskedAt: ago(1) }, 'asked_lately'],
  ['whoever was asked within the days', { lastAskedAt: ago(29.99) }, 'asked_lately'],
  ['whoever was asked just as long ago', { lastAskedAt: ago(30) }, null],
  ['each time, where the type says so', { lastAskedAt: now, notAgainDays: 0 }, null],
  ['due for a week', { dueAt: ago(7) }, null],
  ['due for longer', { dueAt: ago(7.01) }, 'too_late'],
])('%s', (_, facts, because) => {
  expect(isToAsk({ ...usual, ...facts }, now)).toEqual(because === null ? { ask: true } : { ask: false, because })
})

test.each([
  ['csat', ['0', '1', '5', '6'], [null, 1, 5, null]],
  ['ces', ['0', '7', '8'], [null, 7, null]],
  ['nps', ['0', '10', '11', '-1', '5.0', '', ' 5', '1e1'], [0, 10, null, null, null, null, null, null]],
] as const)('scores of %s', (kind, said, scores) => {
  expect(said.map((text) => scoreOf(kind, [text]))).toEqual(scores)
  expect([scoreOf(kind, []), scoreOf(kind, ['5', '5'])]).toEqual([null, null])
})

test.each([
  ['csat', 2, 4],
  ['ces', 3, 5],
  ['nps', 6, 9],
] as const)('%s is low up to %i and good from %i', (kind, low, good) => {
  expect([low, low + 1, good - 1, good].map((score) => readingOf(kind, score))).toEqual(['low', null, null, 'good'])
})

test('the interval of a share is that of Wilson', () => {
  expect(shareOf(0, 0)).toBeNull()
  const { from, to } = shareOf(8, 10)!
  expect([from.toFixed(3), to.toFixed(3)]).toEqual(['0.490', '0.943'])
  expect([shareOf(0, 5)!.from, shareOf(5, 5)!.to]).toEqual([0, 1])
})

test('scores of two kinds are never added', () => {
  const type = { id: 't', name: 'T' }
  const part = { type, team: null, sla: 'met', asked: 4, answered: 2, good: 1, low: 0 } as const
  const { byKind, rows } = reportOf([
    { ...part, kind: 'nps', sum: 17 },
    { ...part, kind: 'csat', sum: 7 },
    { ...part, kind: 'csat', sla: 'late', answered: 0, good: 0, sum: 0 },
  ])
  expect(byKind.map(({ kind, asked, mean }) => [kind, asked, mean])).toEqual([['csat', 8, 3.5], ['nps', 4, 8.5]]) // biome-ignore format: a table
  expect(rows.map(({ mean, share }) => [mean, share?.value ?? null])).toEqual([[8.5, 0.5], [3.5, 0.5], [null, null]]) // biome-ignore format: a table
})

test('a survey in words', () => {
  expect(surveyWords({ kind: 'csat', afterHours: 24, notAgainDays: 30 })).toBe(
    'satisfaction, 1 to 5, 24 h after the resolution, nobody again within 30 days',
  )
  expect(surveyWords({ kind: 'nps', afterHours: 0, notAgainDays: 0 })).toBe(
    'recommendation, 0 to 10, at the resolution, every time',
  )
})
