import { expect, test } from 'vitest'
import { moneyTypes } from '../../../features/casetypes/defaults/money.ts'
import { serviceTypes } from '../../../features/casetypes/defaults/service.ts'
import { changesFor, isChosen, typePresets } from './typePresets.ts'

const shipped = [...moneyTypes, ...serviceTypes].map(({ key }) => key)

test.each(typePresets)('$name takes shipped types, and few of them', ({ types }) => {
  for (const key of types) expect(shipped).toContain(key)
  expect(types.length).toBeLessThanOrEqual(4)
})

test('choosing one turns on what is wanted, and the rest off; the general question stays', () => {
  const all = [...shipped, 'site_visit'].map((key) => ({ key, disabled: false }))
  const off = changesFor(all, ['complaint']).map(({ key }) => key)
  expect(off).toHaveLength(shipped.length - 2)
  expect(off).not.toContain('general_question')
  expect(off).not.toContain('site_visit')
  const then = all.map((type) => ({ ...type, disabled: off.includes(type.key) }))
  expect(isChosen(then, ['complaint'])).toBe(true)
  expect(changesFor(then, ['complaint', 'refund_review']).map(({ key }) => key)).toEqual(['refund_review'])
})
