import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { takeBounce } from './actions/bounce.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('a reply that came back makes it our move on a case that waits', async () => {
  const made = await world.as('ana').cases.createCase({
    body: {
      subject: 'Invoice',
      message: 'Which one?',
      type: 'billing_dispute',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
    },
  })
  const params = { id: made.id }
  const sent = await world
    .as('ana')
    .conversations.sendReply({ params, body: { kind: 'reply', text: 'Which?', thenStage: 'waiting_customer' } })
  const originalMessageId = '<reply@norrvik.example>'
  await world.runtime.db
    .updateTable('message')
    .set({ message_id: originalMessageId })
    .where('id', '=', sent.id)
    .execute()
  const report = { action: 'failed' as const, status: '5.1.1', diagnostic: null, originalMessageId }
  const bounced = (recipient: string) =>
    inTransaction(world.runtime, systemActor, (ctx) => takeBounce(ctx, [{ ...report, recipient }], null))
  await bounced('somebody.else@meridianlabs.example')
  expect((await world.as('ana').cases.getCase({ params })).nextStep?.whose).toBe('customer')
  await bounced(sent.to[0]!.email)
  expect((await world.as('ana').cases.getCase({ params })).nextStep).toMatchObject({
    whose: 'us',
    text: expect.stringContaining('could not be delivered'),
    person: { id: world.people.ana },
  })
})
