import { expect, test } from 'vitest'
import { askerFrom, whoIs } from './asker.ts'

test.each([
  ['jane.doe@weir.example', { name: 'Jane Doe', email: 'jane.doe@weir.example' }],
  ['orders+north@weir.example ', { name: 'Orders', email: 'orders+north@weir.example' }],
  ['Jane Doe <j@weir.example>', { name: 'Jane Doe', email: 'j@weir.example' }],
  ['"Doe, Jane" <j@weir.example>', { name: 'Doe, Jane', email: 'j@weir.example' }],
  ['+47 73 12 34 56', { name: '+47 73 12 34 56', phone: '+47 73 12 34 56' }],
  ['Jane Doe', { name: 'Jane Doe' }],
])('“%s” is somebody', (typed, who) => {
  expect(whoIs(askerFrom(typed))).toEqual(who)
})
