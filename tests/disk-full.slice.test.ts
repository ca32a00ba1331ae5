import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processMail } from '../src/features/mailboxes/actions/process-mail.ts'
import { testWorld } from './world/world.ts'

// A disk of one megabyte, where the machine lets us make one.

const mount = (folder: string) =>
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0
const unmount = (folder: string) => spawnSync('umount', ['-l', folder])

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'caseward-full-'))
  const may = mount(folder)
  if (may) unmount(folder)
  rmdirSync(folder)
  return may
}

test.runIf(mayMount())('a full disk refuses what does not fit, loudly and whole; what fits goes on', async () => {
  const world = await testWorld()
  onTestFinished(world.close)
  const folder = join(world.runtime.config.dataDir, 'files')
  mkdirSync(folder, { recursive: true })
  mount(folder)
  onTestFinished(() => void unmount(folder))
  const arrive = (id: string, bytes: number) =>
    world.app.inject({
      method: 'POST',
      url: '/api/v1/inbound-mail',
      headers: { ...world.headersOf('admin'), 'content-type': 'message/rfc822' },
      payload: [
        'From: jonas@fits.example',
        'To: support@caseward.example',
        `Subject: ${id}`,
        `Message-ID: <${id}@fits.example>`,
        '',
        'x'
          .repeat(70)
          .concat('\r\n')
          .repeat(bytes / 72),
      ].join('\r\n'),
    })
  const fits = async (id: string, bytes: number) => {
    const answer = await arrive(id, bytes)
    // What takes a slow machine long is answered before it is read.
    if (answer.statusCode === 202) await processMail(world.runtime, answer.json<{ id: string }>().id)
    return [200, 202].includes(answer.statusCode)
  }
  expect(await fits('first', 500_000)).toBe(true)
  const refused = await arrive('second', 800_000)
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBeDefined()
  expect(refused.json()).toMatchObject({ code: 'cannot_store' })
  expect(await fits('third', 1000)).toBe(true)
  const known = await world.runtime.db.selectFrom('message').select('message_id').execute()
  expect(known.map(({ message_id }) => message_id).sort()).toEqual(['<first@fits.example>', '<third@fits.example>'])
  const kept = await world.runtime.db.selectFrom('inbound_mail').select('fate').execute()
  expect(kept.length).toBe(2)
  spawnSync('mount', ['-o', 'remount,size=8m', folder])
  expect(await fits('second', 800_000), 'with room again').toBe(true)
})
