import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { ApiProblem } from '../../platform/client.ts'
import type { Field } from '../casetypes/contract/fields.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
  await world.runtime.db
    .updateTable('person')
    .set({ deactivated_at: world.now })
    .where('id', 'not in', [world.people.mira, world.people.nadia])
    .execute()
})
afterAll(() => world.close())

test('in a company of one, an approval is a second look that is said and recorded', async () => {
  const mira = world.as('mira')
  const { id } = await mira.cases.createCase({
    body: { subject: 'May I', note: 'A favour', type: 'general_question', teamId: world.teams.accounts },
  })
  const asked = await mira.approvals.askApproval({
    params: { id },
    body: { title: 'Favour', asks: 'For free, once', approvers: [{ who: 'lead' }] },
  })
  expect(asked).toMatchObject({
    selfCheck: true,
    votes: [{ person: { name: 'Mira Kaplan' }, because: 'nobody else is there' }],
    mine: { for: null },
  })
  const params = { id: asked.id }
  const blind = await refusal(mira.approvals.decideApproval({ params, body: { decision: 'approved' } }))
  expect(blind).toMatchObject({ code: 'malformed', detail: { fields: [{ path: 'body.checkedAgain' }] } })
  const checked = await mira.approvals.decideApproval({ params, body: { decision: 'approved', checkedAgain: true } })
  expect(checked.state).toBe('approved')
  const { items } = await mira.cases.getTimeline({ params: { id }, query: {} })
  expect(items.find(({ name }) => name === 'approval.approved')?.content).toMatchObject({ selfCheck: true })
})

test('one person walks every shipped type to its end, with one second look at most', async () => {
  const mira = world.as('mira')
  const { items: types } = await mira.types.listTypes({})
  const looks = new Map<string, number>()
  for (const { key, definition } of types) {
    const custom = Object.fromEntries(
      definition.fields
        .filter(({ when }) => !when)
        .flatMap(({ key: field, ...of }) => {
          const given = valueFor({ key: field, ...of })
          return given === null ? [] : [[field, given]]
        }),
    )
    const body = {
      subject: key,
      message: 'Please.',
      type: key,
      teamId: world.teams.accounts,
      ownerId: world.people.mira,
    }
    const { id } = await mira.cases.createCase({ body: { ...body, contactId: world.contacts.ingrid, custom } })
    const params = { id }
    const late = definition.fields.filter(
      ({ when }) =>
        when && (custom[when.field] === false ? when.is.includes('no') : when.is.includes(String(custom[when.field]))),
    )
    const more = Object.fromEntries(late.map((field) => [field.key, valueFor(field)]))
    const { version } = await mira.cases.getCase({ params })
    if (late.length > 0) await mira.cases.changeCase({ params, body: { version, custom: { ...custom, ...more } } })
    const work = async () => {
      for (const task of (await mira.tasks.listTasks({ params })).items)
        if (!task.doneAt && task.waitsFor.length === 0)
          await mira.tasks.changeTask({
            params: { id: task.id },
            body: { version: task.version, done: true, evidence: 'Seen' },
          })
      const mine = (await mira.approvals.listApprovals({ params })).items.filter(({ state }) => state === 'waiting')
      const [look, ...also] = mine.map((each) => each.id)
      if (!look) return
      const decision = { decision: 'approved' as const, checkedAgain: true as const, also }
      await mira.approvals.decideApproval({ params: { id: look }, body: decision })
      looks.set(key, (looks.get(key) ?? 0) + 1)
    }
    for (const stage of definition.stages.filter(({ status, aside }) => status === 'open' && !aside)) {
      const gone = mira.cases.transitionCase({ params, body: { stage: stage.key } })
      await gone.catch((error: ApiProblem) => expect([key, error.detail.missing]).toEqual([key, 'nothing']))
      await work()
      await work()
    }
    const code = definition.closure.codes[0]!.key
    const resolution = { summary: 'Done', code, ...(definition.closure.rootCauseRequired && { rootCause: 'Known' }) }
    const ended = mira.cases.resolveCase({ params, body: resolution })
    const missing = ended.then(
      () => [],
      (error: ApiProblem) => error.detail.missing,
    )
    expect([key, await missing]).toEqual([key, []])
  }
  expect(types).toHaveLength(11)
  expect(Object.fromEntries(looks)).toEqual({
    refund_review: 1,
    billing_dispute: 1,
    warranty_claim: 1,
    compliance_request: 1,
  })
})

/** A value that asks for as much as there is to ask: a large amount, an exception, a remedy that costs something. */
function valueFor({
  kind,
  key,
  choices,
}: Pick<Field, 'kind' | 'key' | 'choices'>): string | number | boolean | string[] | null {
  const chosen = ['replace', 'personal_data'].find((each) => choices.some((choice) => choice.key === each))
  if (kind === 'money') return '900.00'
  if (kind === 'number') return 2
  if (kind === 'date') return '2026-11-01'
  if (kind === 'yes_no') return key !== 'within_policy'
  if (kind === 'choice') return chosen ?? choices[0]!.key
  if (kind === 'several') return [choices[0]!.key]
  if (kind === 'person') return world.people.mira
  return kind === 'file' || kind === 'account' || kind === 'product' ? null : 'Something'
}
