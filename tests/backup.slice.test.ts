import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { verifyChains } from '../src/features/audit/actions.ts'
import { tellPeople } from '../src/features/notifications/actions.ts'
import { mountApi } from '../src/mount.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openFiles } from '../src/platform/files.ts'
import { openApp } from '../src/platform/http/app.ts'
import { idAt } from '../src/platform/ids.ts'
import { inTransaction, systemActor } from '../src/platform/runtime.ts'
import { clientsFor } from './world/client.ts'
import { cloneDatabase } from './world/database.ts'
import { openCase, reply } from './world/histories.ts'
import { home, type Installation, newInstallation } from './world/program.ts'
import { testWorld, type World } from './world/world.ts'

// A backup of a living desk, restored elsewhere, shows the same to everybody, and sends nothing.

let world: World
let place: Installation
let file: string
let target: Awaited<ReturnType<typeof cloneDatabase>>
let caseId: string
beforeAll(async () => {
  world = await testWorld()
  place = await newInstallation()
  target = await cloneDatabase()
  caseId = await openCase(world)
  await attach(world, caseId)
  await reply(world, caseId)
  await warnAna(world, caseId)
  const { dataDir } = world.runtime.config
  file = join(dataDir, 'desk.tar.gz')
  writeFileSync(join(dataDir, 'secret.key'), 'c2VjcmV0', { mode: 0o600 })
})
afterAll(async () => {
  await world.close()
  await target.drop()
  await place.remove()
})

test('backup and restore: the same cases, timelines, messages, files and numbers; nothing is sent', async () => {
  const before = await businessView(world)
  expect(before.messages.at(-1)!.delivery).toBe('queued')
  const { dataDir, databaseUrl } = world.runtime.config
  await caseward({ CASEWARD_DATA: dataDir, DATABASE_URL: databaseUrl! }, 'backup', file)
  const restored = await restoredWorld()
  const after = await businessView(restored)
  expect(after.messages.at(-1)).toMatchObject({ delivery: 'kept', deliveryError: expect.stringContaining('backup') })
  const known = (view: Awaited<ReturnType<typeof businessView>>) => ({
    ...view,
    timeline: view.timeline.filter(({ name }) => name !== 'message.kept'),
    messages: view.messages.map(({ delivery: _, deliveryError: __, ...rest }) => rest),
  })
  expect(known(after)).toEqual(known(before))
  expect(after.timeline.length).toBe(before.timeline.length + 1)
  expect((await verifyChains(restored.runtime.db)).broken).toEqual([])
  expect(readFileSync(join(restored.runtime.config.dataDir, 'secret.key'), 'utf8')).toBe('c2VjcmV0')
  const number = (await restored.as('ana').cases.getCase({ params: { id: await openCase(restored) } })).number
  expect(number).not.toBe(before.case.number)
})

test('a notice that waited to be mailed is kept, and stands in its reader’s list', async () => {
  const { db, close } = openDatabase(target.url, 1)
  onTestFinished(close)
  expect(await world.runtime.db.selectFrom('notification').select('mail').execute()).toEqual([{ mail: 'queued' }])
  expect(await db.selectFrom('notification').select(['mail', 'mail_error', 'read_at']).execute()).toEqual([
    { mail: 'kept', mail_error: expect.stringContaining('backup'), read_at: null },
  ])
  const { rows } = await sql<{ task: string }>`select task_identifier as task from graphile_worker.jobs`.execute(db)
  expect(rows.map(({ task }) => task)).not.toContain('send-notification')
})

test('what is not empty is left alone, what is damaged is refused, and --replace replaces', async () => {
  const into = { ...place.environment, DATABASE_URL: target.url }
  expect(await refusal(into, 'restore', file)).toContain('not empty')
  const bytes = readFileSync(file)
  const cut = `${file}.cut`
  writeFileSync(cut, bytes.subarray(0, bytes.length - 2000))
  expect(await refusal(into, 'restore', cut, '--replace')).toContain('not a whole backup')
  expect(await refusal(into, 'restore', join(home, 'package.json'), '--replace')).toContain('not a whole backup')
  expect(await refusal(into, 'backup', file)).toContain('is there already')
  await caseward(into, 'restore', file, '--replace')
})

/** A notice for her list that is to be mailed as well. */
async function warnAna({ runtime, now, people }: World, id: string) {
  const content = { to: [{ id: people.ana, name: 'Ana Ferreira' }], metric: 'resolution', level: 0, mail: true }
  const actor = { kind: 'system' as const, id: null, name: 'Caseward' }
  const event = { id: idAt(now), name: 'clock.warned', caseId: id, at: now, causeId: null, actor, content }
  await inTransaction(runtime, systemActor, (ctx) => tellPeople(ctx, event))
}

async function attach(on: World, id: string) {
  const answer = await on.app.inject({
    method: 'POST',
    url: `/api/v1/cases/${id}/attachments?name=invoice.png`,
    headers: { ...on.headersOf('ana'), 'content-type': 'image/png' },
    payload: Buffer.from('the picture of an invoice'),
  })
  expect(answer.statusCode).toBe(200)
}

/** The same company and the same hour, on what was restored. */
async function restoredWorld(): Promise<World> {
  await caseward({ ...place.environment, DATABASE_URL: target.url }, 'restore', file)
  const { db, close } = openDatabase(target.url, 2)
  const { dataDir } = place
  const config = { ...world.runtime.config, dataDir, databaseUrl: target.url }
  const runtime = { ...world.runtime, db, config, files: openFiles(join(dataDir, 'files')) }
  const app = await openApp(runtime)
  mountApi(app, runtime, { listen: () => () => {} })
  onTestFinished(async () => {
    await app.close()
    await close()
  })
  return { ...world, runtime, app, as: (who) => clientsFor(app, world.headersOf(who)) }
}

async function businessView(on: World) {
  const { cases, conversations, reports } = on.as('mira')
  const params = { id: caseId }
  const rows = await on.runtime.db.selectFrom('attachment').select(['file_hash', 'name']).execute()
  const files = await Promise.all(
    rows.map(async ({ file_hash, name }) => [name, (await on.runtime.files.read(file_hash)).toString()]),
  )
  return {
    case: await cases.getCase({ params }),
    timeline: (await cases.getTimeline({ params, query: {} })).items,
    messages: (await conversations.listMessages({ params, query: {} })).items,
    home: await reports.getHome({ query: {} }),
    files,
  }
}

async function caseward(environment: Record<string, string>, ...line: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, ...environment }
  return (await promisify(execFile)(process.execPath, ['bin/caseward.js', ...line], { cwd: home, env })).stdout
}

async function refusal(environment: Record<string, string>, ...line: string[]): Promise<string> {
  return caseward(environment, ...line).then(
    () => 'done',
    (error: { stderr: string }) => error.stderr,
  )
}
