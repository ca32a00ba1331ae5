import { beforeEach, expect, test, vi } from 'vitest'
import { awaitComposer, forgetTyped, noteFocus, onTypedToComposer, typesToComposer } from './typedAhead.ts'

let said = ''
const surface = (kinds: Parameters<typeof onTypedToComposer>[0]) => onTypedToComposer(kinds, (text) => (said += text))
beforeEach(() => {
  said = ''
  forgetTyped()
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

test('what is typed before the surface is there is given to it, and what follows until it has the focus', () => {
  awaitComposer('reply')
  for (const key of 'He') expect(typesToComposer(key)).toBe(true)
  const away = surface(['reply'])
  expect(typesToComposer('l')).toBe(true)
  noteFocus()
  expect(typesToComposer('l')).toBe(false)
  expect(said).toBe('Hel')
  away()
})

test('a surface that takes the focus before it asks is given what was kept', () => {
  awaitComposer('promise')
  typesToComposer('I')
  noteFocus()
  surface(['task', 'promise'])()
  expect(said).toBe('I')
})

test('a note goes into no letter', () => {
  const away = surface(['reply'])
  awaitComposer('note')
  typesToComposer('x')
  expect(said).toBe('')
  away()
})

test('a surface that does not come is waited for no longer', () => {
  awaitComposer('reply')
  typesToComposer('j')
  vi.advanceTimersByTime(3000)
  expect(typesToComposer('j')).toBe(false)
  surface(['reply'])()
  expect(said).toBe('')
})
