import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/platform/migrate.ts'
import { openPostgres } from '../../src/platform/postgres/open.ts'
import { scratch } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { adminUrl: string }
    /** The ports of `ports.ts`: journeys and slices run side by side. */
    firstPort: number
  }
}

const prefix = 'caseward-tests-'

/** One throw-away PostgreSQL for a whole run of tests, holding one migrated database to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(scratch, `${prefix}${process.pid}-${project.name}`)
  await clearKilledRuns()
  // Open to pass through, because PostgreSQL runs as another user where the tests run as root.
  mkdirSync(folder, { mode: 0o711 })
  const postgres = await openPostgres({ dataDir: folder, log: () => {}, durable: false })
  await migrate(postgres.url, () => {})
  project.provide('postgres', { adminUrl: postgres.adminUrl })
  project.provide('firstPort', project.name === 'journeys' ? 18_000 : 12_000)
  return async () => {
    await postgres.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A run that was killed leaves its server behind. */
async function clearKilledRuns() {
  for (const name of readdirSync(scratch).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(scratch, name)
    if (isRunning(Number(name.slice(prefix.length).split('-')[0]))) continue
    if (existsSync(join(folder, 'postgres/postmaster.pid'))) {
      const left = await openPostgres({ dataDir: folder, log: () => {}, durable: false }).catch(() => undefined)
      await left?.close()
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

function isRunning(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
