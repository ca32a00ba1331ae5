import { access, constants, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { importMail } from '../features/mailboxes/importing/import-mail.ts'
import { mailboxesOf } from '../features/mailboxes/rules/addresses.ts'
import { activeMailboxes, isSetUp } from '../features/mailboxes/store/mailboxes.ts'
import { CannotStart } from '../platform/cannot-start.ts'
import { type Command, WrongUsage } from '../platform/cli.ts'
import { migrate } from '../platform/migrate.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { stopwatch } from '../platform/time.ts'
import { openProgram, type Program } from '../program.ts'

const progressMilliseconds = 2000

export const command: Command = {
  summary:
    'Imports mails from .eml and .mbox files as history: nothing is sent, no clock starts, a repeat adds nothing.',
  usage:
    'FILE… [--mailbox ADDRESS]\n\n  --mailbox ADDRESS   the mailbox they belong to; otherwise the one they were written to',
  options: { mailbox: { type: 'string' } },
  takesFiles: true,
  run: async ({ config, args, options, workingDir, print, say, stop }) => {
    if (args.length === 0) throw new WrongUsage('Which files? Name at least one .eml or .mbox file.')
    const files = args.map((file) => resolve(workingDir, file))
    await requireReadable(files)
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    try {
      await migrate(postgres.url, say)
      const program = await openProgram(config, postgres.url, 4)
      try {
        const mailboxId = await mailboxFor(program, options.mailbox as string | undefined)
        let told = stopwatch()
        const { mails, fates, problems } = await importMail(program.runtime, files, {
          mailboxId,
          stop,
          progress: (count, file) => {
            if (stopwatch() - told < progressMilliseconds) return
            told = stopwatch()
            say(`${count} mails so far, now in ${file}`)
          },
        })
        const counts = [...fates].sort().map(([fate, count]) => `${fate.replaceAll('_', ' ')} ${count}`)
        print(`Mails read: ${mails}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`)
        for (const problem of problems) say(problem)
        if (stop.aborted) throw new CannotStart('Stopped before the end. Run it again to import the rest.')
        if (problems.length > 0)
          throw new CannotStart(`Not everything could be imported; mails with problems: ${problems.length}.`)
      } finally {
        await program.close()
      }
    } finally {
      await postgres.close()
    }
  },
}

async function requireReadable(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch(() => null)
    if (!found?.isFile()) throw new CannotStart(`${file} is not a file. Nothing was imported.`)
    await access(file, constants.R_OK).catch(() => {
      throw new CannotStart(`${file} cannot be read. Nothing was imported.`)
    })
  }
}

async function mailboxFor({ runtime }: Program, address: string | undefined): Promise<string | undefined> {
  if (!(await isSetUp(runtime.db)))
    throw new CannotStart('Nobody has set this installation up yet. Open it in a browser first. Nothing was imported.')
  if (address === undefined) return undefined
  const mailboxes = await activeMailboxes(runtime.db)
  const [found] = mailboxesOf(mailboxes, [address], runtime.config.url)
  if (found) return found.id
  const known = mailboxes.map((each) => each.address).join(', ')
  throw new CannotStart(`No mailbox has the address ${address}. There is: ${known}. Nothing was imported.`)
}
