import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { InboundMailAnswer } from './contract.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

async function deliver(mail: string | Buffer, query: Record<string, string> = {}): Promise<InboundMailAnswer> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    query,
    headers: { ...world.headersOf('admin'), 'content-type': 'message/rfc822' },
    payload: mail,
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const mailOf = (headers: Record<string, string>, text = 'The pump stopped at noon.') =>
  `${Object.entries({
    From: 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>',
    To: 'support@caseward.example',
    ...headers,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${text}\r\n`

test('a first mail opens a case for its sender', async () => {
  const answer = await deliver(mailOf({ Subject: 'Pump', 'Message-ID': '<first@meridianlabs.example>' }))
  expect(answer).toMatchObject({ fate: 'new_case', caseNumber: expect.stringMatching(/^C-\d+$/) })
  const made = await world.as('ana').cases.getCase({ params: { id: answer.caseId! } })
  expect(made).toMatchObject({
    subject: 'Pump',
    contact: { name: 'Ingrid Sollberg' },
    account: { name: 'Meridian Labs' },
  })
  const { items } = await world.as('ana').conversations.listMessages({ params: { id: answer.caseId! }, query: {} })
  expect(items).toMatchObject([{ id: answer.messageId, messageId: '<first@meridianlabs.example>', kind: 'email' }])
})
