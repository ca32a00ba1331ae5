import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileReferences } from '../features/installation/store.ts'
import { writeBackup } from '../platform/backup/write.ts'
import { type Command, WrongUsage } from '../platform/cli.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { currentInstant } from '../platform/time.ts'

export const command: Command = {
  summary:
    'Writes everything into one file: the database as it is now, every file it names, and the secrets of this installation.',
  usage: 'FILE\n\nWorks while Caseward runs and while it does not. Keep FILE (a .tar.gz) where only you can read it.',
  takesFiles: true,
  run: async ({ config, args, workingDir, print, say }) => {
    if (args.length !== 1) throw new WrongUsage('Say one FILE to write, such as caseward.tar.gz.')
    const file = resolve(workingDir, args[0]!)
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      const jobsLeftOut = ['send-message', 'send-notification', 'tell-incidents', 'resolve-incidents', 'tell-stage']
      const madeAt = currentInstant()
      const place = { databaseUrl: postgres.url, dataDir, file, version: versionOf(), madeAt }
      const { tables, files } = await writeBackup({ ...place, fileReferences, jobsLeftOut, say })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      print(`${file}: ${rows} rows of ${tables.length} tables, ${files.count} files`)
    } finally {
      await postgres.close()
    }
  },
}

function versionOf(): string {
  const about = readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')
  return (JSON.parse(about) as { version: string }).version
}
