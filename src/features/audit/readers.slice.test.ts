import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const everybody = ['ana', 'elena', 'mira', 'priya', 'sofia', 'tom', 'helen', 'nadia'] as const

async function opened(restricted: boolean) {
  const body = {
    subject: 'Contract review',
    message: 'Please look at it.',
    type: 'billing_dispute',
    contactId: world.contacts.ingrid,
    teamId: world.teams.accounts,
    restricted,
  }
  const made = await world.as('mira').cases.createCase({ body })
  await world.runtime.db
    .insertInto('watcher')
    .values({ case_id: made.id, person_id: world.people.tom, since: world.now })
    .execute()
  return made
}

test.each([true, false])('what it says of a case, restricted %s, is what everybody is shown', async (restricted) => {
  const made = await opened(restricted)
  const said = await world.as('admin').audit.caseReaders({ query: { case: made.number } })
  expect(said.case).toMatchObject({ number: made.number, restricted })
  const seen = new Set<boolean>()
  for (const who of everybody) {
    const told = said.people.find(({ id }) => id === world.people[who])!
    const shown = await world
      .as(who)
      .cases.getCase({ params: { id: made.id } })
      .then(() => true)
      .catch(() => false)
    expect([who, told.sees, told.because.length > 0]).toEqual([who, shown, true])
    seen.add(told.sees)
  }
  expect(seen.size).toBe(2)
})

test('a case that is not there tells nothing', async () => {
  expect((await refusal(world.as('admin').audit.caseReaders({ query: { case: 'C-999999' } }))).code).toBe('not_found')
})
