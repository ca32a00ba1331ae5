import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { pullQueue } from '../../src/features/cases/actions/pull-queue.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { openFiles } from '../../src/platform/files.ts'
import type { Runtime } from '../../src/platform/runtime.ts'
import { reactions } from '../../src/reactions.ts'

// A process of its own that gives out what waits in a queue, once it is told to, until nothing is left for it.
const [url, queueId] = process.argv.slice(2) as [string, string]
const { db, close } = openDatabase(url, 2)
const runtime: Runtime = {
  config: { dataDir: '', databaseUrl: url } as Runtime['config'],
  db,
  files: openFiles(join(mkdtempSync(join(tmpdir(), 'caseward-pulling-')), 'files')),
  log: pino({ level: 'error' }, pino.destination({ fd: 2, sync: true })),
  reactions,
  publish: () => {},
  now: () => new Date('2026-11-19T12:00:00.000Z'),
}
await db.selectFrom('queue').select('id').execute()
process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.destroy()
let given = 0
for (let more = -1; more !== 0; given += more) more = await pullQueue(runtime, queueId, 'somebody came online')
await close()
process.stdout.write(String(given))
