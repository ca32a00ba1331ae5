import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition } from '../contract.ts'
import { shipped } from '../defaults/build.ts'
import { mappingProblems, valuesAfter } from './migration.ts'

const keys = ['one', 'two', 'three', 'four']
const field = (key: string, kind: Field['kind'] = 'text'): Field => ({
  key,
  label: key,
  kind,
  choices: [],
  seenBy: 'staff',
})
const { definition: plain } = shipped('claim', {
  name: 'Claim',
  description: 'A claim.',
  words: 'claim',
  path: [['working', 'Working', 'We work on it']],
  reopen: 'working',
  codes: { done: 'Done' },
})
const withFields = (fields: Field[]): CaseTypeDefinition => ({ ...plain, fields })
const form = withFields(keys.map((key) => field(key)))
const saidIn = (key: string) => `what ${key} said`

test('two fields that become one are refused, also where one of them only keeps its key', () => {
  const mapping = { stages: {}, fields: { one: 'two' } }
  expect(mappingProblems([], [form], form, mapping)).toEqual(['Two fields become two.'])
  expect(mappingProblems([], [form], form, { stages: {}, fields: { one: 'two', two: 'one' } })).toEqual([])
  expect(mappingProblems([], [form], form, { stages: {}, fields: { one: 'two', two: null } })).toEqual([])
})

test('a value whose place is held by one that stays keeps its own, and counts as one that does not fit', () => {
  const values = { one: saidIn('one'), two: saidIn('two') }
  const { custom, unfit } = valuesAfter(form, form, { stages: {}, fields: { one: 'two', two: null } }, values)
  expect(custom).toEqual(values)
  expect(unfit.map(({ key }) => key)).toEqual(['one'])
})

test('whatever a mapping says that can be followed, every value is found afterwards', () => {
  const kinds = fc.constantFrom<Field['kind']>('text', 'number')
  const target = fc.option(fc.constantFrom(...keys))
  const cases = fc.record({
    filled: fc.subarray(keys),
    after: fc.dictionary(fc.constantFrom(...keys), kinds),
    fields: fc.dictionary(fc.constantFrom(...keys), target),
  })
  fc.assert(
    fc.property(cases, ({ filled, after: kindOf, fields }) => {
      const after = withFields(Object.entries(kindOf).map(([key, kind]) => field(key, kind)))
      const mapping = { stages: {}, fields }
      fc.pre(mappingProblems([], [form], after, mapping).length === 0)
      const { custom } = valuesAfter(form, after, mapping, Object.fromEntries(filled.map((key) => [key, saidIn(key)])))
      expect(Object.values(custom).sort()).toEqual(filled.map(saidIn).sort())
    }),
    { numRuns: 2000 },
  )
})
