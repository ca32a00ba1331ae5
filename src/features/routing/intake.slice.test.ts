import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const rulesOf = () => world.as('sofia').routing.listIntakeRules({})
const save = async (rules: object[]) => {
  const { version } = await rulesOf()
  return world.as('sofia').routing.saveIntakeRules({ body: { version, rules: rules as never[] } })
}
const gold = () => ({
  id: idAt(world.now),
  name: 'Gold customers',
  conditions: [{ field: 'tier', is: 'one_of', values: ['Gold'] }],
  queueId: world.queues.technical,
  priority: 'high',
})
const open = (contactId: string, more: object = {}) =>
  world.as('ana').cases.createCase({
    body: { subject: 'A bill', message: 'Charged twice.', type: 'billing_dispute', contactId, ...more },
  })

test('without rules cases go where their type says', async () => {
  expect(await rulesOf()).toMatchObject({ version: 1, rules: [] })
  expect((await open(world.contacts.ingrid)).queue?.name).toBe('Customer accounts')
})

test('the first rule that matches says where a case goes, with which priority, and is told on the case', async () => {
  const saved = await save([gold()])
  expect(saved).toMatchObject({ version: 2, savedBy: { name: 'Sofia Reyes' } })
  const found = await open(world.contacts.ingrid)
  expect(found).toMatchObject({ queue: { name: 'Technical support' }, priority: 'high' })
  const { items } = await world.as('ana').routing.getRouting({ params: { id: found.id } })
  expect(items[0]!.rule).toMatchObject({ name: 'Gold customers', place: 1, version: 2 })
  expect((await open(world.contacts.owen)).queue?.name).toBe('Customer accounts')
  // what somebody chose by hand stays
  const chosen = await open(world.contacts.ingrid, { teamId: world.teams.accounts, priority: 'low' })
  expect(chosen).toMatchObject({ queue: { name: 'Customer accounts' }, priority: 'low' })
})

test('two who save at once: the second is told; what leads nowhere is refused', async () => {
  const { version, rules } = await rulesOf()
  await save([{ ...gold(), name: 'Changed' }])
  await expect(world.as('sofia').routing.saveIntakeRules({ body: { version, rules } })).rejects.toMatchObject({
    status: 409,
  })
  await expect(save([{ ...gold(), queueId: idAt(world.now) }])).rejects.toMatchObject({ status: 404 })
})

test('a preview says which of the last cases would have gone elsewhere, and changes nothing', async () => {
  await save([])
  const [meridian] = [await open(world.contacts.ingrid), await open(world.contacts.owen)]
  const before = await rulesOf()
  const rule = gold()
  const preview = await world.as('sofia').routing.previewIntakeRules({ body: { rules: [rule] as never[] } })
  expect(preview.moved).toBe(preview.sample.length)
  expect(preview.taken[rule.id]).toBe(preview.moved)
  expect(preview.sample.find(({ caseId }) => caseId === meridian!.id)).toMatchObject({
    from: { name: 'Customer accounts' },
    to: { name: 'Technical support' },
    rule: { name: 'Gold customers' },
  })
  expect(await rulesOf()).toEqual(before)
})

test('who would get this, and why: by the rules of now or a draft, for an imagined case or one that is there', async () => {
  const sofia = world.as('sofia')
  const imagined = await sofia.routing.simulate({
    body: { subject: 'A bill', text: 'Charged twice', contactId: world.contacts.ingrid, rules: [gold()] as never[] },
  })
  expect(imagined).toMatchObject({
    rule: { name: 'Gold customers', place: 1 },
    queue: { name: 'Technical support' },
    priority: 'high',
    tried: [{ matched: true, conditions: [{ saw: ['Gold'], held: true }] }],
  })
  expect(imagined.winner).not.toBeNull()
  expect(imagined.considered.map(({ person }) => person.name)).toEqual(['Luca Berti', 'Priya Nair', 'Jonas Lind'])
  const found = await open(world.contacts.owen)
  const again = await sofia.routing.simulate({ body: { case: found.number } })
  expect(again).toMatchObject({ rule: null, queue: { name: 'Customer accounts' }, type: { id: found.type.id } })
  const mailbox = await world.runtime.db
    .updateTable('mailbox')
    .set({ team_id: world.teams.technical })
    .returning('id')
    .executeTakeFirstOrThrow()
  const mailed = await sofia.routing.simulate({
    body: { subject: 'A bill', text: 'Charged twice', typeId: found.type.id, mailboxId: mailbox.id },
  })
  expect(mailed).toMatchObject({ rule: null, queue: { name: 'Technical support' } })
  await world.runtime.db.updateTable('cases').set({ mailbox_id: mailbox.id }).where('id', '=', found.id).execute()
  expect(await sofia.routing.simulate({ body: { case: found.number } })).toMatchObject({ queue: mailed.queue })
  // What a rule sends where its mailbox sends it anyway does not move.
  const draft = { ...gold(), conditions: [{ field: 'type', is: 'one_of', values: [found.type.key] }] }
  const { sample } = await sofia.routing.previewIntakeRules({ body: { rules: [draft] as never[] } })
  expect(sample.map(({ caseId }) => caseId)).not.toContain(found.id)
  const hidden = await sofia.cases.createCase({ body: { subject: 'For few', note: 'Hush', restricted: true } })
  await expect(world.as('luca').routing.simulate({ body: { case: hidden.number } })).rejects.toMatchObject({
    status: 404,
  })
})

