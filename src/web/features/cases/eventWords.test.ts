import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { tellEvent } from './eventWords.ts'

const ana = { kind: 'person', id: '0199c9a0-0000-7000-8000-000000000001', name: 'Ana Ferreira' }
const program = { kind: 'system', id: null, name: null }

const entry = (name: string, content: TimelineEntry['content'], actor: TimelineEntry['actor'] = program) => ({
  id: '0199c9a0-0000-7000-8000-000000000002',
  at: '2026-11-19T12:50:00.000Z',
  name,
  actor,
  causeId: null,
  content,
  messageId: null,
})

test.each([
  [
    'case.assigned',
    { to: '1', toName: 'Ana Ferreira', because: ['named agent', 'room for 3'] },
    'Assigned to Ana Ferreira',
    'named agent; room for 3',
  ],
  ['case.stage_set', { from: 'Received', to: 'Answer' }, 'Received → Answer', ''],
  ['case.priority_set', { from: 'low', to: 'high' }, 'Priority low → high', ''],
  ['clock.met', { metric: 'first_response' }, 'First response met', ''],
  ['case.next_step_set', { to: { text: 'Call back' } }, 'Next step: Call back', ''],
  ['case.reopened', null, 'Reopened (erased)', ''],
])('%s is told as a sentence', (name, content, text, because) => {
  expect(tellEvent(entry(name, content))).toMatchObject({ text, because })
})

test('a person who did it is named, after the reason given', () => {
  expect(tellEvent(entry('case.reopened', { reason: 'the pump failed again' }, ana)).because).toBe(
    'the pump failed again; Ana Ferreira',
  )
})
