import { expect, test } from 'vitest'
import { exact } from '../../ui/time.ts'
import { detailsOf, eventName } from './words.ts'

test.each([
  ['person.two_step_switched_on', 'Person: two step switched on'],
  ['team.changed', 'Team: changed'],
  ['restored', 'Restored'],
])('%s is read as %s', (name, text) => {
  expect(eventName(name)).toBe(text)
})

test.each([
  [null, 'its content was erased'],
  [{ personId: 'x', name: 'Ana', role: 'agent', teamIds: ['t'] }, 'name Ana, role agent'],
  [{ movedCases: 3, handedOverTo: null }, 'moved cases 3'],
  [{ from: { role: 'agent' }, to: { role: 'manager' } }, 'from role agent, to role manager'],
  [{ joined: ['Ana', 'Mira'], left: [] }, 'joined Ana and Mira'],
  [
    { until: '2026-11-27T22:19:49.148Z', rule: 'what_moves' },
    `until ${exact(new Date('2026-11-27T22:19:49.148Z'))}, rule what moves`,
  ],
  [{ definition: { level: 2, reopened: null, conditions: [], unanswered: 3 } }, 'definition level 2, unanswered 3'],
  [{ role: 'Junior', gains: [], loses: ['cases.merge'] }, 'role Junior, loses merge and split cases'],
])('%j is told as “%s”', (content, text) => {
  expect(detailsOf(content)).toBe(text)
})
