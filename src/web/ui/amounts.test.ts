import { expect, test } from 'vitest'
import { amountText, counted, fileSize, minorOf, money } from './amounts.ts'

test.each([
  [231840, 'EUR', '€2,318.40'],
  [4020000, 'EUR', '€40,200'],
  [0, 'EUR', '€0'],
  [-5000, 'GBP', '-£50'],
  [5, 'USD', '$0.05'],
  [1200, 'JPY', '¥1,200'],
  [1234, 'KWD', 'KWD 1.234'],
])('%d minor units of %s are %s', (minor, currency, text) => {
  expect(money(minor, currency).replace(/\u00a0/g, ' ')).toBe(text)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [84_000, '84 kB'],
  [999_400, '999 kB'],
  [999_600, '1.0 MB'],
  [2_340_000, '2.3 MB'],
  [25_000_000, '25 MB'],
  [3_000_000_000, '3.0 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text)
})

test('one and many', () => {
  expect([counted(1, 'case'), counted(1200, 'case'), counted(2, 'person', 'people')]).toEqual([
    '1 case',
    '1,200 cases',
    '2 people',
  ])
})

test.each([
  ['40,200.50', 'EUR', 4020050],
  ['40.200,50', 'EUR', 4020050],
  ['120,00', 'EUR', 12000],
  ['0,5', 'EUR', 50],
  ['40,200', 'EUR', 4020000],
  ['1.234.567', 'EUR', 123456700],
  ['1,2,3', 'EUR', null],
  ['1,234.567,8', 'EUR', null],
  ['1,234', 'KWD', null],
  ['1.234', 'KWD', 1234],
  ['12,', 'EUR', null],
  ['40 200', 'EUR', 4020000],
  ['-12.5', 'GBP', -1250],
  ['1200', 'JPY', 1200],
  ['12.5', 'JPY', null],
  ['12.345', 'EUR', null],
  ['about 5', 'EUR', null],
  ['', 'EUR', null],
])('“%s” %s is typed for %s minor units', (text, currency, minor) => {
  expect(minorOf(text, currency)).toBe(minor)
})

test('an amount is typed back as it is kept', () => {
  expect([amountText(4020050, 'EUR'), amountText(4020000, 'EUR'), amountText(1200, 'JPY')]).toEqual([
    '40200.50',
    '40200',
    '1200',
  ])
})
