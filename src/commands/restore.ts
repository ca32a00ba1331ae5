import { join, resolve } from 'node:path'
import { waitWithWords } from '../features/informing/actions.ts'
import { keepUnsentMail } from '../features/installation/actions/after-restore.ts'
import { keepWaitingNotices } from '../features/notifications/actions.ts'
import { forgetWaitingInvitations } from '../features/people/actions/invitations.ts'
import { sealOldSecrets } from '../features/people/actions/totp.ts'
import { endWhatWasUnderWay } from '../features/relations/actions/after-restore.ts'
import { leaveDueSurveys } from '../features/surveys/actions/ask.ts'
import { restoreBackup } from '../platform/backup/restore.ts'
import { type Command, WrongUsage } from '../platform/cli.ts'
import { openFiles } from '../platform/files.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { inTransaction, systemActor } from '../platform/runtime.ts'
import { openProgram } from '../program.ts'

export const command: Command = {
  summary: 'Brings a backup back, into an empty installation or, with --replace, in the place of what is there.',
  usage:
    'FILE [--replace]\n\nCaseward must not be running. Mail that waited to be sent, notices included, is kept and not sent again.',
  options: { replace: { type: 'boolean' } },
  takesFiles: true,
  run: async ({ config, args, options, workingDir, print, say }) => {
    if (args.length !== 1) throw new WrongUsage('Say which FILE to restore.')
    const file = resolve(workingDir, args[0]!)
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      const files = openFiles(join(dataDir, 'files'))
      const place = { databaseUrl: postgres.url, dataDir, file, files }
      const manifest = await restoreBackup({ ...place, replace: options.replace === true, say })
      const program = await openProgram(config, postgres.url, 2)
      try {
        await sealOldSecrets(program.runtime)
        const kept = await inTransaction(program.runtime, systemActor, keepUnsentMail)
        await inTransaction(program.runtime, systemActor, endWhatWasUnderWay)
        await inTransaction(program.runtime, systemActor, waitWithWords)
        await inTransaction(program.runtime, systemActor, leaveDueSurveys)
        await inTransaction(program.runtime, systemActor, forgetWaitingInvitations)
        await inTransaction(program.runtime, systemActor, keepWaitingNotices)
        if (kept > 0) say(`Messages that waited to be sent, and are kept instead: ${kept}`)
      } finally {
        await program.close()
      }
      print(`Restored ${file}, made ${manifest.madeAt} by Caseward ${manifest.version}`)
    } finally {
      await postgres.close()
    }
  },
}
