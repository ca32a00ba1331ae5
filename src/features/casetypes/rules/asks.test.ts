import { expect, test } from 'vitest'
import { moneyTypes } from '../defaults/money.ts'
import { serviceTypes } from '../defaults/service.ts'
import { countOfAsks } from './asks.ts'

const asks = (key: string) => countOfAsks([...moneyTypes, ...serviceTypes].find((type) => type.key === key)!.definition)

test('a general question asks for nothing but how it ended; a refund for review, decision and proof of payment as well', () => {
  expect([asks('general_question'), asks('refund_review')]).toEqual([2, 8])
})