test('a rule knows the words of a skill from where the skill keeps them; one that it asks for stays', async () => {
  const sofia = world.as('sofia')
  const skill = await sofia.people.createSkill({ body: { name: 'Chillers', words: ['compressor'] } })
  const rule = {
    ...gold(),
    name: 'Chillers',
    conditions: [{ field: 'skill', is: 'one_of', values: [skill.id] }],
  }
  await save([rule])
  const ask = (text: string) => sofia.routing.simulate({ body: { subject: 'Noise', text, typeId: undefined } })
  expect((await ask('The compressor howls')).tried[0]).toMatchObject({
    matched: true,
    conditions: [{ saw: [skill.id], heard: ['compressor'] }],
  })
  expect((await ask('The evaporator howls')).rule).toBeNull()
  await sofia.people.changeSkill({ params: { id: skill.id }, body: { version: skill.version, words: ['evaporator'] } })
  expect((await ask('The evaporator howls')).rule).toMatchObject({ name: 'Chillers' })
  await expect(sofia.people.removeSkill({ params: { id: skill.id } })).rejects.toMatchObject({ status: 409 })
  const hidden = { ...gold(), id: idAt(new Date(world.now.getTime() + 1)), conditions: rule.conditions }
  const gone = {
    ...gold(),
    id: idAt(new Date(world.now.getTime() + 2)),
    conditions: [{ field: 'language', is: 'one_of', values: ['German'] }],
  }
  const { doubts } = await sofia.routing.previewIntakeRules({ body: { rules: [rule, hidden, gone] as never[] } })
  expect(doubts).toMatchObject([
    { ruleId: hidden.id, kind: 'hidden', place: 1 },
    { ruleId: gone.id, kind: 'never', values: ['German'] },
  ])
})

test('the draft of the rules is one for all: seen by who reads settings, met by who goes on with it, ended by publishing', async () => {
  const sofia = world.as('sofia').routing
  const { version: published, rules } = await rulesOf()
  const drawn = [...rules, { ...gold(), id: idAt(new Date(world.now.getTime() + 7)), name: 'Drawn' }] as typeof rules
  const draft = (version: number | null) =>
    sofia.saveRulesDraft({ body: { version, basedOn: published, rules: drawn } })
  expect(await draft(null)).toMatchObject({ version: 1, basedOn: published, savedBy: { name: 'Sofia Reyes' } })
  const seen = await world.as('manager').routing.getRulesDraft({})
  expect(seen.draft?.rules.map(({ name }) => name)).toContain('Drawn')
  expect((await rulesOf()).rules).toEqual(rules)
  await expect(draft(null)).rejects.toMatchObject({ status: 409 })
  await draft(1)
  await expect(draft(1)).rejects.toMatchObject({ status: 409 })
  await expect(
    sofia.saveRulesDraft({ body: { version: 2, basedOn: published + 5, rules: drawn } }),
  ).rejects.toMatchObject({ status: 422 })
  await expect(sofia.discardRulesDraft({ query: { version: 1 } })).rejects.toMatchObject({ status: 409 })
  // A queue that only the draft leads to stays.
  const queue = await sofia.createQueue({ body: { name: 'Drawn', teamId: world.teams.technical } })
  const led = drawn.map((rule) => (rule.name === 'Drawn' ? { ...rule, queueId: queue.id } : rule))
  await sofia.saveRulesDraft({ body: { version: 2, basedOn: published, rules: led } })
  await expect(
    sofia.removeQueue({ params: { id: queue.id }, query: { version: queue.version } }),
  ).rejects.toMatchObject({ status: 409 })
  const publish = (version: number) =>
    sofia.saveIntakeRules({ body: { version: published, rules: led, draft: version } })
  await expect(publish(2)).rejects.toMatchObject({ status: 409 })
  expect((await publish(3)).version).toBe(published + 1)
  expect(await sofia.getRulesDraft({})).toEqual({ draft: null })
})
