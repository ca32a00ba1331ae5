import { expect, test } from 'vitest'
import { type CaseLine, linesFound, nearestFirst } from './caseLines.ts'

const line = (number: string, subject: string, more: Partial<CaseLine> = {}): CaseLine => ({
  ...{ number, subject, contactId: null, about: [], standing: 'Received', over: false },
  ...more,
})

test('whoever asked the same in like words comes first, what is over last', () => {
  const lines = [
    line('C-1', 'Something else'),
    line('C-2', 'Invoice 3381 charged twice', { over: true, contactId: 'ingrid' }),
    line('C-3', 'Another question', { contactId: 'ingrid' }),
    line('C-4', 'Invoice 3381 was charged twice', { contactId: 'ingrid' }),
  ]
  const like = { subject: 'Invoice 3381 charged twice', contactId: 'ingrid' }
  expect(nearestFirst(lines, like).map(({ number }) => number)).toEqual(['C-4', 'C-3', 'C-1', 'C-2'])
  expect(nearestFirst(lines, undefined).at(-1)?.number).toBe('C-2')
})

test('a found case says its number once, and whether it is over', () => {
  const found = { kind: 'case', id: 'x', title: 'Alarm', subtitle: 'C-10478 · Sapphire', number: 'C-10478' } as const
  const more = { snippet: null, updatedAt: null }
  const [told] = linesFound([{ ...found, ...more, status: 'closed' }])
  expect(told).toMatchObject({ subject: 'Alarm', about: ['Sapphire'], standing: 'Closed', over: true })
  expect(linesFound([{ ...found, ...more, kind: 'account', status: null }])).toEqual([])
  const both = [
    { ...found, ...more, status: 'closed' as const },
    { ...found, ...more, number: 'C-2', status: 'open' as const },
  ]
  expect(linesFound(both).map(({ over }) => over)).toEqual([false, true])
})
