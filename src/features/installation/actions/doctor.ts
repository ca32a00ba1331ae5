import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { workingLock } from '../../../platform/jobs.ts'
import { readMigrations } from '../../../platform/migrate.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { openVault, type Vault } from '../../../platform/vault.ts'
import { verifyChains } from '../../audit/actions.ts'
import { failingHolidaySources } from '../../calendars/actions.ts'
import { wrongBalances } from '../../entitlements/actions/ledger.ts'
import { contractNumberText } from '../../entitlements/rules/numbers.ts'
import { governance } from '../../governance/actions.ts'
import { verifyClocks } from '../../sla/actions/verify-clocks.ts'
import { type Check, counted, fine, problem } from '../rules.ts'
import * as store from '../store.ts'

export interface Thoroughness {
  /** Every file is read and compared with its hash, instead of looking whether some are there. */
  all: boolean
  /** Every case's clocks are replayed from its timeline, instead of a sample. */
  replay: boolean
}

const sampleOfFiles = 1000
const sampleOfCases = 200
const leastFreeBytes = 1024 ** 3

/** Looks at the whole installation, part by part, and says of each what to do where something is wrong. */
export async function* examine(runtime: Runtime, how: Thoroughness): AsyncGenerator<Check> {
  const parts: [string, () => Promise<Check> | Check][] = [
    ['settings', () => settings(runtime)],
    ['data folder', () => dataFolder(runtime)],
    ['disk', () => disk(runtime)],
    ['secrets', () => secrets(runtime)],
    ['database', () => database(runtime)],
    ['migrations', () => migrations(runtime)],
    ['locks', () => locks(runtime)],
    ['worker', () => worker(runtime)],
    ['jobs', () => jobs(runtime)],
    ['incoming mail', () => incoming(runtime)],
    ['outgoing mail', () => outgoing(runtime)],
    ['files', () => files(runtime, how.all)],
    ['holidays', () => holidays(runtime)],
    ['clocks', () => clocks(runtime, how.replay)],
    ['event chains', () => chains(runtime)],
    ['balances', () => balances(runtime)],
    ['governance', () => governed(runtime)],
  ]
  for (const [name, look] of parts) {
    try {
      yield await look()
    } catch (error) {
      yield problem(name, `It could not be looked at: ${(error as Error).message}`)
    }
  }
}

function settings({ config }: Runtime): Check {
  const name = 'settings'
  if (config.smtpOut) return fine(name, `Public address ${config.links}; mail leaves by a relay.`)
  return fine(name, `Public address ${config.links}; no outgoing server is set, so letters are kept and not sent.`)
}

function dataFolder({ config: { dataDir } }: Runtime): Check {
  const name = 'data folder'
  try {
    for (const folder of [dataDir, join(dataDir, 'files')].filter(existsSync))
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return problem(name, `${(error as Error).message}. Give it to the user that Caseward runs as.`)
  }
  const key = join(dataDir, 'secret.key')
  if (existsSync(key) && (statSync(key).mode & 0o077) !== 0)
    return problem(name, `Others can read ${key}. Do: chmod 600 ${key}`)
  return fine(name, `${dataDir} can be read and written.`)
}

/** A database without the key it was sealed with, as when only one of the two was copied. */
async function secrets({ db, config: { dataDir } }: Runtime): Promise<Check> {
  const sealed = await store.sealedSecrets(db)
  if (sealed.length === 0) return fine('secrets', 'None are kept.')
  const path = join(dataDir, 'secret.key')
  const closed = existsSync(path) ? sealed.filter(({ bytes }) => !opens(openVault(dataDir), bytes)) : sealed
  if (closed.length === 0) return fine('secrets', `${path} opens what is sealed: ${sealed.length}.`)
  const whose = closed.slice(0, 3).map(({ of }) => of)
  return problem(
    'secrets',
    `${path} does not open ${counted(closed.length, 'secret')} of ${sealed.length}: ${whose.join(', ')}. Bring that file back from a backup, or enter the passwords of the mailboxes anew.`,
  )
}

function opens(vault: Vault, sealed: Buffer): boolean {
  try {
    vault.open(sealed)
    return true
  } catch {
    return false
  }
}

async function disk({ config: { dataDir } }: Runtime): Promise<Check> {
  if (!existsSync(dataDir)) return fine('disk', 'There is no data folder yet.')
  const { bavail, bsize } = await statfs(dataDir)
  const says = `${Math.round((bavail * bsize) / 1024 ** 2)} MB are free where ${dataDir} stands.`
  return bavail * bsize > leastFreeBytes
    ? fine('disk', says)
    : problem('disk', `${says} Make room: mail is refused when the disk is full.`)
}

