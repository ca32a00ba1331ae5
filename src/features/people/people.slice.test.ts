import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseInReview, typeWithApproval } from '../../../tests/world/approvals.ts'
import { placeCase } from '../../../tests/world/cases.ts'
import { everybodysPassword } from '../../../tests/world/company.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const admin = () => world.as('admin').people
const waitsForLock = () =>
  expect
    .poll(async () => {
      const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await waiting.execute(world.runtime.db)).rows.length
    })
    .toBeGreaterThan(0)
const tokenIn = (link: string) => new URL(link).hash.slice(1)

describe('people', () => {
  test('are listed with teams and the weight of what they work on', async () => {
    await placeCase(world, { owner_id: world.people.ana, weight: 3 })
    await placeCase(world, { owner_id: world.people.ana, weight: 5, status: 'pending', next_step_due_at: world.now })
    const { items } = await world.as('light').people.listPeople({ query: {} })
    expect(items.find(({ name }) => name === 'Ana Ferreira')).toMatchObject({
      load: 3,
      teams: [{ name: 'Customer accounts' }],
      invited: false,
    })
    expect((await world.as('ana').people.listPeople({ query: { q: 'PRIYA' } })).items.map(({ name }) => name)).toEqual([
      'Priya Nair',
    ])
    expect((await world.as('ana').people.listPeople({ query: { q: '%' } })).items).toEqual([])
  })

  test('join by a link that works once', async () => {
    const body = { name: 'Ben Achterberg', email: 'Ben.Achterberg@norrvik.example', role: 'agent' as const }
    const ben = await admin().invitePerson({ body: { ...body, teamIds: [world.teams.technical] } })
    expect(ben).toMatchObject({
      email: 'ben.achterberg@norrvik.example',
      invited: true,
      teams: [{ name: 'Technical support' }],
    })
    const token = tokenIn(ben.invitation!)
    const stored = await world.runtime.db.selectFrom('link_token').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    const accept = () => world.as('nobody').people.acceptInvitation({ body: { token, password: 'a-word-of-my-own' } })
    expect(await accept()).toMatchObject({ name: 'Ben Achterberg', invited: false })
    expect((await refusal(accept())).code).toBe('link_not_valid')
    expect((await refusal(admin().invitePerson({ body }))).code).toBe('already_exists')
  })

  test('cannot join by an old link, nor after a week', async () => {
    const body = { name: 'Nora', email: 'nora@norrvik.example', role: 'light' as const }
    const nora = await admin().invitePerson({ body })
    const { invitation } = await admin().inviteAgain({ params: { id: nora.id } })
    const accept = (link: string) =>
      world.as('nobody').people.acceptInvitation({ body: { token: tokenIn(link), password: 'a-word-of-my-own' } })
    expect((await refusal(accept(nora.invitation!))).code).toBe('link_not_valid')
    world.advance({ days: 7, minutes: 1 })
    expect((await refusal(accept(invitation))).code).toBe('link_not_valid')
    const again = await admin().inviteAgain({ params: { id: nora.id } })
    expect(await accept(again.invitation)).toMatchObject({ name: 'Nora' })
  })

  test('an invitation is not shown again to a repeated request', async () => {
    const invite = () =>
      world.app.inject({
        method: 'POST',
        url: '/api/v1/people',
        headers: { ...world.headersOf('admin'), 'idempotency-key': 'invite-kim' },
        payload: { name: 'Kim', email: 'kim@norrvik.example', role: 'light' },
      })
    const first = await invite()
    expect(first.statusCode).toBe(200)
    const second = await invite()
    expect(second.json()).toMatchObject({ code: 'already_exists' })
    const kept = await world.runtime.db.selectFrom('idempotency_key').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(tokenIn((first.json() as { invitation: string }).invitation))
  })

  test('a stale change is refused with what stands now', async () => {
    const [elena] = (await admin().listPeople({ query: { q: 'Elena' } })).items
    const params = { id: elena!.id }
    const after = await admin().changePerson({ params, body: { version: elena!.version, capacity: 12 } })
    expect(after).toMatchObject({ capacity: 12, version: elena!.version + 1 })
    const late = await refusal(admin().changePerson({ params, body: { version: elena!.version, title: 'Late' } }))
    expect(late.status).toBe(409)
    expect(late.detail).toMatchObject({
      code: 'changed_meanwhile',
      current: { capacity: 12, title: 'Customer accounts' },
    })
  })

  test('a new role ends the sessions at once', async () => {
    const id = world.people.jonas
    const [jonas] = (await admin().listPeople({ query: { q: 'Jonas' } })).items
    await world.as('jonas').people.me({})
    await admin().changePerson({ params: { id }, body: { version: jonas!.version, role: 'light' } })
    expect((await refusal(world.as('jonas').people.me({}))).status).toBe(401)
  })

  test('who owns open cases keeps a role that may own them', async () => {
    const [ana] = (await admin().listPeople({ query: { q: 'Ana F' } })).items
    const change = admin().changePerson({ params: { id: ana!.id }, body: { version: ana!.version, role: 'sales' } })
    expect((await refusal(change)).detail).toMatchObject({ code: 'still_in_use', openCases: 2 })
  })

  test('report to somebody, never in a circle, and to whom a leaver reported', async () => {
    const { ana, mira, luca, sofia } = world.people
    const found = async (id: string) =>
      (await world.as('ana').people.listPeople({ query: {} })).items.find((each) => each.id === id)!
    const manager = async (id: string, managerId: string | null) => {
      const { version } = await found(id)
      return admin().changePerson({ params: { id }, body: { version, managerId } })
    }
    expect((await manager(ana, mira)).manager).toEqual({ id: mira, name: 'Mira Kaplan' })
    expect((await manager(mira, luca)).manager?.name).toBe('Luca Berti')
    const because = async (id: string, managerId: string) => (await refusal(manager(id, managerId))).detail.because
    expect(await because(luca, ana)).toBe('Ana Ferreira reports to them already')
    expect(await because(ana, ana)).toBe('nobody is their own manager')
    expect(await because(ana, world.accounts.meridian)).toBe('nobody has this id')
    const both = await Promise.allSettled([manager(luca, sofia), manager(sofia, luca)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const gone = await admin().invitePerson({ body: { name: 'Boss', email: 'boss@norrvik.example', role: 'manager' } })
    await manager(gone.id, sofia)
    await manager(ana, gone.id)
    expect(await admin().leaving({ params: { id: gone.id } })).toMatchObject({
      reports: [{ name: 'Ana Ferreira' }],
      manager: { id: sofia },
    })
    await admin().deactivatePerson({ params: { id: gone.id }, body: {} })
    expect((await found(ana)).manager?.id).toBe(sofia)
    expect(await because(ana, gone.id)).toBe('Boss has left')
    for (const id of [ana, mira, luca, sofia]) await manager(id, null)
    const invited = { name: 'Ida Holm', email: 'ida@norrvik.example', role: 'agent' as const }
    const ida = await admin().invitePerson({ body: { ...invited, managerId: mira } })
    expect(ida.manager).toEqual({ id: mira, name: 'Mira Kaplan' })
    const byEditor = admin().invitePerson({
      body: { ...invited, email: 'b@norrvik.example', managerId: world.people.nadia },
    })
    expect((await refusal(byEditor)).detail.because).toBe('Nadia Haas reads no cases and approves nothing')
  })

  test('with a role that takes no work, tasks and next steps are those of whoever has the case; what one decides stays', async () => {
    const { elena, ana } = world.people
    const type = await typeWithApproval(world, { approvers: [{ who: 'person', personId: elena }] })
    const asked = { id: await caseInReview(world, type) }
    const answer = { kind: 'reply' as const, text: 'We look.', undoSeconds: 0 }
    await world.as('ana').conversations.sendReply({ params: asked, body: answer })
    const { id } = await world.as('ana').cases.createCase({ body: { subject: 'A', note: 'B', ownerId: ana } })
    const task = await world.as('ana').tasks.addTask({ params: { id }, body: { title: 'Visit them', ownerId: elena } })
    const { version } = await world.as('ana').cases.getCase({ params: { id } })
    const nextStep = { text: 'Agree on a day', whose: 'us' as const, personId: elena, dueAt: null }
    await world.as('ana').cases.changeCase({ params: { id }, body: { version, nextStep } })
    const role = async (to: string) => {
      const now = (await admin().listPeople({ query: { q: 'Elena' } })).items[0]!
      await admin().changePerson({ params: { id: elena }, body: { version: now.version, role: to } })
    }
    await role('light')
    const after = await world.as('ana').cases.getCase({ params: { id } })
    expect(after.nextStep).toMatchObject({ text: 'Agree on a day', person: { id: ana } })
    const { items } = await world.as('ana').tasks.listTasks({ params: { id } })
    expect(items.find((each) => each.id === task.id)?.owner).toBeNull()
    const decides = { text: 'Elena Brandt decides: Credit over 500 EUR', person: { id: elena } }
    expect((await world.as('ana').cases.getCase({ params: asked })).nextStep).toMatchObject(decides)
    const because = 'Elena Brandt takes no work on cases any more'
    const said = (await world.as('ana').cases.getTimeline({ params: asked, query: {} })).items
    expect(said.filter(({ content }) => content?.because === because)).toEqual([])
    const timeline = (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items
    expect(timeline.filter(({ content }) => content?.because === because).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['task.handed_over', 'case.next_step_set']),
    )
    await role('agent')
    await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', elena).execute()
  })

  test('the last administrator stays one, also when two step down together', async () => {
    const [sofia] = (await admin().listPeople({ query: { q: 'Sofia' } })).items
    const demote = (id: string, version: number) =>
      admin().changePerson({ params: { id }, body: { version, role: 'manager' } })
    expect((await refusal(demote(sofia!.id, sofia!.version))).code).toBe('last_admin')
    const second = {
      name: 'Second',
      email: 'second@norrvik.example',
      role: 'admin' as const,
      password: 'a-long-enough-word',
    }
    const other = await admin().invitePerson({ body: second })
    const { key } = await admin().createKey({ body: { name: 'roles', role: 'admin' } })
    const byKey = world.as({ key }).people
    const outcomes = await Promise.allSettled(
      [sofia!, other].map(({ id, version }) =>
        byKey.changePerson({ params: { id }, body: { version, role: 'manager' } }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const admins = (await byKey.listPeople({ query: {} })).items.filter(({ role }) => role === 'admin')
    expect(admins).toHaveLength(1)
    if (admins[0]!.id !== sofia!.id) {
      const [now] = (await byKey.listPeople({ query: { q: 'Sofia' } })).items
      await byKey.changePerson({ params: { id: sofia!.id }, body: { version: now!.version, role: 'admin' } })
      await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', sofia!.id).execute()
    }
  })
})

describe('availability', () => {
  test("is one's own, the lead's and the administrator's to set", async () => {
    const params = { id: world.people.elena }
    const leave = {
      status: 'off' as const,
      awayUntil: new Date(world.now.getTime() + 86_400_000).toISOString(),
      awayReason: 'Holiday',
    }
    expect(await world.as('mira').people.setAvailability({ params, body: leave })).toMatchObject(leave)
    expect((await refusal(world.as('ana').people.setAvailability({ params, body: leave }))).status).toBe(403)
    expect((await refusal(world.as('luca').people.setAvailability({ params, body: leave }))).status).toBe(403)
    const back = await world.as('elena').people.changeMe({ body: { status: 'online' } })
    expect(back).toMatchObject({ status: 'online', awayUntil: null, awayReason: null })
    const past = { status: 'off' as const, awayUntil: world.now.toISOString() }
    expect((await refusal(world.as('elena').people.setAvailability({ params, body: past }))).status).toBe(422)
  })
})

describe('teams', () => {
  test('come with a queue; members gain sight at once', async () => {
    const made = await admin().createTeam({ body: { name: 'Warranty desk', leadId: world.people.mira } })
    expect(made).toMatchObject({
      lead: { name: 'Mira Kaplan' },
      members: [{ name: 'Mira Kaplan' }],
      queues: [{ name: 'Warranty desk', isDefault: false }],
    })
    const params = { id: made.id }
    const body = { version: made.version, memberIds: [world.people.elena], routingMinutes: 15 }
    const changed = await admin().changeTeam({ params, body })
    expect(changed.members.map(({ name }) => name)).toEqual(['Elena Brandt', 'Mira Kaplan'])
    expect(changed.queues[0]!.routingMinutes).toBe(15)
    expect(await world.as('elena').people.me({})).toMatchObject({
      teams: [{ name: 'Customer accounts' }, { name: 'Warranty desk' }],
    })
    expect((await refusal(admin().changeTeam({ params, body }))).detail).toMatchObject({
      code: 'changed_meanwhile',
      current: { version: changed.version },
    })
    expect(
      (await refusal(admin().createTeam({ body: { name: 'warranty DESK', leadId: world.people.mira } }))).code,
    ).toBe('already_exists')
    const stranger = '00000000-0000-7000-8000-00000000dead'
    expect((await refusal(admin().createTeam({ body: { name: 'X', leadId: stranger } }))).status).toBe(404)
  })
})

describe('keys', () => {
  test('are shown once, act with the rights of their role, and end at once', async () => {
    const made = await admin().createKey({ body: { name: 'billing', role: 'agent' } })
    expect(made.key).toMatch(/^cw_[\w-]{43}$/)
    const { items } = await admin().listKeys({})
    expect(JSON.stringify(items)).not.toContain(made.key)
    expect(items.find(({ id }) => id === made.id)).toMatchObject({ name: 'billing', hint: `cw_…${made.key.slice(-4)}` })
    const rows = await world.runtime.db.selectFrom('api_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(made.key)
    const events = await world.runtime.db.selectFrom('event').select('content').execute()
    expect(JSON.stringify(events)).not.toContain(made.key)

    const key = world.as({ key: made.key }).people
    expect((await key.listPeople({ query: {} })).items.length).toBeGreaterThan(5)
    expect((await refusal(key.listKeys({}))).status).toBe(403)
    expect((await refusal(key.me({}))).status).toBe(403)
    await admin().endKey({ params: { id: made.id } })
    expect((await refusal(key.listPeople({ query: {} }))).status).toBe(401)
    expect((await refusal(admin().endKey({ params: { id: made.id } }))).status).toBe(404)
  })
})

describe('the organisation', () => {
  test("is everybody's to read and the administrator's to change", async () => {
    const before = await world.as('light').people.organisation({})
    expect(before).toMatchObject({ name: 'Norrvik', timeZone: 'Europe/Oslo' })
    const body = { version: before.version, timeZone: 'Europe/Berlin' }
    expect((await refusal(world.as('mira').people.changeOrganisation({ body }))).status).toBe(403)
    expect(await admin().changeOrganisation({ body })).toMatchObject({ timeZone: 'Europe/Berlin' })
    expect((await refusal(admin().changeOrganisation({ body }))).code).toBe('changed_meanwhile')
    const nowhere = { version: before.version + 1, timeZone: 'Europe/Nowhere' }
    expect((await refusal(admin().changeOrganisation({ body: nowhere }))).status).toBe(422)
  })
})

test('unknown fields are refused, not ignored', async () => {
  const answer = await world.app.inject({
    method: 'PATCH',
    url: '/api/v1/me',
    headers: world.headersOf('ana'),
    payload: { role: 'admin' },
  })
  expect(answer.statusCode).toBe(422)
  expect(await world.as('ana').people.me({})).toMatchObject({ role: 'agent' })
})

describe('roles', () => {
  const roleOf = async (name: string) => (await admin().listRoles({})).items.find((role) => role.name === name)!
  const plain = ['customers.read', 'people.read', 'cases.read', 'cases.note', 'cases.work']

  test('a shipped one loses a right: sessions and keys in flight follow at once, and it comes back', async () => {
    const agent = await roleOf('Agent')
    const { key } = await admin().createKey({ body: { name: 'a shop', role: 'agent' } })
    const params = { id: agent.id }
    const fewer = agent.rights.filter((right) => right !== 'cases.merge')
    expect(await admin().previewRole({ params, body: { rights: fewer } })).toMatchObject({
      gains: [],
      loses: ['cases.merge'],
      refused: null,
      keys: ['a shop'],
    })
    const changed = await admin().changeRole({ params, body: { version: agent.version, rights: fewer } })
    expect(changed).toMatchObject({ changed: true, version: agent.version + 1 })
    expect((await world.as('elena').people.me({})).rights).not.toContain('cases.merge')
    const merge = (who: Parameters<World['as']>[0]) =>
      refusal(world.as(who).families.undoMerge({ params: { id: world.people.ana } }))
    expect((await merge({ key })).detail.right).toBe('cases.merge')
    expect((await merge('elena')).detail.right).toBe('cases.merge')
    const again = { version: agent.version, rights: null }
    expect((await refusal(admin().changeRole({ params, body: again }))).code).toBe('changed_meanwhile')
    const back = await admin().changeRole({ params, body: { ...again, version: changed.version } })
    expect([back.changed, back.rights]).toEqual([false, agent.rights])
    expect((await world.as('elena').people.me({})).rights).toContain('cases.merge')
  })

  test('what a kind cannot be without stays, and what a right needs is asked for', async () => {
    const [administrator, agent] = [await roleOf('Administrator'), await roleOf('Agent')]
    const without = await admin().previewRole({ params: { id: administrator.id }, body: { rights: [] } })
    expect(without).toMatchObject({ gains: [], loses: [] })
    const bare = await admin().previewRole({ params: { id: agent.id }, body: { rights: [] } })
    expect(bare.loses).not.toContain('cases.work')
    const idle = refusal(admin().previewRole({ params: { id: agent.id }, body: { rights: ['cases.merge_across'] } }))
    expect((await idle).detail).toMatchObject({ code: 'rights_belong_together' })
    const unknown = refusal(admin().previewRole({ params: { id: agent.id }, body: { rights: ['all'] } }))
    expect((await unknown).status).toBe(422)
    const renamed = { version: agent.version, name: 'Helper' }
    expect((await refusal(admin().changeRole({ params: { id: agent.id }, body: renamed }))).status).toBe(422)
  })

  test('an own one is given, keeps what its kind says, and goes only with a choice', async () => {
    const { tom, nadia } = world.people
    const body = { name: 'Junior', kind: 'agent' as const, rights: plain }
    const junior = await admin().createRole({ body })
    expect((await refusal(admin().createRole({ body: { ...body, name: 'JUNIOR' } }))).code).toBe('already_exists')
    const nadiaNow = (await admin().listPeople({ query: { q: 'Nadia' } })).items[0]!
    const given = await admin().changePerson({
      params: { id: nadia },
      body: { version: nadiaNow.version, role: junior.id },
    })
    expect(given).toMatchObject({ role: 'agent', ownRole: { name: 'Junior' } })
    const { key, id: keyId } = await admin().createKey({ body: { name: 'a desk', role: junior.id } })
    const mayAssign = await refusal(
      world.as({ key }).workload.previewMoves({ body: { moves: [{ caseId: tom, toId: tom }] } }),
    )
    expect(mayAssign.detail.right).toBe('cases.assign')
    await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', nadia).execute()
    const inQueue = { owner_id: null, owner_since: null, queue_id: world.queues.accounts, routing_due_at: world.now }
    const take = async (id: string) => world.as('nadia').cases.assignCase({ params: { id }, body: { ownerId: nadia } })
    const taken = await take(await placeCase(world, inQueue))
    expect(taken.owner, 'what nobody has may be taken').toMatchObject({ id: nadia })
    expect((await refusal(take(await placeCase(world)))).detail.right).toBe('cases.assign')
    await world.as('admin').cases.assignCase({ params: { id: taken.id }, body: { ownerId: world.people.mira } })
    const held = await roleOf('Junior')
    expect([held.people, held.keys]).toEqual([[{ id: nadia, name: 'Nadia Haas' }], ['a desk']])
    const forAll = (await world.as('elena').people.listRoles({})).items.find(({ id }) => id === junior.id)
    expect([forAll?.keyCount, forAll?.keys], 'keys are named to whom they are shown').toEqual([1, []])
    const params = { id: junior.id }
    const removal = (to?: string) => admin().removeRole({ params, body: { version: held.version, ...(to && { to }) } })
    expect((await refusal(removal())).code).toBe('still_in_use')
    expect((await refusal(removal(tom))).status).toBe(404)
    expect(await removal((await roleOf('Editor')).id)).toEqual({ moved: 2 })
    expect((await admin().listPeople({ query: { q: 'Nadia' } })).items[0]).toMatchObject({
      role: 'editor',
      ownRole: null,
    })
    expect((await refusal(world.as({ key }).cases.listCases({ query: {} }))).detail.right).toBe('cases.read')
    await admin().endKey({ params: { id: keyId } })
    expect(await roleOf('Junior')).toBeUndefined()
  })

  test('nobody gives, takes over or shuts themself out of what they may not', async () => {
    const { luca, sofia, helen, tom } = world.people
    const rights = [...plain, 'settings.read', 'people.edit', 'roles.edit']
    const desk = await admin().createRole({ body: { name: 'People desk', kind: 'manager', rights } })
    const versionOf = async (q: string) => (await admin().listPeople({ query: { q } })).items[0]!.version
    const change = async (who: 'admin' | 'luca', id: string, q: string, body: object) =>
      world.as(who).people.changePerson({ params: { id }, body: { version: await versionOf(q), ...body } })
    await change('admin', luca, 'Luca', { role: desk.id })
    await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', luca).execute()
    const codeOf = async (asked: Promise<unknown>) => (await refusal(asked)).code
    const byLuca = world.as('luca').people
    expect(await codeOf(change('luca', luca, 'Luca', { role: 'admin' }))).toBe('more_than_own')
    expect(await codeOf(change('luca', luca, 'Luca', { seesRestricted: true }))).toBe('more_than_own')
    expect(await codeOf(change('luca', sofia, 'Sofia', { email: 'mine@x.example' }))).toBe('more_than_own')
    expect(await codeOf(byLuca.inviteAgain({ params: { id: sofia } }))).toBe('more_than_own')
    expect(await codeOf(byLuca.deactivatePerson({ params: { id: sofia }, body: {} }))).toBe('more_than_own')
    const boss = { name: 'Boss', kind: 'manager' as const, rights: [...rights, 'settings.edit'] }
    expect(await codeOf(byLuca.createRole({ body: boss }))).toBe('more_than_own')
    const params = { id: desk.id }
    const shutOut = rights.filter((right) => right !== 'roles.edit')
    expect((await byLuca.previewRole({ params, body: { rights: shutOut } })).refused).not.toBeNull()
    expect(await codeOf(byLuca.changeRole({ params, body: { version: 1, rights: shutOut } }))).toBe('locks_you_out')
    const manager = await roleOf('Manager')
    const weaken = { params: { id: manager.id }, body: { version: manager.version, rights: plain } }
    expect(await codeOf(byLuca.changeRole(weaken))).toBe('more_than_own')
    expect((await byLuca.previewRole({ params: weaken.params, body: { rights: plain } })).refused).not.toBeNull()
    const strong = await admin().createRole({ body: boss })
    expect(await codeOf(byLuca.removeRole({ params: { id: strong.id }, body: { version: 1 } }))).toBe('more_than_own')
    await admin().removeRole({ params: { id: strong.id }, body: { version: 1 } })
    const closed = await admin().createTeam({ body: { name: 'Ethics', leadId: sofia, closed: true } })
    const join = { version: closed.version, memberIds: [luca, tom] }
    expect(await codeOf(byLuca.changeTeam({ params: { id: closed.id }, body: join }))).toBe('more_than_own')
    await admin().changeTeam({ params: { id: closed.id }, body: { ...join, memberIds: [tom] } })
    // Tom has fewer rights than Luca, but his team sees what Luca must not.
    expect(await codeOf(byLuca.inviteAgain({ params: { id: tom } }))).toBe('more_than_own')
    expect(await codeOf(change('luca', tom, 'Tom', { email: 'mine@x.example' }))).toBe('more_than_own')
    expect(await codeOf(byLuca.deactivatePerson({ params: { id: tom }, body: { handOverTo: luca } }))).toBe(
      'more_than_own',
    )
    // Neither may anybody who watches a single case that Luca must not see.
    const hidden = await placeCase(world, { restricted: true, restricted_itself: true })
    const follows = { case_id: hidden, person_id: helen, since: world.now }
    await world.runtime.db.insertInto('watcher').values(follows).execute()
    expect((await refusal(world.as('luca').cases.getCase({ params: { id: hidden } }))).status).toBe(404)
    expect(await codeOf(byLuca.inviteAgain({ params: { id: helen } }))).toBe('more_than_own')
    // Nor while the watcher reads no cases: what they watch comes back with the right.
    await change('admin', helen, 'Helen', { role: 'editor' })
    expect(await codeOf(byLuca.inviteAgain({ params: { id: helen } }))).toBe('more_than_own')
    expect(await codeOf(change('luca', helen, 'Helen', { email: 'mine@x.example' }))).toBe('more_than_own')
    await change('admin', helen, 'Helen', { role: 'sales' })
    await world.runtime.db.deleteFrom('watcher').where('case_id', '=', hidden).execute()
    expect(await change('luca', helen, 'Helen', { title: 'Account manager' })).toMatchObject({
      title: 'Account manager',
    })
    await change('admin', luca, 'Luca', { role: 'manager' })
    await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', luca).execute()
    expect(await admin().removeRole({ params, body: { version: 1 } })).toEqual({ moved: 0 })
  })

  test('a type that is published while a role goes names no role that is gone', async () => {
    const role = await admin().createRole({ body: { name: 'Desk', kind: 'light', rights: plain.slice(0, 4) } })
    const published = await world.runtime.db.transaction().execute(async (theirs) => {
      await theirs.selectFrom('role').select('id').where('id', '=', role.id).forUpdate().execute()
      const refused = refusal(typeWithApproval(world, { approvers: [{ who: 'own_role', roleId: role.id }] }))
      await waitsForLock()
      await theirs.deleteFrom('role').where('id', '=', role.id).execute()
      return { refused }
    })
    expect((await published.refused).detail).toMatchObject({ what: 'role' })
  })

  test('whoever holds a role that goes stands under the chosen one, also when they change themself meanwhile', async () => {
    const { nadia } = world.people
    const { db } = world.runtime
    const weak = await admin().createRole({ body: { name: 'Weak', kind: 'manager', rights: plain } })
    const weaker = await admin().createRole({ body: { name: 'Weaker', kind: 'light', rights: plain.slice(0, 4) } })
    const { version } = (await admin().listPeople({ query: { q: 'Nadia' } })).items[0]!
    await admin().changePerson({ params: { id: nadia }, body: { version, role: weak.id } })
    const removal = await db.transaction().execute(async (theirs) => {
      const ownChange = { language: 'de', version: sql<number>`version + 1` }
      await theirs.updateTable('person').set(ownChange).where('id', '=', nadia).execute()
      const asked = admin().removeRole({ params: { id: weak.id }, body: { version: 1, to: weaker.id } })
      await waitsForLock()
      return { asked }
    })
    expect(await removal.asked).toEqual({ moved: 1 })
    const held = await db.selectFrom('person').select(['role', 'role_id']).where('id', '=', nadia).executeTakeFirst()
    expect(held).toEqual({ role: 'light', role_id: weaker.id })
  })

  test('the sight of restricted cases may come with a role, to people and not to keys', async () => {
    const { tom } = world.people
    const hidden = await placeCase(world, { restricted: true })
    const params = { id: hidden }
    expect((await refusal(world.as('tom').cases.getCase({ params }))).status).toBe(404)
    const rights = [...plain.slice(0, 4), 'cases.see_restricted']
    const watch = await admin().createRole({ body: { name: 'Compliance', kind: 'light', rights } })
    const { version } = (await admin().listPeople({ query: {} })).items.find(({ id }) => id === tom)!
    await admin().changePerson({ params: { id: tom }, body: { version, role: watch.id } })
    await world.runtime.db.updateTable('session').set({ ended_at: null }).where('person_id', '=', tom).execute()
    expect((await world.as('tom').cases.getCase({ params })).id).toBe(hidden)
    const { people } = await world.as('tom').audit.whoSees({ params, query: { personId: tom } })
    expect(people).toMatchObject([{ sees: true, ownRole: { name: 'Compliance' } }])
    const { key } = await admin().createKey({ body: { name: 'a robot', role: watch.id } })
    expect((await refusal(world.as({ key }).cases.getCase({ params }))).status).toBe(404)
  })
})

describe('leaving', () => {
  const openCasesOf = async (owner: string | null) =>
    world.runtime.db
      .selectFrom('cases')
      .select(['id', 'owner_id', 'queue_id', 'routing_due_at'])
      .where('owner_id', owner === null ? 'is' : '=', owner)
      .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
      .execute()
  const placeTask = async (caseId: string, owner_id: string) => {
    const id = crypto.randomUUID()
    const task = { id, case_id: caseId, title: 'Call back', owner_id, created_at: world.now }
    await world.runtime.db.insertInto('task').values(task).execute()
    return async () =>
      (await world.runtime.db.selectFrom('task').select('owner_id').where('id', '=', id).executeTakeFirstOrThrow())
        .owner_id
  }

  test('ends access at once and hands everything to the successor', async () => {
    const { ana, elena } = world.people
    const ownerOfTask = await placeTask(await placeCase(world, { owner_id: ana }), ana)
    const cases = await openCasesOf(ana)
    await world.as('ana').people.me({})
    const leave = (handOverTo: string | null) => admin().deactivatePerson({ params: { id: ana }, body: { handOverTo } })
    expect((await refusal(leave(world.people.tom))).detail).toMatchObject({ code: 'cannot_be_assigned' })
    expect((await refusal(leave(ana))).detail).toMatchObject({ code: 'cannot_be_assigned' })
    expect(await world.as('ana').people.me({}), 'refused: nothing happened').toMatchObject({ deactivatedAt: null })
    expect(await leave(elena)).toEqual({ movedCases: cases.length, movedTasks: 1 })
    expect((await refusal(world.as('ana').people.me({}))).status).toBe(401)
    expect(await openCasesOf(ana)).toEqual([])
    expect((await openCasesOf(elena)).length).toBeGreaterThanOrEqual(cases.length)
    expect(await ownerOfTask()).toBe(elena)
    const signIn = { email: 'ana.ferreira@norrvik.example', password: everybodysPassword }
    expect((await refusal(world.as('nobody').people.signIn({ body: signIn }))).code).toBe('wrong_credentials')
    expect((await admin().listPeople({ query: { q: 'Ana F' } })).items).toEqual([])
    expect((await admin().listPeople({ query: { q: 'Ana F', all: 'true' } })).items).toHaveLength(1)
    expect((await refusal(leave(null))).status).toBe(404)
  })

  test('gives each team’s work to whom the lead of all this chose, by person or by queue', async () => {
    const { jonas, luca, priya, mira } = world.people
    const { technical, accounts } = world.teams
    await placeCase(world, { owner_id: jonas, team_id: technical })
    const byQueue = await placeCase(world, { owner_id: jonas, team_id: accounts })
    const ownerOfTask = await placeTask(await placeCase(world, { owner_id: mira, team_id: technical }), jonas)
    const params = { id: jonas }
    expect(await admin().leaving({ params })).toEqual({
      byTeam: [
        {
          team: { id: accounts, name: 'Customer accounts' },
          cases: 1,
          tasks: 0,
          dutyHolder: { id: mira, name: 'Mira Kaplan' },
        },
        {
          team: { id: technical, name: 'Technical support' },
          cases: 1,
          tasks: 1,
          dutyHolder: { id: luca, name: 'Luca Berti' },
        },
      ],
      approvals: [],
      leads: [],
      reports: [],
      manager: null,
    })
    const byTeam = [
      { teamId: technical, to: priya },
      { teamId: accounts, to: 'queue' as const },
    ]
    expect(await admin().deactivatePerson({ params, body: { byTeam } })).toEqual({ movedCases: 2, movedTasks: 1 })
    expect(await ownerOfTask()).toBe(priya)
    const queued = await world.runtime.db
      .selectFrom('cases')
      .select('queue_id')
      .where('id', '=', byQueue)
      .executeTakeFirst()
    expect(queued?.queue_id).toBe(world.queues.accounts)
  })

  test('without a choice it all goes to the duty holder, and no team is without one', async () => {
    const { luca, mira, sofia } = world.people
    const team = world.teams.technical
    const id = await placeCase(world, { owner_id: luca, team_id: team })
    const ownerOfTask = await placeTask(id, luca)
    expect(await admin().deactivatePerson({ params: { id: luca }, body: {} })).toEqual({ movedCases: 1, movedTasks: 1 })
    expect(await ownerOfTask()).toBe(sofia)
    const now = await world.runtime.db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(now.owner_id).toBe(sofia)
    const { items } = await admin().listTeams({})
    expect(items.find((one) => one.id === team)!.lead.id).toBe(sofia)
    expect(items.find((one) => one.id === world.teams.accounts)!.lead.id).toBe(mira)
  })

  test('lets nobody into a restricted case', async () => {
    const { nadia, mira } = world.people
    const team_id = world.teams.accounts
    const hidden = await placeCase(world, { owner_id: mira, team_id, restricted: true })
    const open = await placeCase(world, { owner_id: mira, team_id })
    const ownerOfTask = await placeTask(hidden, mira)
    const { version } = (await admin().listPeople({ query: { q: 'Nadia' } })).items[0]!
    await admin().changePerson({ params: { id: nadia }, body: { version, role: 'agent' } })
    const byTeam = [{ teamId: team_id, to: nadia }]
    await admin().deactivatePerson({ params: { id: mira }, body: { byTeam } })
    const ids = (await openCasesOf(nadia)).map(({ id }) => id)
    expect([ids.includes(open), ids.includes(hidden)]).toEqual([true, false])
    expect(await ownerOfTask()).toBeNull()
  })

  test('is refused for the last administrator', async () => {
    const { key } = await admin().createKey({ body: { name: 'leaving', role: 'admin' } })
    const byKey = world.as({ key }).people
    const admins = (await byKey.listPeople({ query: {} })).items.filter(({ role }) => role === 'admin')
    const outcomes = await Promise.allSettled(
      admins.map(({ id }) => byKey.deactivatePerson({ params: { id }, body: {} })),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect((await byKey.listPeople({ query: {} })).items.filter(({ role }) => role === 'admin')).toHaveLength(1)
  })
})

test('what was done stands in the chain of the administration', async () => {
  const events = await world.runtime.db
    .selectFrom('event')
    .select(['name', 'seq', 'actor_id'])
    .where('case_id', 'is', null)
    .orderBy('seq')
    .execute()
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const names = new Set(events.map(({ name }) => name))
  for (const name of [
    'person.added',
    'person.joined',
    'person.changed',
    'team.created',
    'key.created',
    'key.ended',
    'person.deactivated',
    'role.created',
    'role.changed',
    'role.removed',
  ])
    expect(names).toContain(name)
})
