import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { indexCases } from '../search/store/indexing.ts'
import { openCase } from './actions/open-case.ts'
import { whoMaySee } from './actions/who-may-see.ts'

// A closed team keeps its cases to itself, by the one predicate. tests/doors tries every endpoint with one of its cases.

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const close = async (closed: boolean) => {
  const { items } = await world.as('admin').people.listTeams({})
  const { id, version } = items.find((team) => team.id === world.teams.technical)!
  return world.as('admin').people.changeTeam({ params: { id }, body: { version, closed } })
}
const opened = async (who: 'mira' | 'priya' | 'luca', more: object = {}) =>
  world.as(who).cases.createCase({
    body: { subject: 'Quixotry', message: 'Quixotry', type: 'technical_issue', teamId: world.teams.technical, ...more },
  })
const sees = async (who: 'ana' | 'mira' | 'priya' | 'luca' | 'sofia' | 'tom', id: string) => {
  const answer = await world
    .as(who)
    .cases.getCase({ params: { id } })
    .then(
      () => true,
      () => false,
    )
  const predicate = await whoMaySee(world.runtime.db, [world.people[who]], [id])
  expect(predicate(world.people[who], id)).toBe(answer)
  const { people } = await world.as('luca').audit.whoSees({ params: { id }, query: { personId: world.people[who] } })
  expect(people[0]!.sees).toBe(answer)
  return answer
}
const restricted = (id: string) =>
  world.runtime.db
    .selectFrom('cases')
    .select(['restricted', 'restricted_itself'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

test('when a team closes, its cases are gone for others at once, and there again when it opens', async () => {
  const [plain, kept] = [await opened('luca'), await opened('luca', { restricted: true })]
  const watched = await opened('luca')
  await world.as('ana').cases.watchCase({ params: { id: watched.id }, body: { watch: true } })
  await indexCases(world.runtime.db, [plain.id, kept.id, watched.id])
  const ana = world.as('ana')
  const list = async () => (await ana.cases.listCases({ query: { q: 'quixotry' } })).items.map(({ id }) => id)
  const before = (await ana.cases.countCases({ query: {} })).count
  expect(await list()).toEqual(expect.arrayContaining([plain.id, watched.id]))
  expect(await sees('ana', kept.id)).toBe(false)
  await close(true)
  expect(await sees('ana', plain.id)).toBe(false)
  expect([await sees('priya', plain.id), await sees('luca', plain.id), await sees('sofia', plain.id)]).toEqual([
    true,
    true,
    true,
  ])
  expect(await sees('ana', watched.id)).toBe(true)
  expect(await list()).toEqual([watched.id])
  expect((await ana.cases.countCases({ query: {} })).count).toBeLessThan(before)
  expect((await refusal(ana.cases.getTimeline({ params: { id: plain.id }, query: {} }))).status).toBe(404)
  const { people } = await world
    .as('luca')
    .audit.whoSees({ params: { id: plain.id }, query: { personId: world.people.ana } })
  expect(people).toMatchObject([{ sees: false, because: 'Technical support is a closed team, and they are not of it' }])
  const lifted = world
    .as('luca')
    .cases.changeCase({ params: { id: plain.id }, body: { version: plain.version, restricted: false } })
  expect((await refusal(lifted)).code).toBe('not_allowed')
  await close(false)
  expect(await sees('ana', plain.id)).toBe(true)
  expect(await sees('ana', kept.id)).toBe(false)
})

test('whoever passes a case to a closed team goes on seeing it, and takes it back out only with the right to restrict', async () => {
  await close(true)
  const mine = await world.as('ana').cases.createCase({
    body: { subject: 'Hers', message: 'x', type: 'complaint', teamId: world.teams.accounts, ownerId: world.people.ana },
  })
  const { version } = await world.as('ana').cases.changeCase({
    params: { id: mine.id },
    body: { version: mine.version, teamId: world.teams.technical },
  })
  expect([await sees('ana', mine.id), await sees('mira', mine.id)]).toEqual([true, false])
  const out = (who: 'ana' | 'luca') =>
    world.as(who).cases.changeCase({ params: { id: mine.id }, body: { version, teamId: world.teams.accounts } })
  expect((await refusal(out('ana'))).code).toBe('not_allowed')
  await out('luca')
  // What was said among the closed team stays among few until somebody lifts it.
  expect(await restricted(mine.id)).toEqual({ restricted: true, restricted_itself: true })
  expect(await sees('tom', mine.id)).toBe(false)
  const born = await opened('mira')
  expect([await sees('mira', born.id), await sees('ana', born.id)]).toEqual([true, false])
  await close(false)
  expect(await restricted(born.id)).toEqual({ restricted: false, restricted_itself: false })
})

test('whoever gives a case to somebody of a closed team goes on seeing it', async () => {
  await close(true)
  const { id } = await world.as('ana').cases.createCase({
    body: { subject: 'Given away', type: 'billing_dispute', teamId: world.teams.accounts },
  })
  const given = await world.as('ana').cases.assignCase({ params: { id }, body: { ownerId: world.people.priya } })
  expect(given).toMatchObject({ owner: { name: 'Priya Nair' }, team: { id: world.teams.technical }, restricted: true })
  expect([await sees('ana', id), await sees('mira', id)]).toEqual([true, false])
  await close(false)
})

test('what people restricted stays so when a closed team opens, merged or chosen while it was closed', async () => {
  const [kept, into] = [await opened('luca', { restricted: true }), await opened('luca')]
  const [plain, other, chosen] = [await opened('luca'), await opened('luca'), await opened('luca')]
  await close(true)
  const version = async (id: string) => (await world.as('sofia').cases.getCase({ params: { id } })).version
  const merge = async (id: string, to: string) =>
    world.as('luca').families.mergeCase({
      params: { id },
      body: { into: to, version: await version(id), intoVersion: await version(to) },
    })
  await merge(kept.id, into.id)
  await merge(plain.id, other.id)
  await world
    .as('luca')
    .cases.changeCase({ params: { id: chosen.id }, body: { version: await version(chosen.id), restricted: true } })
  const itself = async () => (await world.as('luca').audit.whoSees({ params: { id: chosen.id }, query: {} })).case
  expect(await itself()).toMatchObject({
    restricted: true,
    restrictedItself: true,
    closedTeam: { name: 'Technical support' },
  })
  const set = async (restricted: boolean) =>
    world
      .as('luca')
      .cases.changeCase({ params: { id: chosen.id }, body: { version: await version(chosen.id), restricted } })
  expect(await set(false), 'its own restriction is lifted, that of its team stays').toMatchObject({
    restricted: true,
    restrictedItself: false,
  })
  expect(await set(true)).toMatchObject({ restricted: true, restrictedItself: true })
  await close(false)
  const seen = [await sees('ana', into.id), await sees('ana', other.id), await sees('ana', chosen.id)]
  expect(seen).toEqual([false, true, false])
  const { items } = await world.as('luca').families.listMerges({ params: { id: into.id } })
  await world.as('luca').families.undoMerge({ params: { id: items[0]!.id } })
  expect(await restricted(into.id)).toEqual({ restricted: false, restricted_itself: false })
  expect([await sees('ana', into.id), await sees('ana', kept.id)]).toEqual([true, false])
})

test('a message of a case that people restricted goes to one that only its team restricts by the right to restrict', async () => {
  const [kept, plain] = [await opened('luca', { restricted: true }), await opened('luca')]
  await close(true)
  const { items } = await world.as('luca').conversations.listMessages({ params: { id: kept.id }, query: {} })
  const preview = (who: 'priya' | 'luca') =>
    world.as(who).families.previewMove({ params: { id: items[0]!.id }, query: { to: plain.id } })
  expect((await preview('priya')).because.join()).toContain('is restricted')
  expect(await preview('luca')).toMatchObject({ allowed: true, because: [] })
  await close(false)
})

test('a case that is opened while its team closes is as closed as the others', async () => {
  let [written, go] = [() => {}, () => {}]
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const mayCommit = new Promise<void>((resolve) => (go = resolve))
  const opening = inTransaction(world.runtime, systemActor, async (ctx) => {
    const input = {
      subject: 'Late',
      text: 'x',
      teamId: world.teams.technical,
      channel: 'api' as const,
      opening: 'customer' as const,
    }
    const { id } = await openCase(ctx, { ...input, receivedAt: ctx.now })
    await ctx.settle()
    written()
    await mayCommit
    return id
  })
  await isWritten
  const closing = close(true)
  setImmediate(go)
  const [id] = await Promise.all([opening, closing])
  expect(await sees('ana', id)).toBe(false)
  await close(false)
})

test('a team that closes writes only cases that it takes out of sight, and every open screen asks again', async () => {
  const kept = await opened('luca', { restricted: true })
  const heard: string[] = []
  const at = async () =>
    (await sql<{ at: string }>`select xmin::text as at from cases where id = ${kept.id}`.execute(world.runtime.db))
      .rows[0]!.at
  const before = await at()
  const { publish } = world.runtime
  world.runtime.publish = (changes) => {
    heard.push(...changes.map(({ kind, id }) => `${kind} ${id}`))
    publish(changes)
  }
  await close(true)
  world.runtime.publish = publish
  expect(await at()).toBe(before)
  expect(heard).toContain(`sight ${world.teams.technical}`)
  await close(false)
})

test('the finished cases of a team that closes are hidden at once, and written in batches; they come back likewise', async () => {
  const { db } = world.runtime
  const { id } = await opened('luca')
  const many = 600
  await sql`insert into cases (id, subject, type_id, type_version, stage, stage_since, status, priority, team_id, owner_id,
      resolution_summary, channel, created_at, updated_at)
    select gen_random_uuid(), 'Finished', type_id, type_version, stage, stage_since, 'closed', priority, team_id, owner_id,
      'Done', 'api', created_at, updated_at from cases, generate_series(1, ${many}) where id = ${id}`.execute(db)
  const finished = async () =>
    (
      await sql<{ hidden: boolean; count: number; one: string }>`select restricted as hidden, count(*)::int as count,
        min(id::text) as one from cases where subject = 'Finished' group by 1 order by 1`.execute(db)
    ).rows
  const one = (await finished())[0]!.one
  expect(await sees('ana', one)).toBe(true)
  await close(true)
  expect(await finished()).toMatchObject([{ hidden: false, count: many }])
  expect([await sees('ana', one), await sees('priya', one), await sees('ana', id)]).toEqual([false, true, false])
  await workOff(world, ['restrict-finished'])
  expect(await finished()).toMatchObject([{ hidden: true, count: many }])
  expect([await sees('ana', one), await sees('priya', one)]).toEqual([false, true])
  await close(false)
  expect([await sees('ana', id), await sees('ana', one)]).toEqual([true, false])
  await workOff(world, ['restrict-finished'])
  expect(await finished()).toMatchObject([{ hidden: false, count: many }])
  expect(await sees('ana', one)).toBe(true)
})

test('a case that moves while its old team closes, and the closing, do not wait for each other', async () => {
  const { id } = await opened('luca')
  let [held, go] = [() => {}, () => {}]
  const isHeld = new Promise<void>((resolve) => (held = resolve))
  const mayMove = new Promise<void>((resolve) => (go = resolve))
  const moving = world.runtime.db.transaction().execute(async (db) => {
    await sql`select from cases where id = ${id} for update`.execute(db)
    held()
    await mayMove
    await sql`update cases set team_id = team_id where id = ${id}`.execute(db)
  })
  await isHeld
  const closing = close(true)
  await waitingForLock(closing)
  go()
  await Promise.all([moving, closing])
  expect(await sees('ana', id)).toBe(false)
  await close(false)
})

/** Until somebody waits for a lock; what is `done` before fails where it is awaited. */
async function waitingForLock(done: Promise<unknown>): Promise<void> {
  let isDone = false
  void done.catch(() => {}).finally(() => (isDone = true))
  for (;;) {
    const { rows } = await sql`select 1 from pg_locks where not granted`.execute(world.runtime.db)
    if (rows.length > 0 || isDone) return
  }
}
