import { expect, test } from 'vitest'
import { mayPlanFor } from './mayPlan.ts'

const teams = [{ lead: { id: 'mira' }, members: [{ id: 'mira' }, { id: 'ana' }] }]
test.each([
  ['one’s own', 'ana', [], 'ana', true],
  ['the lead for a member', 'mira', [], 'ana', true],
  ['a member for the lead', 'ana', [], 'mira', false],
  ['the lead of another team', 'luca', ['teams.lead'], 'ana', false],
  ['who administers people', 'sofia', ['people.edit'], 'ana', true],
] as const)('%s', (_, id, rights, personId, may) =>
  expect(mayPlanFor({ id, rights: [...rights] }, personId, teams)).toBe(may),
)
