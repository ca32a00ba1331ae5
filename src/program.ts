import { join } from 'node:path'
import { pino } from 'pino'
import { followSettings } from './platform/applied.ts'
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

/** Connections of the web, and of everything that goes on behind it. */
const webConnections = 10
const workConnections = 10

/** What every process of the program stands on, with what administrators set: web, worker and commands alike. */
export async function openProgram(config: Config, databaseUrl: string, connections = webConnections): Promise<Program> {
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
  const close = async () => {
    await live.close()
    await database.close()
  }
  const leaveSettings = await followSettings(runtime).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    runtime,
    database,
    live,
    databaseUrl,
    close: async () => {
      leaveSettings()
      await close()
    },
  }
}

/** The same program on connections of its own: a thousand mails at once never take those that answer people. */
export function atWork(program: Program): Program {
  const database = openDatabase(program.databaseUrl, workConnections)
  return { ...program, database, runtime: { ...program.runtime, db: database.db }, close: () => database.close() }
}
