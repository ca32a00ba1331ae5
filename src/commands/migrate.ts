import type { Command } from '../platform/cli.ts'
import { migrate } from '../platform/migrate.ts'
import { openPostgres } from '../platform/postgres/open.ts'

export const command: Command = {
  summary: 'Brings the database to the state this version needs, and ends.',
  usage: '',
  run: async ({ config, print, say }) => {
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      const applied = await migrate(postgres.url, say)
      print(
        applied === 0 ? 'The database is up to date.' : `The database is up to date; migrations applied: ${applied}.`,
      )
    } finally {
      await postgres.close()
    }
  },
}
