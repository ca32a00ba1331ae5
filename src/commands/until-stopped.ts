import { once } from 'node:events'
import type { CommandContext } from '../platform/cli.ts'
import { migrate } from '../platform/migrate.ts'
import { openPostgres } from '../platform/postgres/open.ts'

/** Opens the database at its newest state and what works on it, until somebody wants it to end or the database is lost. */
export async function untilStopped(
  { config, say, stop }: CommandContext,
  open: (databaseUrl: string) => Promise<{ close: () => Promise<void> }>,
): Promise<void> {
  const ending = new AbortController()
  stop.addEventListener('abort', () => ending.abort())
  let lost: Error | undefined
  const onLost = (reason: Error) => {
    lost = reason
    ending.abort()
  }
  const { dataDir, databaseUrl } = config
  const postgres = await openPostgres({ dataDir, databaseUrl, log: say, onLost })
  try {
    await migrate(postgres.url, say)
    const opened = await open(postgres.url)
    if (!ending.signal.aborted) await once(ending.signal, 'abort')
    say('Closing')
    await opened.close()
  } finally {
    await postgres.close()
  }
  if (lost) throw lost
}
