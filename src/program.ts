import { join } from 'node:path'
import { pino } from 'pino'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database.ts'
import { openFiles } from './platform/files.ts'
import { type Live, openLive } from './platform/live.ts'
import { type Runtime, realTime } from './platform/runtime.ts'
import { reactions } from './reactions.ts'

export interface Program {
  runtime: Runtime
  database: Database
  live: Live
  databaseUrl: string
  close: () => Promise<void>
}

/** What every process of the program stands on: web, worker and commands alike. */
export function openProgram(config: Config, databaseUrl: string, connections = 16): Program {
  const log = pino({ level: 'info' }, pino.destination({ fd: 2, sync: false }))
  const database = openDatabase(databaseUrl, connections)
  const live = openLive(databaseUrl, log)
  const runtime: Runtime = {
    config,
    db: database.db,
    files: openFiles(join(config.dataDir, 'files')),
    log,
    reactions,
    publish: live.publish,
    now: realTime,
  }
  return {
    runtime,
    database,
    live,
    databaseUrl,
    close: async () => {
      await live.close()
      await database.close()
    },
  }
}
