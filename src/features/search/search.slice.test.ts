import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeCase, storeMessage, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { indexCases } from './store/indexing.ts'

let world: World
let freezer: string
let hidden: string

beforeAll(async () => {
  world = await testWorld()
  const type = await storeType(world)
  freezer = await storeCase(world, type, {
    subject: 'Freezer alarm in Málaga',
    priority: 'high',
    due_at: new Date(world.now.getTime() + 3_600_000),
  })
  await storeMessage(world, freezer, 'The compressor hums, see ana@lab.example')
  await storeMessage(world, freezer, 'taken back thermocouple', { undone_at: world.now })
  hidden = await storeCase(world, type, {
    subject: 'Compressor recall',
    restricted: true,
    team_id: world.teams.technical,
    owner_id: world.people.priya,
  })
  const done = await storeCase(world, type, {
    subject: 'Old compressor',
    status: 'resolved',
    resolution_summary: 'Swapped the gasket',
    resolved_at: world.now,
  })
  await indexCases(world.runtime.db, [freezer, hidden, done])
})
afterAll(() => world.close())

const titles = async (who: Parameters<World['as']>[0], q: string) =>
  (await world.as(who).search.search({ query: { q, kind: 'case' } })).items.map((item) => item.title).sort()

test.each([
  ['compressor', ['Freezer alarm in Málaga', 'Old compressor']],
  ['compressor is:open', ['Freezer alarm in Málaga']],
  ['compr priority:high', ['Freezer alarm in Málaga']],
  ['gasket', ['Old compressor']],
  ['malaga', ['Freezer alarm in Málaga']],
  ['MÁLAGA', ['Freezer alarm in Málaga']],
  ['lab.example', ['Freezer alarm in Málaga']],
  ['frezer', ['Freezer alarm in Málaga']],
  ['thermocouple', []],
  ['owner:ana is:open', ['Freezer alarm in Málaga']],
  ['is:mine is:open', ['Freezer alarm in Málaga']],
  ['due:<2h', ['Freezer alarm in Málaga']],
  ['due:<30m', []],
  ['owner:nobody', []],
  ['compressor -alarm', ['Old compressor']],
  ['"compressor hums"', ['Freezer alarm in Málaga']],
])('Ana searches %s', async (q, expected) => {
  expect(await titles('ana', q)).toEqual(expected)
})

test('a restricted case is found by those who may see it, and by nobody else', async () => {
  expect(await titles('priya', 'recall')).toEqual(['Compressor recall'])
  expect(await titles('ana', 'recall')).toEqual([])
  const { number } = await world.runtime.db
    .selectFrom('cases')
    .select('number')
    .where('id', '=', hidden)
    .executeTakeFirstOrThrow()
  expect(await titles('ana', `C-${number}`)).toEqual([])
  expect(await titles('priya', `C-${number}`)).toEqual(['Compressor recall'])
})

test('the words stand in the snippet, marked', async () => {
  const { items } = await world.as('ana').search.search({ query: { q: 'hums' } })
  expect(items[0]).toMatchObject({ id: freezer, snippet: 'The compressor «hums», see ana@lab.example' })
})

test.each(["'; drop table cases; --", ':*', '((', '\\', '%', 'ʼ ǃ', '!', '<->', 'owner:"%', 'a & | !', '½ ⑴ ŉ', '-x'])(
  'whatever is typed is only text: %s',
  async (q) => {
    const { items } = await world.as('ana').search.search({ query: { q } })
    expect(Array.isArray(items)).toBe(true)
  },
)

test('what is no filter is said', async () => {
  expect((await world.as('ana').search.search({ query: { q: 'is:happy freezer' } })).ignored).toEqual(['is:happy'])
})

test('people and customers are found beside the cases, each with its right', async () => {
  const kinds = async (who: 'ana' | 'editor') =>
    new Set((await world.as(who).search.search({ query: { q: 'ana' } })).items.map((item) => item.kind))
  expect(await kinds('ana')).toContain('person')
  expect([...(await kinds('editor'))]).toEqual(['person'])
})

test('a message of any size is indexed within bounds', async () => {
  const type = await storeType(world)
  const id = await storeCase(world, type, { subject: 'Huge' })
  const words = Array.from({ length: 60_000 }, (_, i) => `wört${i}`).join(' ')
  for (let i = 0; i < 4; i++) await storeMessage(world, id, words)
  await indexCases(world.runtime.db, [id])
  expect(await titles('ana', 'huge')).toEqual(['Huge'])
})
