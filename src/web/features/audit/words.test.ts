import { expect, test } from 'vitest'
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
  [{ role: 'Junior', gains: [], loses: ['cases.merge'] }, 'role Junior, loses merge and split cases'],
])('%j is told as “%s”', (content, text) => {
  expect(detailsOf(content)).toBe(text)
})
