import { expect, test } from 'vitest'
import { gapsOf, maySetSkills, whyAskedFor, wordsIn } from './skills.ts'

const german = { name: 'German', language: 'de', words: [] }
const pumps = { name: 'Vacuum pumps', language: null, words: ['vp-22', 'oil mist'] }
const nothing = { language: null, names: [], text: '' }

test.each([
  [german, { ...nothing, language: 'de' }, 'it is in German'],
  [german, { ...nothing, language: 'de-AT' }, 'it is in German'],
  [german, { ...nothing, language: 'nl' }, null],
  [german, { ...nothing, text: 'Wir sprechen German' }, null],
  [pumps, { ...nothing, names: ['vacuum PUMPS'] }, 'its type asks for it'],
  [pumps, { ...nothing, text: 'Our VP-22 stopped' }, 'it says “vp-22”'],
  [pumps, { ...nothing, text: 'there is oil\nmist' }, null],
  [pumps, { ...nothing, text: 'there is Oil mist.' }, 'it says “oil mist”'],
  [pumps, { ...nothing, text: 'a VP-220' }, null],
])('%j is asked for by %j because %s', (skill, asked, because) => {
  expect(whyAskedFor(skill, { ...asked, says: wordsIn(asked.text) })).toBe(because)
})

test.each([
  ['the pump', 'pump', true],
  ['pumps', 'pump', false],
  ['Öl-Pumpe', 'pumpe', true],
  ['Ölpumpe', 'pumpe', false],
  ['pumpe pumpen pumpe!', 'pumpen', true],
  ['', 'pump', false],
  [`${'pumps '.repeat(3000)}a pump`, 'pump', true],
  [`${'pumps '.repeat(4000)}a pump`, 'pump', false],
])('“%.40s” holds the word “%s”: %s', (text, word, holds) => {
  expect(wordsIn(text)(word)).toBe(holds)
})

const held = (name: string, until: string | null = null, expired = false) => ({
  person: { name },
  level: 3,
  until,
  expired,
})
test.each([
  [[], ['nobody has it']],
  [[held('Ana')], ['only Ana has it']],
  [[held('Ana'), held('Ben')], []],
  [[held('Ana', '2027-01-10'), held('Ben')], ['Ana’s runs out soon']],
  [[held('Ana', '2027-02-10'), held('Ben')], []],
  [
    [held('Ana', '2026-11-01', true), held('Ben')],
    ['only Ben has it', 'Ana’s has run out'],
  ],
])('where %j hold a skill, %j', (holders, gaps) => {
  expect(gapsOf(holders, '2026-11-22')).toEqual(gaps)
})

test('whoever edits people and the lead say what somebody can do, they themself do not', () => {
  const may = (id: string, rights: string[] = []) =>
    maySetSkills({ id, rights: new Set(rights) }, { id: 'ana', leadIds: ['mira'] })
  expect([may('ana'), may('mira'), may('luca'), may('sofia', ['people.edit'])]).toEqual([false, true, false, true])
})
