import { expect, test } from 'vitest'
import { whoToWarn } from './rules/warned.ts'

const person = (id: string, role: 'sales' | 'manager' | 'agent' | 'admin', ...rights: string[]) => ({
  ...{ id, name: id, role },
  rights: new Set(rights),
})
const keeps = ['customers.read', 'contracts.edit']
const helen = person('helen', 'sales', ...keeps)
const mira = person('mira', 'manager', ...keeps)
const sofia = person('sofia', 'admin', ...keeps)
const told = (people: ReturnType<typeof person>[], named: string | null = null) =>
  whoToWarn(people, named).map(({ id }) => id)

test.each([
  [
    'the named agent, who need not keep contracts',
    told([helen, person('ana', 'agent', 'customers.read')], 'ana'),
    ['ana'],
  ],
  ['not a named agent who may not read of it', told([helen, person('ana', 'agent')], 'ana'), ['helen']],
  ['sales before managers and administrators', told([sofia, mira, helen]), ['helen']],
  ['not sales whose role keeps no contracts', told([mira, person('helen', 'sales', 'customers.read')]), ['mira']],
  ['an agent who was given the right, before administrators', told([sofia, person('ana', 'agent', ...keeps)]), ['ana']],
  ['nobody where nobody may', told([person('ana', 'agent', 'customers.read')]), []],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})
