import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { isRepeated, tellEvent } from './eventWords.ts'

const ana = { kind: 'person', id: '0199c9a0-0000-7000-8000-000000000001', name: 'Ana Ferreira' }
const program = { kind: 'system', id: null, name: null }

const someId = '0199c9a0-0000-7000-8000-000000000003'

const at = '2026-11-20T08:00:00Z'
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
  [
    'case.migrated',
    { fromVersion: 5, toVersion: 6, from: 'Check', to: 'Check', by: 'Mira', left: [{ label: 'Colour', words: 'Red' }] },
    'Taken along from version 5 to 6 of its type by Mira; no longer asked for: Colour (Red)',
    '',
  ],
  ['case.priority_set', { from: 'low', to: 'high' }, 'Priority low → high', ''],
  ['clock.met', { metric: 'first_response' }, 'First response met', ''],
  [
    'clock.retargeted',
    { metric: 'next_response', reason: { code: 'priority_changed', params: { from: 'low', to: 'high' } } },
    'Next response due date moved',
    'the priority was changed',
  ],
  [
    'clock.retargeted',
    { metric: 'agent_work', dueBefore: at, dueAfter: at, reason: { code: 'policy_changed', params: {} } },
    'Agent work counts anew, due as before',
    'the policy was changed',
  ],
  [
    'clock.retargeted',
    { metric: 'agent_work', dueBefore: null, dueAfter: null, reason: { code: 'policy_changed', params: {} } },
    'Agent work counts anew',
    'the policy was changed',
  ],
  ['clock.breached', { metric: 'resolution', reason: { code: 'due_passed', params: {} } }, 'Resolution breached', ''],
  [
    'clock.breached',
    { metric: 'resolution', dueBefore: '2026-11-20T08:00:00Z', reason: { code: 'due_passed', params: {} } },
    'Resolution breached: due Fri 20 Nov 2026, 08:00 UTC',
    '',
  ],
  ['case.next_step_set', { to: { text: 'Call back' } }, 'Next step: Call back', ''],
  ['case.reopened', null, 'Reopened (erased)', ''],
  ['side_message.received', { party: 'Helvar', subject: 'Seal', provenBy: 'reference' }, 'Helvar answered: Seal', ''],
  ['side_message.received', { party: 'Helvar', bounce: true, machine: true }, 'Mail to Helvar came back', ''],
  ['case.team_set', { from: someId, teamId: someId, team: 'Service' }, 'Moved to Service', ''],
  [
    'case.escalated',
    { level: 2, whom: 'Luca Berti', how: 'help', reason: 'The pump is beyond us', to: [] },
    'Escalated to level 2, help asked of Luca Berti',
    'The pump is beyond us',
  ],
  [
    'case.escalated',
    {
      level: 2,
      cause: 'rule',
      whom: 'Mira Kaplan',
      how: 'told',
      instead: 'Priya Nair: on leave',
      reason: 'Back again',
    },
    'Escalated by a rule to level 2, told Mira Kaplan (Priya Nair: on leave)',
    'Back again',
  ],
  ['case.deescalated', { from: 2, reason: 'Understood' }, 'Taken back from level 2', 'Understood'],
  ['case.escalated', { to: { id: someId, name: 'Mira Kaplan' }, level: 1 }, 'Escalated to Mira Kaplan', ''],
  ['case.changed', { fields: { subject: { from: 'A', to: 'B' } } }, 'Changed: subject A → B', ''],
  [
    'case.fields_set',
    {
      fields: [
        { key: 'a', label: 'Amount', from: null, to: '2', words: 'EUR 2' },
        { key: 'b', label: 'Cause', from: 'x', to: null, words: '' },
        { key: 'c', label: 'Limit' },
      ],
    },
    'Amount: EUR 2; Cause: emptied; Limit set',
    '',
  ],
  ['case.changed', { fields: { account: { from: null, to: someId } } }, 'Changed: account', ''],
  [
    'task.changed',
    {
      title: 'Ask both banks',
      owner: 'Elena Brandt',
      team: 'Accounts',
      dueAt: null,
      evidence: 'Mailed',
      was: { title: 'Ask the bank', owner: 'Ana Ferreira', evidence: null },
    },
    'Task changed: Ask both banks; was “Ask the bank”; Elena Brandt instead of Ana Ferreira; noted “Mailed”',
    '',
  ],
  [
    'task.changed',
    { title: 'Call', owner: null, team: null, dueAt: null, was: { team: 'Accounts' } },
    'Task changed: Call; whoever has the case instead of Accounts',
    '',
  ],
  [
    'task.handed_over',
    { title: 'Call', from: someId, to: someId, because: 'on leave' },
    'Task handed over: Call',
    'on leave',
  ],
])('%s is told as a sentence', (name, content, text, because) => {
  expect(tellEvent(entry(name, content))).toMatchObject({ text, because })
})

test('a person who did it is named, after the reason given', () => {
  expect(tellEvent(entry('case.reopened', { reason: 'the pump failed again' }, ana)).because).toBe(
    'the pump failed again; Ana Ferreira',
  )
})

test('a person whom the reason names already is not named twice', () => {
  const content = { from: 'Received', to: 'Answer', because: ['moved by Ana Ferreira'] }
  expect(tellEvent(entry('case.stage_set', content, ana)).because).toBe('moved by Ana Ferreira')
})

test('an entry that nobody wrote a sentence for never shows an id', () => {
  const told = tellEvent(entry('case.linked', { from: someId, to: someId, teamId: someId }))
  expect(`${told.text} ${told.because}`).not.toContain(someId)
})

test('the clock that a date set by hand moved is not told twice', () => {
  expect(isRepeated({ name: 'clock.retargeted', content: { reason: { code: 'pinned' } } })).toBe(true)
  expect(isRepeated({ name: 'clock.retargeted', content: { reason: { code: 'priority_changed' } } })).toBe(false)
})

test('a clock that is due as before is told by the terms that apply', () => {
  const reason = { code: 'policy_changed' }
  const told = (dueBefore: string | null, dueAfter: string | null) =>
    !isRepeated({ name: 'clock.retargeted', content: { reason, dueBefore, dueAfter } })
  const all = [told(at, at), told(at, '2027-01-01T09:00:00Z'), told(null, at), told(null, null)]
  expect(all).toEqual([false, true, true, true])
})

test('whoever took a case is named once', () => {
  const content = { fromName: 'Ada Berg', toName: 'Ana Ferreira', because: ['took it'] }
  expect(tellEvent(entry('case.assigned', content, ana))).toMatchObject({
    text: 'From Ada Berg to Ana Ferreira',
    because: 'took it',
  })
})

test('the full stop of a summary does not stand before a comma', () => {
  expect(tellEvent(entry('case.resolved', { summary: 'It was credited.' }, ana)).text).toBe('Resolved: It was credited')
})
