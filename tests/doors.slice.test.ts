import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../src/api.ts'
import { replyAddress } from '../src/features/mailboxes/rules/tokens.ts'
import { type Right, rights } from '../src/features/people/rules.ts'
import type { AnyEndpoint } from '../src/platform/endpoint.ts'
import { installationSecret } from '../src/platform/installation.ts'
import { type ActorName, actors, knowsRestricted, whoIs } from './doors/actors.ts'
import { absent, type Call, expectations } from './doors/expectations.ts'
import { fingerprint, type Place, placeBehindDoors, secret } from './doors/place.ts'
import { pathOf } from './world/client.ts'
import { deliver, mailOf } from './world/mail.ts'
import { testWorld, type World } from './world/world.ts'

// Every endpoint as everybody: the answer is the expected one, a refusal changes nothing, and nobody reads what is
// restricted. A new endpoint without an expectation fails.

let world: World
let place: Place
beforeAll(async () => {
  world = await testWorld()
  place = await placeBehindDoors(world)
})
afterAll(() => world.close())

const doors: { door: string; noun: string; endpoint: AnyEndpoint }[] = Object.entries(api).flatMap(([noun, contract]) =>
  Object.entries(contract as Record<string, AnyEndpoint>).map(([name, endpoint]) => ({
    door: `${noun}.${name}`,
    noun,
    endpoint,
  })),
)
const isMounted = ({ method, path }: AnyEndpoint) => world.app.hasRoute({ method, url: `/api/v1${path}` })

async function knock({ method, path }: AnyEndpoint, actor: ActorName, { params, query, body }: Call) {
  const answer = await world.app.inject({
    method,
    url: `/api/v1${pathOf(path, params ?? {})}`,
    headers: world.headersOf(whoIs[actor]),
    ...(query && { query }),
    ...(body !== undefined && { payload: body as object }),
  })
  return { status: answer.statusCode, text: `${answer.body} ${JSON.stringify(answer.headers)}` }
}

test('every endpoint has an expectation, and no expectation is left over', () => {
  const expected = doors.filter(({ noun }) => !absent.includes(noun)).map(({ door }) => door)
  expect(Object.keys(expectations).sort()).toEqual(expected.sort())
  for (const noun of absent) expect(Object.keys(api)).toContain(noun)
})

test('the fingerprint notices a change and its undoing', async () => {
  const before = await fingerprint(world)
  const rename = (name: string) =>
    world.runtime.db.updateTable('account').set({ name }).where('id', '=', place.meridian).execute()
  await rename('Another name')
  expect(await fingerprint(world)).not.toEqual(before)
  await rename('Meridian Labs')
  expect(await fingerprint(world)).toEqual(before)
})

describe.each(doors.filter(({ noun }) => absent.includes(noun)))('$door', ({ endpoint }) => {
  test('is not there yet', async () => {
    expect(isMounted(endpoint)).toBe(false)
    const ids = Object.fromEntries([...endpoint.path.matchAll(/:(\w+)/g)].map(([, key]) => [key!, place.restricted]))
    expect((await knock(endpoint, 'admin', { params: ids })).status).toBe(404)
  })
})

describe.each(doors.filter(({ door }) => door in expectations))('$door', ({ door, endpoint }) => {
  const [answers, callOf = () => ({})] = expectations[door]!
  const statusFor = (actor: ActorName) => answers[actors.indexOf(actor)]!
  const refused = actors.filter((actor) => statusFor(actor) >= 400)
  const admitted = actors.filter((actor) => statusFor(actor) < 400)

  test('answers everybody as expected, and a refusal changes nothing', async () => {
    expect(isMounted(endpoint)).toBe(true)
    const before = await fingerprint(world)
    const given = new Map<ActorName, { status: number; text: string }>()
    for (const actor of refused) given.set(actor, await knock(endpoint, actor, callOf(place, actor)))
    expect(await fingerprint(world)).toEqual(before)
    for (const actor of admitted) given.set(actor, await knock(endpoint, actor, callOf(place, actor)))
    if (endpoint.method === 'GET') expect(await fingerprint(world), 'reading changes nothing').toEqual(before)
    expect(actors.map((actor) => given.get(actor)!.status)).toEqual(answers)
    for (const [actor, { text }] of given) if (!knowsRestricted(actor)) expect(text, actor).not.toContain(secret)
    await stayIn()
  })
})

