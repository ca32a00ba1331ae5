import { expect, test } from 'vitest'
import type { Stage } from '../casetypes/contract.ts'
import { moneyTypes } from '../casetypes/defaults/money.ts'
import { serviceTypes } from '../casetypes/defaults/service.ts'
import { owesAWord, tellsOf } from './rules.ts'
import { letterOf } from './texts.ts'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const stage = (more: Partial<Stage>): Stage => ({
  ...{ key: 's', label: 'S', customerLabel: 'We look', status: 'open', aside: false, next: [], tasks: [] },
  tells: { en: 'x' },
  ...more,
})

test.each([
  ['a stage that tells', stage({}), 0.1, true],
  ['one that tells nothing', { ...stage({}), tells: undefined } as unknown as Stage, 0.1, false],
  ['resolution, which has its own letter', stage({ status: 'resolved' }), 0.1, false],
  ['what is long past', stage({}), 1, false],
])('%s', (_, each, hours, told) => {
  expect(tellsOf(each, ago(hours), now)).toBe(told)
})

const outage = serviceTypes.find(({ key }) => key === 'service_outage')!.definition
test.each([
  ['open', [ago(5), null], true],
  ['open', [ago(3.9), null], false],
  ['open', [ago(9), ago(1)], false],
  ['on_hold', [null, null], true],
  ['pending', [ago(50), null], false],
  ['resolved', [ago(50), null], false],
] as const)('a word is owed on one that is %s', (status, lastWordsAt, owed) => {
  expect(owesAWord(outage, { status, createdAt: ago(60), lastWordsAt }, now)).toBe(owed)
})

test('a type without such a word owes none', () => {
  const { inTouch: _, ...quiet } = outage
  expect(owesAWord(quiet, { status: 'open', createdAt: ago(600), lastWordsAt: [] }, now)).toBe(false)
})

const facts = {
  name: 'Ingrid {agent}',
  subject: 'Pump {number}',
  number: 'C-1',
  stage: 'We look',
  agent: 'Ana',
  organisation: 'Norrvik',
}
test('slots of the letter are filled, and none that stands in what fills them', () => {
  expect(letterOf({ en: '{subject}: {stage} {unknown}' }, ['en'], facts).text).toBe(
    'Hello Ingrid {agent},\n\nPump {number}: We look \n\nAna\nNorrvik',
  )
})

test('the first language that has words, then English, then whichever there is', () => {
  const letters = { en: 'yes', de: 'ja' }
  expect(letterOf(letters, ['de-AT', 'en'], facts).language).toBe('de')
  expect(letterOf(letters, ['fr', 'de'], facts).language).toBe('de')
  expect(letterOf(letters, ['fr', null], facts).language).toBe('en')
  expect(letterOf({ fr: 'oui' }, ['de'], facts)).toMatchObject({ language: 'fr' })
  expect(letterOf(letters, [null], { ...facts, name: null }).text).toContain('Hello,')
})

test('what the shipped types say stands in every language', () => {
  const letters = [...moneyTypes, ...serviceTypes].flatMap(({ definition }) => [
    ...definition.stages.map(({ tells }) => tells),
    definition.inTouch?.letters,
  ])
  const said = letters.filter((each) => each !== undefined)
  expect(said).toHaveLength(4)
  for (const each of said) expect(Object.keys(each).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr'])
})
