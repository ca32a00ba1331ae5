import { expect, test } from 'vitest'
import { isLatest, readMirror } from './mirror.ts'

const typed = { content: { text: 'Good morning', to: ['a', 'b'] }, at: '2026-11-19T12:00:10.000Z', sent: null }
const onServer = (savedAt: string, text: string) => ({ content: { to: ['a', 'b'], text }, savedAt })

test.each([
  ['the server has nothing', typed, undefined, true],
  ['the server has something older', typed, onServer('2026-11-19T12:00:05.000Z', 'Good'), true],
  ['both have the same', typed, onServer('2026-11-19T12:30:00.000Z', 'Good morning'), true],
  ['another device wrote later', typed, onServer('2026-11-19T12:30:00.000Z', 'Dear all'), false],
  [
    'what this device sent arrived after more was typed',
    { ...typed, sent: { text: 'Good', to: ['a', 'b'] } },
    onServer('2026-11-19T12:00:11.000Z', 'Good'),
    true,
  ],
  [
    'another device wrote later than what this one sent',
    { ...typed, sent: { text: 'Good', to: ['a', 'b'] } },
    onServer('2026-11-19T12:30:00.000Z', 'Dear all'),
    false,
  ],
  ['a copy without a time', { ...typed, at: null }, onServer('2026-11-19T12:30:00.000Z', 'Dear all'), true],
])('%s', (_, mirror, known, latest) => {
  expect(isLatest(mirror, known)).toBe(latest)
})

test('a copy is read as it was stored, also one of before; what is none is nothing', () => {
  expect(readMirror(JSON.stringify(typed))).toEqual(typed)
  expect(readMirror('{"text":"Hello"}')).toEqual({ content: { text: 'Hello' }, at: null, sent: null })
  for (const nothing of [null, 'null', '{', '3']) expect(readMirror(nothing)).toBeNull()
})
