import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailOf, sentOn } from '../../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../../tests/world/world.ts'
import { importMail } from './import-mail.ts'
import { messagesOf } from './mbox.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await testWorld()
  folder = mkdtempSync(join(tmpdir(), 'import-'))
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const bring = (...files: string[]) =>
  importMail(world.runtime, files, { stop: new AbortController().signal, progress: () => {} })

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('an mbox is taken apart as it was put together', async () => {
  const path = fileOf(
    'two.mbox',
    'From a@b Mon May  2 16:07:05 2005\r\nSubject: one\r\n\r\n>From here on\r\nnot\nFrom a line without an empty one before\r\n\r\n' +
      'From c@d Mon May  2 16:07:05 2005\r\nSubject: two\r\n\r\nsecond',
  )
  const found: (string | undefined)[] = []
  for await (const raw of messagesOf(path, 1000)) found.push(raw?.toString())
  expect(found).toEqual([
    'Subject: one\r\n\r\nFrom here on\r\nnot\nFrom a line without an empty one before\r\n\r\n',
    'Subject: two\r\n\r\nsecond',
  ])
  const cut: (Buffer | null)[] = []
  for await (const raw of messagesOf(path, 30)) cut.push(raw)
  expect(cut.map((raw) => raw?.length ?? null)).toEqual([null, 22])
})

test('imported history starts no clock, sends nothing, and comes once', async () => {
  const date = 'Mon, 02 May 2005 16:07:05 +0000'
  const mails = [
    mailOf({ Subject: 'Old', 'Message-ID': '<old@meridianlabs.example>', Date: date }),
    mailOf({ Subject: 'Older, without an id', Date: date }),
  ]
  const path = fileOf('history.mbox', mails.map((mail) => `From x Mon May  2 16:07:05 2005\n${mail}\n`).join(''))
  expect([...(await bring(path)).fates]).toEqual([['new_case', 2]])
  expect([...(await bring(path)).fates]).toEqual([['known', 2]])
  const { items } = await world.as('admin').mailboxes.listLedger({ query: { fate: 'new_case' } })
  expect(items).toHaveLength(2)
  for (const { caseId } of items) {
    const id = caseId!
    const thread = await world.as('ana').conversations.listMessages({ params: { id }, query: {} })
    expect(thread.items).toMatchObject([{ direction: 'in', receivedAt: '2005-05-02T16:07:05.000Z' }])
    expect((await world.as('ana').sla.listClocks({ params: { id } })).items).toEqual([])
  }
  const jobs = await world.runtime.db.selectFrom('message').select('id').where('direction', '=', 'out').execute()
  expect(jobs).toEqual([])
})

test('an old answer joins its case and does not move it', async () => {
  const made = await world.as('ana').cases.createCase({
    body: { subject: 'Pump', message: 'It stopped.', contactId: world.contacts.ingrid, ownerId: world.people.ana },
  })
  await sentOn(world, made.id, { messageId: '<ours@caseward.example>', to: 'ingrid.sollberg@meridianlabs.example' })
  const { stage, status } = await world
    .as('ana')
    .cases.transitionCase({ params: { id: made.id }, body: { stage: waitingStage(made) } })
  const answer = mailOf({
    Subject: 'Re: Pump',
    'Message-ID': '<answer@x.example>',
    'In-Reply-To': '<ours@caseward.example>',
  })
  expect([...(await bring(fileOf('answer.eml', answer))).fates]).toEqual([['reply', 1]])
  const after = await world.as('ana').cases.getCase({ params: { id: made.id } })
  expect({ status: after.status, stage: after.stage.key }).toEqual({ status, stage: stage.key })
})

const waitingStage = ({ stages }: { stages: { key: string; status: string; allowed: boolean }[] }) =>
  stages.find((stage) => stage.status === 'pending' && stage.allowed)!.key
