import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { processMail } from './actions/process-mail.ts'
import { receiveRaw } from './actions/receive-mail.ts'

let world: World
let recording: ReturnType<typeof openRecording>

beforeAll(async () => {
  world = await testWorld()
  recording = openRecording(world.runtime.config.databaseUrl!)
})
afterAll(async () => {
  await recording.close()
  await world.close()
})

const letter = (number: number) =>
  Buffer.from(
    [
      `From: Somebody <somebody${number}@known.example>`,
      'To: support@caseward.example',
      `Subject: The pump stopped (${number})`,
      `Message-ID: <${number}@known.example>`,
      '',
      'It stopped this morning.',
    ].join('\r\n'),
  )

// As in cases: this ceiling falls, it never rises without a reason.
test('a mail of a newcomer takes twenty-five statements, from its receipt to its fate', async () => {
  const runtime: Runtime = { ...world.runtime, db: recording.db }
  for (const number of [1, 2]) {
    // What is read once and then known does not count.
    recording.statements.length = 0
    const { id } = await receiveRaw(runtime, { raw: letter(number), source: 'smtp' })
    expect(await processMail(runtime, id)).toMatchObject({ fate: 'new_case' })
  }
  expect(recording.statements.length).toBeLessThanOrEqual(25)
})
