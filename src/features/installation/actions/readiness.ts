import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { workingLock } from '../../../platform/jobs.ts'
import { readMigrations } from '../../../platform/migrate.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { stopwatch } from '../../../platform/time.ts'
import { type Check, changesOf, fine, problem } from '../rules.ts'
import { newestMigration, workersAlive } from '../store.ts'

/** No look takes longer, whatever hangs. */
const patienceMilliseconds = 3000
/** Any number of askers cost one look per second. */
const freshMilliseconds = 1000
const watchMilliseconds = 3000

export interface Readiness {
  now: () => Promise<Check[]>
  close: () => Promise<void>
}

/** Looks at what the program needs whenever asked, and every few seconds by itself: the log says what broke and healed. */
export function watchReadiness(runtime: Runtime): Readiness {
  const stopping = new AbortController()
  let latest: { at: number; checks: Promise<Check[]> } | undefined
  const now = () => {
    if (!latest || stopwatch() - latest.at > freshMilliseconds) latest = { at: stopwatch(), checks: look(runtime) }
    return latest.checks
  }
  const watching = (async () => {
    let before: Check[] = []
    while (!stopping.signal.aborted) {
      await sleep(watchMilliseconds, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      const checks = await now()
      const { broke, healed } = changesOf(before, checks)
      for (const { name, says } of broke) runtime.log.warn({ check: name }, `not ready: ${says}`)
      for (const { name } of healed) runtime.log.warn({ check: name }, `ready again: ${name}`)
      before = checks
    }
  })()
  return {
    now,
    close: async () => {
      stopping.abort()
      await watching
    },
  }
}

async function look(runtime: Runtime): Promise<Check[]> {
  const { db, config } = runtime
  const database = await within('database', 'The database does not answer.', async () => {
    await sql`select 1`.execute(db)
    return fine('database', 'It answers.')
  })
  const mail = within('mail', `Nothing answers at port ${config.smtpInPort}, where mail comes in.`, async () => {
    await greeting(config.smtpInPort)
    return fine('mail', 'It listens.')
  })
  if (!database.ok) {
    const unknown = 'Not known while the database does not answer.'
    return [database, problem('migrations', unknown), problem('worker', unknown), await mail]
  }
  const migrations = within('migrations', 'The state of the database could not be read.', async () => {
    const [has, needs] = [await newestMigration(db), readMigrations().at(-1)?.number ?? 0]
    return has === needs
      ? fine('migrations', `All are applied, up to ${has}.`)
      : problem('migrations', `The database is at migration ${has}, the program needs ${needs}.`)
  })
  const worker = within('worker', 'Whether jobs are worked could not be read.', async () =>
    (await workersAlive(db, workingLock)) > 0
      ? fine('worker', 'Jobs are worked.')
      : problem('worker', 'Nobody works the jobs: mail is not sent, and deadlines are not watched.'),
  )
  return [database, ...(await Promise.all([migrations, worker, mail]))]
}

async function within(name: string, otherwise: string, ask: () => Promise<Check>): Promise<Check> {
  const asked = ask().catch(() => problem(name, otherwise))
  const patience = new AbortController()
  const given = sleep(patienceMilliseconds, problem(name, otherwise), { signal: patience.signal, ref: false })
  given.catch(() => {})
  const check = await Promise.race([asked, given])
  patience.abort()
  return check
}

/** The first words of the mail listener (RFC 5321 §3.1). */
function greeting(port: number): Promise<void> {
  return new Promise((greeted, failed) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: patienceMilliseconds })
    socket.once('data', (said) => {
      socket.end('QUIT\r\n')
      if (said.toString().startsWith('220')) greeted()
      else failed(new Error('not a mail server'))
    })
    socket.once('timeout', () => socket.destroy(new Error('timed out')))
    socket.once('error', failed)
    socket.once('close', () => failed(new Error('closed')))
  })
}
