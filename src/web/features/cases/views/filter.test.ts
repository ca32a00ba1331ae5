import { expect, test } from 'vitest'
import { addressOf, filterIn, sameFilter } from './filter.ts'

test('an address without a filter leaves the word to the saved view', () => {
  expect(filterIn('?layout=split&case=C-1')).toBeNull()
})

test('a filter survives the way into an address and back', () => {
  const filter = { status: 'open,pending', owner: 'me', sort: '-created' } as const
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(addressOf(filter))) if (value) query.set(key, value)
  expect(filterIn(`?${query}`)).toEqual(filter)
})

test('a link that asks what presses shows it by when it is due, unless it says otherwise', () => {
  expect(filterIn('?risk=at_risk')).toEqual({ risk: 'at_risk', sort: 'due' })
  expect(filterIn('?due=breached&sort=-created')).toEqual({ due: 'breached', sort: '-created' })
  expect(filterIn('?owner=me')).toEqual({ owner: 'me' })
})

test('taking the last part away means all cases, not the saved view again', () => {
  expect(addressOf({ sort: 'due' })).toMatchObject({ status: 'all', sort: 'due' })
})

test('an absent part and an empty one are the same', () => {
  expect(sameFilter({ status: 'open', q: '' }, { status: 'open' })).toBe(true)
  expect(sameFilter({ status: 'open', sort: 'due' }, { status: 'open' })).toBe(false)
})
