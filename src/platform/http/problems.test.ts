import { expect, test } from 'vitest'
import { problemOf } from './problems.ts'

test.each([
  ['40P01', 503, 'busy'],
  ['40001', 503, 'busy'],
  ['55P03', 503, 'busy'],
  ['57014', 503, 'took_too_long'],
  ['57P01', 503, 'unavailable'],
  ['25P03', 503, 'unavailable'],
  ['53100', 503, 'cannot_store'],
  ['ENOSPC', 503, 'cannot_store'],
  ['EIO', 503, 'cannot_store'],
  ['22P02', 422, 'malformed'],
  ['23505', 500, 'unexpected'],
])('what the database or the disk says with %s is answered with %i %s', (code, status, said) => {
  expect(problemOf(Object.assign(new Error('said below'), { code }))).toMatchObject({ status, code: said })
})

test.each([
  'timeout exceeded when trying to connect',
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
])('a lost connection is answered with 503: %s', (message) => {
  expect(problemOf(new Error(message))).toMatchObject({ status: 503, code: 'unavailable' })
})
