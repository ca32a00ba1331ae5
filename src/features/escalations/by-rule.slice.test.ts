import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf, sentOn } from '../../../tests/world/mail.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { EscalationRule, RuleDefinition } from './contract/by-rule.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const ana = () => world.as('ana')
const sofia = () => world.as('sofia')
const open = (more: object = {}) =>
  ana().cases.createCase({
    body: { subject: 'The pump stops', ownerId: world.people.ana, contactId: world.contacts.ingrid, ...more },
  })
const ask = () => workOff(world, ['ask-escalation-rules', 'apply-escalation-rule'])
const standing = async (id: string) =>
  (await ana().escalations.listEscalations({ params: { id } })).items.filter(({ endedAt }) => endedAt === null)
const level = async (id: string) => (await sofia().cases.getCase({ params: { id } })).escalationLevel

async function makeRule(name: string, rule: Partial<RuleDefinition>, applyNow = false) {
  const usual = { level: 2, to: { who: 'lead' as const }, how: 'tell' as const }
  return sofia().escalations.createRule({ body: { ...usual, ...rule, name, applyNow } })
}
const turnOff = ({ id, version }: EscalationRule) =>
  sofia().escalations.changeRule({ params: { id }, body: { version, disabled: true } })

async function reopen(id: string) {
  const { closure } = await ana().cases.getCase({ params: { id } })
  const override = { reason: 'trial' }
  await sofia().cases.resolveCase({ params: { id }, body: { summary: 'Done', code: closure.codes[0]!.key, override } })
  await ana().cases.reopenCase({ params: { id }, body: { reason: 'It stopped again' } })
  await ask()
}

test('a case that is reopened again goes up once, with a brief and the rule; taken back, only the next time raises it', async () => {
  const rule = await makeRule('Comes back', {
    reopened: 2,
    to: { who: 'person', id: world.people.luca },
  })
  const { id } = await open({ message: 'Hello, the pump of line 2 stops.' })
  await reopen(id)
  expect(await level(id)).toBe(0)
  await reopen(id)
  expect(await standing(id)).toMatchObject([
    {
      level: 2,
      cause: 'rule',
      rule: { name: 'Comes back' },
      reason: 'Comes back: reopened twice',
      by: null,
      toPerson: { name: 'Luca Berti' },
      handedOver: false,
    },
  ])
  const { items } = await ana().cases.getTimeline({ params: { id }, query: { limit: 200 } })
  const told = items.find(({ name }) => name === 'case.escalated')!
  expect(told).toMatchObject({ actor: { kind: 'system' }, content: { rule: 'Comes back', ruleVersion: 1, from: 0 } })
  expect(items.find((each) => each.id === told.causeId)?.name).toBe('case.reopened')
  const notes = (await ana().conversations.listMessages({ params: { id }, query: {} })).items
  expect(notes.find(({ kind }) => kind === 'note')).toMatchObject({
    public: false,
    text: expect.stringMatching(/^Comes back: reopened twice\n\n[\s\S]*the pump of line 2 stops/),
  })
  const luca = await world.as('luca').notifications.listNotifications({ query: {} })
  expect(luca.items).toMatchObject([{ kind: 'case_escalated', said: 'Comes back: reopened twice' }])

  await sofia().cases.changeCase({
    params: { id },
    body: { version: (await sofia().cases.getCase({ params: { id } })).version, priority: 'critical' },
  })
  await ask()
  expect(await standing(id)).toHaveLength(1)
  await ana().escalations.deescalateCase({ params: { id }, body: { reason: 'We are on it' } })
  await ask()
  expect(await level(id)).toBe(0)
  await reopen(id)
  expect((await standing(id)).map(({ reason }) => reason)).toEqual(['Comes back: reopened 3 times'])
  await turnOff(rule)
  const other = await open()
  await reopen(other.id)
  await reopen(other.id)
  expect(await level(other.id)).toBe(0)
})

