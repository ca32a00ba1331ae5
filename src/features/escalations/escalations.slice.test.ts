import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { sweep } from '../sla/actions/sweep.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const ana = () => world.as('ana')
const open = async (more: object = {}) =>
  ana().cases.createCase({
    body: { subject: 'The pump stops', ownerId: world.people.ana, contactId: world.contacts.ingrid, ...more },
  })
const caseNow = (id: string) => world.as('sofia').cases.getCase({ params: { id } })
const escalated = async (who: 'ana' | 'luca' | 'priya' = 'luca') =>
  (await world.as(who).escalations.listEscalated({})).items

test('by hand a case goes up with a brief, to a person who owns it from then on', async () => {
  const { id } = await open({ message: 'Hello, the pump of line 2 stops after an hour.' })
  const params = { id }
  const body = { level: 2, reason: 'Beyond the frontline', how: 'hand_over' as const, toPersonId: world.people.priya }
  expect((await refusal(world.as('tom').escalations.escalateCase({ params, body }))).code).toBe('not_allowed')
  const nobody = { ...body, toPersonId: null }
  expect((await refusal(ana().escalations.escalateCase({ params, body: nobody }))).code).toBe('malformed')
  const { items } = await ana().escalations.escalateCase({ params, body })
  expect(items).toMatchObject([
    { level: 2, cause: 'hand', by: { name: 'Ana Ferreira' }, toPerson: { name: 'Priya Nair' } },
  ])
  expect(await caseNow(id)).toMatchObject({ escalationLevel: 2, owner: { name: 'Priya Nair' } })
  const { items: messages } = await world.as('priya').conversations.listMessages({ params, query: {} })
  const note = messages.find(({ kind }) => kind === 'note')!
  expect(note).toMatchObject({ public: false, author: { name: 'Ana Ferreira' } })
  expect(note.text).toContain('the pump of line 2 stops after an hour')
  const told = await world.as('priya').notifications.listNotifications({ query: {} })
  expect(told.items).toMatchObject([{ kind: 'case_escalated', said: 'Beyond the frontline' }])
  const lower = { ...body, level: 1, toPersonId: world.people.ana }
  expect((await refusal(ana().escalations.escalateCase({ params, body: lower }))).code).toBe('malformed')
})

test('with help the owner stays, and the team gets a task with a due time', async () => {
  const { id } = await open()
  const params = { id }
  const helpDueAt = '2026-11-20T10:00:00.000Z'
  const body = {
    level: 2,
    reason: 'Which spare part?',
    how: 'help' as const,
    toTeamId: world.teams.technical,
    helpDueAt,
  }
  await ana().escalations.escalateCase({ params, body: { ...body, brief: 'Type B, 2019.' } })
  expect(await caseNow(id)).toMatchObject({ owner: { name: 'Ana Ferreira' }, escalationLevel: 2 })
  const { items } = await ana().tasks.listTasks({ params })
  const help = items.find(({ title }) => title === 'Help: Which spare part?')
  expect(help).toMatchObject({ team: { name: 'Technical support' }, dueAt: helpDueAt })
  const told = await world.as('luca').notifications.listNotifications({ query: {} })
  expect(told.items).toMatchObject([{ kind: 'case_escalated' }])

  const undated = { ...body, helpDueAt: null, reason: 'And which tool?' }
  await ana().escalations.escalateCase({ params, body: undated })
  const asked = (await ana().tasks.listTasks({ params })).items.find(({ title }) => title.endsWith('which tool?'))
  const hours = (await world.as('admin').calendars.listCalendars({})).items.find((each) => each.isDefault)!
  const { timeZone: timezone, weekly, overrides, closed } = hours
  const from = { start: world.now.toISOString(), targetSeconds: 8 * 3600 }
  const holidays = closed.map(({ date }) => date)
  const day = await world.as('admin').calendars.computeDue({ body: { timezone, weekly, overrides, holidays, ...from } })
  expect(new Date(asked!.dueAt!)).toEqual(new Date('due' in day ? day.due! : ''))
})

test('a team that takes it over gets it through its queue', async () => {
  const { id } = await open()
  const body = {
    level: 3,
    reason: 'They threaten to leave',
    how: 'hand_over' as const,
    toTeamId: world.teams.technical,
  }
  await ana().escalations.escalateCase({ params: { id }, body })
  expect(await caseNow(id)).toMatchObject({ team: { name: 'Technical support' }, escalationLevel: 3 })
})

test('the list says who has what and why, the highest first; somebody takes it, and it goes down with a reason', async () => {
  const items = await escalated()
  expect(items.map(({ level }) => level)).toEqual([3, 2, 2])
  const first = items[0]!
  expect(first).toMatchObject({ escalation: { reason: 'They threaten to leave', acknowledgedBy: null } })
  const params = { id: first.escalation.id }
  expect(await world.as('luca').escalations.acknowledgeEscalation({ params })).toMatchObject({
    acknowledgedBy: { name: 'Luca Berti' },
    acknowledgedAt: world.now.toISOString(),
  })
  const down = () =>
    world.as('luca').escalations.deescalateCase({ params: { id: first.case.id }, body: { reason: 'They stay' } })
  expect((await down()).items).toMatchObject([{ endedBecause: 'They stay', endedBy: { name: 'Luca Berti' } }])
  expect((await caseNow(first.case.id)).escalationLevel).toBe(0)
  expect((await refusal(down())).code).toBe('nothing_to_undo')
  expect((await refusal(world.as('luca').escalations.acknowledgeEscalation({ params }))).code).toBe('nothing_to_undo')
  expect(await escalated()).toHaveLength(2)
})