describe('whatever rights somebody has', () => {
  /** The editor of these doors, in a role that holds exactly these, and sees the cases behind the doors. */
  async function hold(these: readonly Right[]) {
    const { db } = world.runtime
    const held: Right[] = ['cases.read', 'cases.see_restricted', ...these]
    const id = '0195b0c0-0000-7000-8000-0000000000aa'
    const role = { id, kind: 'editor', name: 'Of any rights', rights: held, created_at: world.now }
    await db
      .insertInto('role')
      .values(role)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ rights: held }))
      .execute()
    await db.updateTable('person').set({ role_id: id }).where('id', '=', world.people.nadia).execute()
    await stayIn()
  }
  type Door = (typeof doors)[number]
  /** The right for want of which a door stays shut; null where it is not shut for that. */
  async function shutFor({ door, endpoint }: Door): Promise<Right | null> {
    const [, callOf = () => ({})] = expectations[door]!
    const { text } = await knock(endpoint, 'editor', callOf(place, 'editor'))
    if (/"code":"not_allowed"/.test(text)) return (/"right":"([a-z_.]+)"/.exec(text)?.[1] as Right) ?? 'unnamed'
    if (endpoint.method !== 'GET') await stayIn()
    return null
  }
  /** Tries every door with its rights; those with the same ones one after the other, since to change a role takes longest. */
  async function tryAll(trials: readonly [Door, readonly Right[]][]) {
    const shut: [Door, Right | null, readonly Right[]][] = []
    for (const same of Map.groupBy(trials, ([, held]) => held.join()).values()) {
      const [, held] = same[0]!
      await hold(held)
      for (const [door] of same) shut.push([door, await shutFor(door), held])
    }
    return shut
  }

  /** Whoever gives cases takes back what they gave; whoever works them, what they gave back of their own. */
  const instead: Readonly<Record<string, Right>> = { 'cases.undoAssign': 'cases.assign' }

  test('a door opens if and only if its rights are among them', { timeout: 120_000 }, async () => {
    const all = doors.filter(({ door }) => door in expectations)
    const wrong: string[] = []
    const asked = new Map(all.map((door) => [door, [] as Right[]]))
    for (let left = all; left.length > 0; ) {
      const still = (await tryAll(left.map((door) => [door, asked.get(door)!]))).filter(([, shut]) => shut !== null)
      const wants = still.filter(([, shut, held]) => !held.includes(shut!))
      for (const [one, shut] of still.filter((each) => !wants.includes(each)))
        wrong.push(`${one.door} is shut for ${shut}, which is held`)
      for (const [door, shut, held] of wants) asked.set(door, [...held, shut!])
      left = wants.map(([door]) => door)
    }
    const trials = all.flatMap((door, place): [Door, readonly Right[]][] => {
      // Every other set, one of all but one and one that differs from door to door.
      const some = rights.filter((_, at) => (place * 7 + at * 5) % 3 > 0)
      const its = asked.get(door)!
      const missing = its[place % Math.max(1, its.length)]
      return [
        [door, some],
        ...(missing ? [[door, rights.filter((right) => right !== missing)] satisfies [Door, Right[]]] : []),
      ]
    })
    for (const [one, shut, held] of await tryAll(trials)) {
      const opens = asked.get(one)!.every((right) => held.includes(right)) || held.includes(instead[one.door]!)
      if (opens !== (shut === null))
        wrong.push(`${one.door} asks for ${asked.get(one)}; with ${held}: ${shut ?? 'open'}`)
      if (shut !== null && held.includes(shut)) wrong.push(`${one.door} is shut for ${shut}, which is held`)
    }
    expect(wrong).toEqual([])
    expect([...asked.values()].filter((its) => its.length > 0).length).toBeGreaterThan(150)
  })
})

