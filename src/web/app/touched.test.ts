import { expect, test } from 'vitest'
import { isTouched, type LiveChange } from './touched.ts'

const ids: Record<string, string> = { 'C-1': 'id-1', 'C-2': 'id-2' }
const keys = [
  ['my-next'],
  ['cases', 'of', {}, 'open'],
  ['notifications', 'unread'],
  ['case', 'C-1', 'head'],
  ['case', 'C-1', 'presence'],
  ['case', 'C-2', 'head'],
  ['case', 'C-9', 'head'],
  ['people', 'all'],
  ['people', 'p-1', 'leaving'],
  ['calendars'],
  ['calendars', 'c-1', 'usage'],
  ['policies', 'all'],
  ['policies', 'trial', {}],
  ['types'],
  ['me'],
]
const old = (...changes: LiveChange[]) =>
  keys.filter((key) => isTouched(changes, key, (reference) => ids[reference])).map((key) => key.join(' '))

test('a change of a case makes lists and that case old, and no other', () => {
  expect(old({ kind: 'case', id: 'id-1' })).toEqual([
    'my-next',
    'cases of [object Object] open',
    'case C-1 head',
    'policies trial [object Object]',
  ])
  expect(old({ kind: 'presence', id: 'id-1' })).toEqual(['case C-1 presence'])
  expect(old({ kind: 'case', id: 'somewhere' }, { kind: 'presence', id: 'id-2' })).toEqual([
    'my-next',
    'cases of [object Object] open',
    'policies trial [object Object]',
  ])
})

test.each(['sight', 'team-sight'])('where cases came or went out of sight (%s), what hangs on cases is old', (kind) => {
  expect(old({ kind, id: 'team' })).toEqual([
    'my-next',
    'cases of [object Object] open',
    'notifications unread',
    'case C-1 head',
    'case C-1 presence',
    'case C-2 head',
    'case C-9 head',
    'people p-1 leaving',
    'calendars c-1 usage',
    'policies trial [object Object]',
  ])
})

test('with other rights everything is old', () => {
  expect(old({ kind: 'session', id: 'p-1' })).toHaveLength(keys.length)
})

test('people and settings make no case old', () => {
  expect(old({ kind: 'people', id: 'p-1' })).toEqual(['people all', 'people p-1 leaving', 'me'])
  expect(old({ kind: 'settings', id: 'x' })).toEqual([
    'calendars',
    'calendars c-1 usage',
    'policies all',
    'policies trial [object Object]',
    'types',
    'me',
  ])
})
