import { expect, test } from 'vitest'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { namingProblems, placeWords } from './saying.ts'

test.each([
  ['body.definition.stages.3.tasks.0.title', 'stages, entry 4, tasks, entry 1, title: '],
  ['definition', ''],
  ['stages', 'stages: '],
])('%s is told as “%s”', (path, words) => expect(placeWords(path)).toBe(words))

test('nothing without a name is left out silently: it is asked for', () => {
  const stage = { label: 'Review', customerLabel: 'We review', tasks: [{ title: ' ' }, { title: 'Checked' }] }
  const draft = { stages: [stage, { ...stage, label: '', tasks: [] }], fields: [{ label: '' }], approvals: [] }
  expect(namingProblems(draft as unknown as CaseTypeDefinition)).toEqual([
    'The new stage needs a name for us and one for the customer.',
    'A task of Review needs a name, or is removed.',
    'The new field needs a name.',
  ])
})