test('a customer who writes and writes goes up; machines do not count, and an answer begins anew', async () => {
  const rule = await makeRule('Nobody answers', { unanswered: 3, level: 1 })
  const { caseId } = await deliver(world, mailOf({ Subject: 'The centrifuge shakes', 'Message-ID': '<a1@m.example>' }))
  const params = { id: caseId! }
  const ours = '<ours@caseward.example>'
  await sentOn(world, caseId!, { messageId: ours, to: 'ingrid.sollberg@meridianlabs.example' })
  const write = (messageId: string, more: Record<string, string> = {}) =>
    deliver(
      world,
      mailOf({ Subject: 'Re: it shakes', 'In-Reply-To': ours, 'Message-ID': messageId, ...more }, `More ${messageId}`),
    )
  await write('<a2@m.example>')
  await write('<a3@m.example>', { 'Auto-Submitted': 'auto-replied' })
  await ask()
  expect(await level(caseId!)).toBe(0)
  await write('<a4@m.example>')
  await ask()
  expect(await standing(caseId!)).toMatchObject([
    { reason: 'Nobody answers: 3 messages of the customer without an answer' },
  ])
  await ana().escalations.deescalateCase({ params, body: { reason: 'Answering' } })
  world.advance({ minutes: 5 })
  await ana().conversations.sendReply({ params, body: { kind: 'reply', text: 'We are here.', undoSeconds: 0 } })
  await workOff(world, ['release-message'])
  world.advance({ minutes: 5 })
  await write('<a5@m.example>')
  await ask()
  expect(await level(caseId!)).toBe(0)
  await turnOff(rule)
})

test('a rule may hand over, and lets nobody into a restricted case', async () => {
  const rule = await makeRule('Gold and pressing', {
    conditions: [
      { field: 'tier', is: 'one_of', values: ['Gold'] },
      { field: 'priority', is: 'at_least', values: ['high'] },
    ],
    to: { who: 'person', id: world.people.priya },
    how: 'hand_over',
  })
  const { id } = await open({ priority: 'high' })
  await ask()
  expect(await sofia().cases.getCase({ params: { id } })).toMatchObject({
    escalationLevel: 2,
    owner: { name: 'Priya Nair' },
    team: { name: 'Technical support' },
  })
  const { id: secret } = await world.as('mira').cases.createCase({
    body: {
      subject: 'Zephyr',
      ownerId: world.people.ana,
      contactId: world.contacts.ingrid,
      teamId: world.teams.accounts,
      restricted: true,
      tags: ['kept'],
      priority: 'critical',
      type: 'general_question',
    },
  })
  await ask()
  expect(await sofia().cases.getCase({ params: { id: secret } })).toMatchObject({
    escalationLevel: 2,
    owner: { name: 'Ana Ferreira' },
    team: { name: 'Customer accounts' },
  })
  expect(await standing(secret)).toMatchObject([{ toPerson: { name: 'Mira Kaplan' }, handedOver: false }])
  expect((await refusal(world.as('priya').cases.getCase({ params: { id: secret } }))).code).toBe('not_found')
  const seen = [
    await world.as('priya').notifications.listNotifications({ query: {} }),
    await world.as('luca').escalations.listEscalated({}),
    await world.as('luca').escalations.previewRule({
      body: {
        conditions: [{ field: 'priority', is: 'at_least', values: ['critical'] }],
        level: 3,
        to: { who: 'lead' },
        how: 'tell',
      },
    }),
  ]
  expect(JSON.stringify(seen)).not.toContain('Zephyr')
  const tagged: RuleDefinition = {
    reopened: null,
    unanswered: null,
    conditions: [{ field: 'tag', is: 'one_of', values: ['kept'] }],
    level: 3,
    to: { who: 'lead' },
    how: 'tell',
  }
  const counted = async (who: 'luca' | 'mira') => world.as(who).escalations.previewRule({ body: tagged })
  expect(await counted('luca')).toEqual({ cases: 0, more: false, sample: [] })
  expect(await counted('mira')).toMatchObject({ cases: 1, sample: [{ subject: 'Zephyr' }] })
  await turnOff(rule)
})