test('a clock escalates through the same level; what was taken back stays back until it goes beyond', async () => {
  const { id } = await open({ subject: 'Nobody answers', message: 'Hello?', priority: 'critical' })
  world.advance({ days: 9 })
  while ((await sweep(world.runtime)) > 0);
  const before = await caseNow(id)
  expect(before.escalationLevel).toBeGreaterThan(0)
  const mine = (await escalated()).find((each) => each.case.id === id)
  expect(mine).toMatchObject({ level: before.escalationLevel, escalation: { cause: 'clock', by: null } })
  const params = { id }
  await ana().escalations.deescalateCase({ params, body: { reason: 'We are on it' } })
  expect((await caseNow(id)).escalationLevel).toBe(0)
  const { version } = await caseNow(id)
  await ana().cases.changeCase({ params, body: { version, priority: 'high' } })
  while ((await sweep(world.runtime)) > 0);
  expect((await caseNow(id)).escalationLevel).toBe(0)
  const body = { level: 2, reason: 'Now it is serious', how: 'help' as const, toPersonId: world.people.luca }
  await ana().escalations.escalateCase({ params, body })
  expect((await caseNow(id)).escalationLevel).toBe(2)
  await ana().conversations.sendReply({ params, body: { kind: 'reply', text: 'We are here.', undoSeconds: 0 } })
  expect((await caseNow(id)).escalationLevel).toBe(2)
})

test('a resolved case is escalated no longer, and a restricted one shows to nobody else', async () => {
  const { id } = await world.as('mira').cases.createCase({
    body: {
      subject: 'Zephyr',
      ownerId: world.people.ana,
      teamId: world.teams.accounts,
      restricted: true,
      type: 'general_question',
    },
  })
  const params = { id }
  const body = { level: 2, reason: 'Quiet', how: 'help' as const, toPersonId: world.people.mira }
  await ana().escalations.escalateCase({ params, body })
  expect(JSON.stringify(await escalated('priya'))).not.toContain('Zephyr')
  expect(JSON.stringify(await escalated('ana'))).toContain('Zephyr')
  const { closure } = await caseNow(id)
  await world.as('mira').cases.resolveCase({
    params,
    body: { summary: 'Done', code: closure.codes[0]!.key, override: { reason: 'trial' } },
  })
  expect((await caseNow(id)).escalationLevel).toBe(0)
  const { items } = await ana().escalations.listEscalations({ params })
  expect(items).toMatchObject([{ endedBecause: 'it was resolved' }])
})

test('an escalation lets nobody into a restricted case without the right to, and asks nobody who is away', async () => {
  const { id } = await world.as('mira').cases.createCase({
    body: {
      subject: 'Zephyr too',
      ownerId: world.people.ana,
      teamId: world.teams.accounts,
      restricted: true,
      type: 'general_question',
    },
  })
  const params = { id }
  const to = (more: object) => ({
    params,
    body: { level: 2, reason: 'Beyond us', how: 'hand_over' as const, ...more },
  })
  const technical = { toTeamId: world.teams.technical }
  const priya = { how: 'help' as const, toPersonId: world.people.priya }
  const escalate = (who: 'ana' | 'mira', more: object) => world.as(who).escalations.escalateCase(to(more))
  expect((await refusal(escalate('ana', technical))).code).toBe('not_allowed')
  const queueId = world.queues.technical
  expect((await refusal(ana().cases.assignCase({ params, body: { queueId } }))).code).toBe('not_allowed')
  expect((await refusal(escalate('ana', priya))).code).toBe('not_allowed')
  expect((await refusal(escalate('ana', { ...technical, how: 'help' }))).code).toBe('not_allowed')
  expect((await refusal(world.as('priya').cases.getCase({ params }))).code).toBe('not_found')
  expect((await caseNow(id)).escalationLevel).toBe(0)

  await escalate('mira', priya)
  expect((await world.as('priya').cases.getCase({ params })).id).toBe(id)
  const { items } = await ana().cases.getTimeline({ params, query: {} })
  expect(items.find(({ name }) => name === 'case.person_involved')).toMatchObject({
    content: { person: 'Priya Nair', because: 'asked for help' },
  })
  await escalate('mira', { ...technical, level: 3 })
  expect((await world.as('luca').cases.getCase({ params })).team.name).toBe('Technical support')

  const other = await open()
  const help = (more: object) =>
    ana().escalations.escalateCase({ ...to({ how: 'help', toPersonId: world.people.luca, ...more }), params: other })
  const helpDueAt = new Date(world.now.getTime() - 60_000).toISOString()
  const past = await refusal(help({ helpDueAt }))
  expect(past).toMatchObject({ code: 'malformed', detail: { fields: [{ path: 'body.helpDueAt' }] } })
  const awayUntil = new Date(world.now.getTime() + 5 * 86_400_000).toISOString()
  await world.as('luca').people.changeMe({ body: { status: 'off', awayUntil } })
  expect(await refusal(help({}))).toMatchObject({
    code: 'not_escalated',
    detail: { because: expect.stringContaining(': they are ') },
  })
})
