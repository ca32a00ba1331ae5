import { describe, expect, test } from 'vitest'
import { outcomesUntil, relayShown, silenceOf } from './rules/health.ts'

const now = new Date('2026-11-19T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const said = { connect: 'a', secure: 'b', sign_in: 'c', folder: 'd' }

describe('steps of a test', () => {
  test('what lies before the failure went well, what lies behind was not tried', () => {
    const steps = outcomesUntil({ step: 'sign_in', problem: 'wrong password' }, said)
    expect(steps.map(({ ok }) => ok)).toEqual([true, true, false, null])
    expect(steps[2]!.said).toBe('wrong password')
  })
  test('all went well', () => {
    expect(outcomesUntil(null, said).map(({ ok }) => ok)).toEqual([true, true, true, true])
  })
})

describe('silence', () => {
  const hourly = Array.from({ length: 30 }, (_, at) => at)
  test.each([
    ['a mail an hour ago', 1, false],
    ['five hours are never silence', 5, false],
    ['seven hours without one', 7, true],
  ])('%s', (_, last, silent) => {
    expect(
      silenceOf(
        hourly.map((at) => hoursAgo(last + at)),
        now,
      ).silent,
    ).toBe(silent)
  })
  test('a weekend between mails is usual, so another one is no alarm', () => {
    const weekly = [...hourly.map(hoursAgo), hoursAgo(30 + 64)].map((at) => new Date(at.getTime() - 60 * 3_600_000))
    expect(silenceOf(weekly, now).silent).toBe(false)
  })
  test('a new mailbox has no habits yet', () => {
    expect(silenceOf([hoursAgo(100)], now)).toMatchObject({ usualGapSeconds: null, silent: false })
    expect(silenceOf([], now)).toMatchObject({ lastMailAt: null, silent: false })
  })
})

test('the way out is shown without its password', () => {
  expect(relayShown('smtp://office%40x.example:secret@mail.x.example')).toEqual({
    host: 'mail.x.example',
    port: 587,
    encrypted: false,
    user: 'office@x.example',
  })
  expect(JSON.stringify(relayShown('smtps://u:secret@mail.x.example'))).not.toContain('secret')
  expect(relayShown(null)).toBeNull()
})