describe('what hangs together with a case that few may see', () => {
  /** Ids that everybody may have, each of which the restricted case has to do with. */
  let known: string[]
  let told: string[]
  beforeAll(async () => {
    const [ana, mira, luca] = [world.as('ana'), world.as('mira'), world.as('luca')]
    const { technical } = world.teams
    const opened = async (subject: string) =>
      luca.cases.createCase({ body: { subject, contactId: world.contacts.ingrid, teamId: technical } })
    const [ordinary, problem] = [await opened('Pump hums'), await opened('Every pump hums')]
    const params = { id: place.restricted }
    await ana.relations.linkCase({ params: { id: ordinary.id }, body: { kind: 'related', case: place.restricted } })
    await ana.relations.linkCase({ params: { id: problem.id }, body: { kind: 'incident', case: place.restricted } })
    const child = await ana.relations.openChild({ params, body: { subject: 'Look at the meter', teamId: technical } })
    await ana.escalations.escalateCase({
      params,
      body: { level: 2, reason: `${secret} grows`, how: 'help', toPersonId: world.people.mira },
    })
    await ana.tasks.addTask({
      params,
      body: {
        title: `Call about ${secret} on Friday`,
        dueAt: new Date(world.now.getTime() + 3_600_000).toISOString(),
        promise: { kind: 'call', said: `I call you about ${secret}` },
      },
    })
    const { number } = await mira.cases.getCase({ params })
    const to = replyAddress(
      await installationSecret(world.runtime.db, 'mail_token_secret', world.now),
      'support@caseward.example',
      Number(number.slice(2)),
    )
    const mail = { Subject: `Re: ${secret}`, To: to, 'Message-ID': '<again@meridianlabs.example>' }
    expect(await deliver(world, mailOf(mail, `And what of ${secret}?`))).toMatchObject({ caseId: place.restricted })
    world.advance({ days: 9 })
    const { version } = await mira.cases.getCase({ params })
    await mira.cases.assignCase({ params, body: { version, ownerId: null } })
    told = [secret, place.restricted, number]
    known = [
      ...[ordinary.id, problem.id, child.id, place.meridian, place.ingrid, place.team1, technical],
      ...[...Object.values(world.queues), place.type, place.product, place.asset, place.serviceContract],
    ]
  })

  test('no door names it to a colleague of another team, whatever id they bring along', {
    timeout: 120_000,
  }, async () => {
    const leaks: string[] = []
    let answered = 0
    for (const { door, endpoint } of doors) {
      if (endpoint.method !== 'GET' || !(door in expectations)) continue
      const [, callOf = () => ({})] = expectations[door]!
      const { query, params = {} }: Call = callOf(place, 'agent2')
      if (query && JSON.stringify(query).includes(place.restricted)) continue
      for (const id of endpoint.path.includes(':id') ? known : ['']) {
        for (const actor of ['agent2', 'manager'] as const) {
          const call = { params: { ...params, ...(id && { id }) }, ...(query && { query }) }
          const { status, text } = await knock(endpoint, actor, call)
          if (status < 400) answered++
          for (const word of told) if (text.includes(word)) leaks.push(`${door} of ${id} tells the ${actor} ${word}`)
        }
      }
    }
    expect(leaks).toEqual([])
    const { text } = await knock(api.relations.getFamily, 'agent1', { params: { id: known[0]! } })
    expect(text, 'to whoever may see it, it is named').toContain(told[2])
    expect(answered).toBeGreaterThan(200)
  })
})

/** Whoever signed out comes back for the next door. */
async function stayIn() {
  await world.runtime.db.updateTable('session').set({ ended_at: null }).execute()
  world.runtime.publish(Object.values(world.people).map((id) => ({ kind: 'session', id })))
}