async function database({ db }: Runtime): Promise<Check> {
  const { rows } = await sql<{ version: string; bytes: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`.execute(db)
  return fine('database', `PostgreSQL ${rows[0]!.version}, ${Math.round(rows[0]!.bytes / 1024 ** 2)} MB.`)
}

async function migrations({ db }: Runtime): Promise<Check> {
  const [has, needs] = [await store.newestMigration(db), readMigrations().at(-1)?.number ?? 0]
  if (has === needs) return fine('migrations', `All are applied, up to ${has}.`)
  return problem('migrations', `The database is at ${has}, this program needs ${needs}. Do: caseward migrate`)
}

async function locks({ db }: Runtime): Promise<Check> {
  const { waiting, oldest_seconds } = await store.lockFacts(db)
  if (waiting === 0 && oldest_seconds < 600) return fine('locks', 'Nobody waits for anybody.')
  const says = `${counted(waiting, 'statement')} waits for another; the oldest transaction is ${Math.round(oldest_seconds)} s old.`
  return problem('locks', `${says} If it lasts, restart what holds it.`)
}

async function worker({ db }: Runtime): Promise<Check> {
  const alive = await store.workersAlive(db, workingLock)
  if (alive > 0) return fine('worker', `${counted(alive, 'process', 'processes')} works jobs.`)
  if (!(await store.webIsOpen(db))) return fine('worker', 'Caseward is not running at the moment.')
  return problem('worker', 'The web is open and nobody works jobs. Restart it, or start: caseward worker')
}

async function jobs({ db }: Runtime): Promise<Check> {
  const { given_up, failing, waiting } = await store.jobFacts(db)
  if (given_up === 0) return fine('jobs', `${waiting} wait, ${failing} are tried again after a failure.`)
  const last = await store.givenUpJobs(db)
  const named = last.map(({ task, error }) => `${task} (${error ?? 'no reason kept'})`).join('; ')
  return problem('jobs', `${counted(given_up, 'job')} failed for good: ${named}. The log tells more.`)
}

async function incoming({ db }: Runtime): Promise<Check> {
  const { stuck, failed } = await store.incomingFacts(db)
  if (stuck + failed === 0) return fine('incoming mail', 'Every mail has its fate.')
  return problem(
    'incoming mail',
    `${counted(stuck, 'mail')} without a fate for more than five minutes, ${failed} failed. See Studio › Mail ledger and retry them there.`,
  )
}

async function outgoing({ db, config }: Runtime): Promise<Check> {
  const { stuck, failed } = await store.outgoingFacts(db)
  if (stuck + failed === 0) return fine('outgoing mail', 'Nothing is stuck.')
  const where = config.given.smtpOut ? 'CASEWARD_SMTP_OUT' : 'the outgoing server in Studio › Mailboxes'
  return problem(
    'outgoing mail',
    `${counted(failed, 'message')} failed, ${stuck} wait for more than five minutes. Their cases say why; check ${where}.`,
  )
}

async function files({ db, files: stored, config }: Runtime, all: boolean): Promise<Check> {
  const hashes = await store.referencedFiles(db, all ? null : sampleOfFiles)
  const bad: string[] = []
  for (const hash of hashes) {
    const path = join(config.dataDir, 'files', hash.slice(0, 2), hash)
    const whole = all
      ? await stored.read(hash).then(
          (bytes) => createHash('sha256').update(bytes).digest('hex') === hash,
          () => false,
        )
      : existsSync(path)
    if (!whole) bad.push(hash)
  }
  const looked = all ? `All ${hashes.length} were read.` : `${hashes.length} were looked for; --all reads every one.`
  if (bad.length === 0) return fine('files', `None is missing. ${looked}`)
  const [first] = bad
  return problem(
    'files',
    `${counted(bad.length, 'file')} missing or damaged, such as ${first}. Bring them back from a backup. ${looked}`,
  )
}

async function holidays({ db }: Runtime): Promise<Check> {
  const failing = await failingHolidaySources(db)
  if (failing.length === 0) return fine('holidays', 'Every source of holidays was read when it was tried last.')
  const named = failing.slice(0, 3).map(({ calendar, label, problem, readAt }) => {
    const kept = readAt ? `what was read on ${readAt.toISOString().slice(0, 10)} is kept` : 'nothing was read so far'
    return `${calendar}: ${label}: ${problem} (${kept})`
  })
  return problem(
    'holidays',
    `${counted(failing.length, 'source')} could not be read. ${named.join('; ')}. See Studio › Calendars; it is tried again by itself.`,
  )
}

async function clocks({ db }: Runtime, replay: boolean): Promise<Check> {
  const { checked, differences } = await verifyClocks(db, replay ? 2_147_483_647 : sampleOfCases)
  const cases = new Set(differences.map(({ caseId }) => caseId))
  const looked = replay ? '' : ' --replay replays all.'
  if (cases.size === 0) return fine('clocks', `Replayed from ${counted(checked, 'timeline')}: all the same.${looked}`)
  const first = differences[0]!
  return problem(
    'clocks',
    `${counted(cases.size, 'case')} of ${checked} differ from their timeline, such as ${first.caseId} (${first.what}). Please report it.`,
  )
}

async function chains({ db }: Runtime): Promise<Check> {
  const { chains: all, events, broken } = await verifyChains(db)
  if (broken.length === 0)
    return fine('event chains', `${counted(all, 'chain')} with ${counted(events, 'event')} are whole.`)
  const { chainId, brokenAt } = broken[0]!
  return problem(
    'event chains',
    `${counted(broken.length, 'chain')} broken, such as ${chainId} from event ${brokenAt}: somebody changed the record. Compare with a backup.`,
  )
}

async function balances({ db }: Runtime): Promise<Check> {
  const wrong = await wrongBalances(db)
  if (wrong.length === 0) return fine('balances', 'Every balance of a service contract is the sum of its ledger.')
  return problem(
    'balances',
    `The balance of ${counted(wrong.length, 'entitlement')} is not the sum of its ledger, such as of ${contractNumberText(wrong[0]!.contract)}: somebody wrote past Caseward. Correct it there with a reason.`,
  )
}

async function governed(runtime: Runtime): Promise<Check> {
  const { violations } = await inTransaction(runtime, systemActor, governance)
  const found = Object.entries(violations).filter(([, { count }]) => count > 0)
  if (found.length === 0) return fine('governance', 'Every open case has an owner, a stage and a next step.')
  const named = found.map(([kind, { count }]) => `${kind} ${count}`).join(', ')
  return problem('governance', `Open cases break the promise: ${named}. The first screen names them.`)
}