test('a rule shows whom it would escalate now, does so when asked, and each version stands in the audit', async () => {
  const tagged = [await open({ subject: 'One', tags: ['storm'] }), await open({ subject: 'Two', tags: ['storm'] })]
  const conditions: RuleDefinition['conditions'] = [{ field: 'tag', is: 'one_of', values: ['storm'] }]
  const body = { conditions, level: 3, to: { who: 'team' as const, id: world.teams.technical }, how: 'tell' as const }
  const preview = await sofia().escalations.previewRule({ body })
  expect(preview).toMatchObject({ cases: 2, more: false })
  expect(preview.sample.map(({ subject, why }) => [subject, why])).toEqual([
    ['Two', 'tagged storm'],
    ['One', 'tagged storm'],
  ])
  const rule = await makeRule('Storm', body, true)
  await ask()
  for (const { id } of tagged)
    expect(await standing(id)).toMatchObject([{ level: 3, toTeam: { name: 'Technical support' } }])
  expect((await sofia().escalations.previewRule({ body })).cases).toBe(0)

  const change = (version: number, more: object) =>
    sofia().escalations.changeRule({ params: { id: rule.id }, body: { version, ...more } })
  expect(await change(1, { name: 'Storms', level: 2 })).toMatchObject({ version: 2, level: 2, conditions })
  expect((await refusal(change(1, { name: 'Late' }))).code).toBe('changed_meanwhile')
  const nobody = { to: { who: 'person', id: world.teams.technical } }
  expect((await refusal(change(2, nobody))).code).toBe('not_found')
  expect((await refusal(change(2, { conditions: [] }))).code).toBe('malformed')
  expect((await refusal(ana().escalations.listRules({}))).code).toBe('not_allowed')
  const remove = (version: number) => sofia().escalations.removeRule({ params: { id: rule.id }, query: { version } })
  expect((await refusal(remove(1))).code).toBe('changed_meanwhile')
  await remove(2)
  expect(await standing(tagged[0]!.id)).toMatchObject([{ rule: null, reason: 'Storm: tagged storm' }])
  const { items } = await sofia().audit.listAudit({ query: { limit: 3 } })
  expect(items.map(({ name, content }) => [name, content?.rule, content?.version])).toEqual([
    ['escalation_rule.removed', 'Storms', 2],
    ['escalation_rule.changed', 'Storms', 2],
    ['escalation_rule.created', 'Storm', 1],
  ])
})

test('a rule that is applied to open cases passes over one that fails', async () => {
  const { db } = world.runtime
  const ids: string[] = []
  for (const subject of ['First', 'Poison', 'Last']) ids.push((await open({ subject, tags: ['flood'] })).id)
  await sql`alter table escalation add constraint poison check (case_id <> ${sql.lit(ids[1])}) not valid`.execute(db)
  const rule = await makeRule('Flood', { conditions: [{ field: 'tag', is: 'one_of', values: ['flood'] }] }, true)
  await workOff(world, ['apply-escalation-rule'])
  await sql`alter table escalation drop constraint poison`.execute(db)
  const levels = []
  for (const id of ids) levels.push(await level(id))
  expect(levels).toEqual([2, 0, 2])
  await turnOff(rule)
})

test('where no rule looks at what happened, nobody is asked to look', async () => {
  const { id } = await open()
  const rule = await makeRule('Tagged', { conditions: [{ field: 'tag', is: 'one_of', values: ['drought'] }] })
  const asked = async () => {
    const { rows } = await sql`select from graphile_worker.jobs where task_identifier = 'ask-escalation-rules'`.execute(
      world.runtime.db,
    )
    return rows.length
  }
  await ask()
  const change = async (body: object) => {
    const { version } = await sofia().cases.getCase({ params: { id } })
    await sofia().cases.changeCase({ params: { id }, body: { version, ...body } })
  }
  await change({ priority: 'critical' })
  expect(await asked()).toBe(0)
  await change({ tags: ['drought'] })
  expect(await asked()).toBe(1)
  await ask()
  expect(await level(id)).toBe(2)
  await turnOff(rule)
})

test('levels have the names that the organisation gives them, once at a time', async () => {
  const usual = (await ana().escalations.escalationLevels({})).names
  expect(usual).toEqual(['Frontline', 'Specialist', 'Lead'])
  const names: typeof usual = ['Desk', 'Bench', 'Head of service']
  expect((await refusal(ana().escalations.nameLevels({ body: { was: usual, names } }))).code).toBe('not_allowed')
  await sofia().escalations.nameLevels({ body: { was: usual, names } })
  expect((await ana().escalations.escalationLevels({})).names).toEqual(names)
  expect((await refusal(sofia().escalations.nameLevels({ body: { was: usual, names } }))).code).toBe(
    'changed_meanwhile',
  )
})
