import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { seedTypes } from '../../src/features/casetypes/actions.ts'
import { seedMailbox } from '../../src/features/mailboxes/actions/mailboxes.ts'
import { seedTime } from '../../src/features/sla/actions/seed-time.ts'
import { mountApi } from '../../src/mount.ts'
import type { Config } from '../../src/platform/config.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { openFiles } from '../../src/platform/files.ts'
import { openApp } from '../../src/platform/http/app.ts'
import { openLive } from '../../src/platform/live.ts'
import { inTransaction, type Runtime, systemActor } from '../../src/platform/runtime.ts'
import { reactions } from '../../src/reactions.ts'
import { buildCompany, type Company, tokenOf } from './build.ts'
import { type Clients, clientsFor } from './client.ts'
import type { PersonName } from './company.ts'
import { cloneDatabase } from './database.ts'
import { scratch } from './scratch.ts'

/** Who stands for each role, where a test does not care for the person. */
export const standIns = {
  admin: 'sofia',
  manager: 'mira',
  agent: 'ana',
  light: 'tom',
  sales: 'helen',
  editor: 'nadia',
} as const satisfies Record<string, PersonName>
export type Who = PersonName | keyof typeof standIns | 'nobody' | { key: string }

export interface World extends Company {
  runtime: Runtime
  /** The connections of `runtime.db`. */
  pool: Pool
  app: FastifyInstance
  /** Every mounted route, such as `GET /api/v1/cases/{id}`. */
  routes: string[]
  /** What time it is for the program; set it to travel. Begins on Thursday, 19 November 2026, noon UTC. */
  now: Date
  advance: (by: { days?: number; hours?: number; minutes?: number; seconds?: number }) => void
  /** The API as somebody uses it: a colleague by name, whoever stands in for a role, a key, or nobody. */
  as: (who: Who) => Clients
  headersOf: (who: Who) => Record<string, string>
  close: () => Promise<void>
}

/** Norrvik on a database of its own, with the whole API. `empty` leaves the company out: an installation before its first run. */
export async function testWorld(options: { config?: Partial<Config>; empty?: true } = {}): Promise<World> {
  const database = await cloneDatabase()
  const dataDir = mkdtempSync(join(scratch, 'caseward-world-'))
  const { db, pool, close } = openDatabase(database.url, 8)
  const log = pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }))
  const live = openLive(database.url, log)
  const clock = { now: new Date('2026-11-19T12:00:00.000Z') }
  const runtime: Runtime = {
    config: { ...usualConfig, dataDir, databaseUrl: database.url, ...options.config },
    db,
    files: openFiles(join(dataDir, 'files')),
    log,
    reactions,
    publish: live.publish,
    now: () => clock.now,
  }
  const company = options.empty ? noCompany : await buildCompany(db, new Date('2026-11-02T08:00:00.000Z'))
  if (!options.empty) await inTransaction(runtime, systemActor, seedTypes)
  if (!options.empty) await inTransaction(runtime, systemActor, seedTime)
  if (!options.empty) await inTransaction(runtime, systemActor, seedMailbox)
  const app = await openApp(runtime)
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push(`${each} ${url.replace(/:(\w+)/g, '{$1}')}`)
  })
  mountApi(app, runtime, live)
  await app.ready()
  return {
    ...company,
    runtime,
    pool,
    app,
    routes,
    get now() {
      return clock.now
    },
    set now(instant) {
      clock.now = instant
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      const by = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
      clock.now = new Date(clock.now.getTime() + by)
    },
    as: (who) => clientsFor(app, headersOf(who)),
    headersOf,
    close: async () => {
      await app.close()
      await live.close()
      await close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function headersOf(who: Who): Record<string, string> {
  if (who === 'nobody') return {}
  if (typeof who === 'object') return { authorization: `Bearer ${who.key}` }
  return {
    cookie: `caseward_session=${tokenOf(who in standIns ? standIns[who as keyof typeof standIns] : (who as PersonName))}`,
  }
}

const noCompany = { people: {}, teams: {}, queues: {}, accounts: {}, contacts: {} } as Company

const usualConfig: Omit<Config, 'dataDir' | 'databaseUrl'> = {
  port: 3000,
  host: '127.0.0.1',
  url: 'http://caseward.example',
  links: 'http://caseward.example',
  given: { smtpOut: false, url: true },
  adminEmail: null,
  adminPassword: null,
  demo: false,
  company: 'Caseward',
  smtpInPort: 2525,
  // Nobody answers there: letters can leave, and those whose jobs run wait for another try.
  smtpOut: 'smtp://127.0.0.1:9',
  proxies: [],
  outgoing: [],
}
