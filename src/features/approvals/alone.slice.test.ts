import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

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
