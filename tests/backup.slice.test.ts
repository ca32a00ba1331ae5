import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { verifyChains } from '../src/features/audit/actions.ts'
import { casesOwed } from '../src/features/informing/store.ts'
import { tellPeople } from '../src/features/notifications/actions.ts'
import { mountApi } from '../src/mount.ts'
import { openDatabase } from '../src/platform/database.ts'
import { openFiles } from '../src/platform/files.ts'
import { openApp } from '../src/platform/http/app.ts'
import { idAt } from '../src/platform/ids.ts'
import { inTransaction, systemActor } from '../src/platform/runtime.ts'
import { currentInstant } from '../src/platform/time.ts'
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
let underWay: Awaited<ReturnType<typeof begin>>
beforeAll(async () => {
  world = await testWorld()
  place = await newInstallation()
  target = await cloneDatabase()
  caseId = await openCase(world)
  await attach(world, caseId)
  await reply(world, caseId)
  await warnAna(world, caseId)
  underWay = await begin(world)
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

test('what was about to be told to customers when the backup was made is not told again', async () => {
  const { db, close } = openDatabase(target.url, 1)
  onTestFinished(close)
  const { rows } = await sql<{ task: string }>`select task_identifier as task from graphile_worker.jobs`.execute(db)
  const left = ['tell-incidents', 'resolve-incidents', 'tell-stage']
  expect(rows.filter(({ task }) => left.includes(task))).toEqual([])
  const because = { left_because: expect.stringContaining('when the backup was made') }
  const recipients = await db.selectFrom('problem_update_recipient').select(['written_at', 'left_because']).execute()
  expect(recipients).toEqual([{ written_at: null, ...because }])
  expect(
    (await db.selectFrom('problem_update').select('finished_at').executeTakeFirstOrThrow()).finished_at,
  ).not.toBeNull()
  const incidents = await db.selectFrom('problem_closing_case').select(['resolved_at', 'left_because']).execute()
  expect(incidents).toEqual([{ resolved_at: null, ...because }])
  const ended = await db.selectFrom('event').select('case_id').where('name', '=', 'problem.incidents_ended').execute()
  expect(ended).toEqual([{ case_id: underWay.problem }])
  const owed = { id: underWay.incident, at: currentInstant() }
  expect(await world.runtime.db.selectFrom('customer_word').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('customer_word').select(['case_id', 'kind']).execute()).toContainEqual({
    case_id: owed.id,
    kind: 'restored',
  })
  expect(await casesOwed(db, owed.at, null, 100)).toEqual([])
  // Two months later they are owed one as everybody else is.
  const later = await casesOwed(db, new Date(owed.at.getTime() + 60 * 86_400_000), null, 100)
  expect(later.map(({ id }) => id)).toContain(owed.id)
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

/** A problem that is being told and, resolved, takes its incident along: neither job has run; a customer is owed a word. */
async function begin(on: World) {
  const ana = on.as('ana')
  const mine = { ownerId: on.people.ana }
  const created = {
    subject: 'Card refused',
    message: 'No.',
    contact: { name: 'Olga', email: 'olga@customers.example' },
  }
  const { id: incident } = await ana.cases.createCase({ body: { ...created, ...mine, type: 'service_outage' } })
  const { id: problem } = await ana.cases.createCase({
    body: { subject: 'Gateway', note: 'Seen.', ...mine, type: 'general_question' },
  })
  await ana.relations.linkIncidents({ params: { id: problem }, body: { cases: [incident] } })
  const text = 'It is back.'
  await ana.relations.tellIncidents({ params: { id: problem }, body: { text, recipients: 1, undoSeconds: 0 } })
  const { definition } = (await ana.types.listTypes({})).items.find(({ key }) => key === 'general_question')!
  const code = definition.closure.codes[0]!.key
  const body = { code, summary: 'Restarted.', override: { reason: 'a test' } }
  await on.as('mira').cases.resolveCase({ params: { id: problem }, body })
  await sql`update cases set created_at = now() - interval '60 days' where id = ${incident}`.execute(on.runtime.db)
  return { incident, problem }
}

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
