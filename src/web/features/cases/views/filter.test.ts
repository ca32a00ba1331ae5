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

test('taking the last part away means all cases, not the saved view again', () => {
  expect(addressOf({ sort: 'due' })).toMatchObject({ status: 'all', sort: 'due' })
})

test('an absent part and an empty one are the same', () => {
  expect(sameFilter({ status: 'open', q: '' }, { status: 'open' })).toBe(true)
  expect(sameFilter({ status: 'open', sort: 'due' }, { status: 'open' })).toBe(false)
})
