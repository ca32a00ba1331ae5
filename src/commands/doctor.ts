import { examine } from '../features/installation/actions/doctor.ts'
import { CannotStart } from '../platform/cannot-start.ts'
import type { Command } from '../platform/cli.ts'
import { openPostgres } from '../platform/postgres/open.ts'
import { openProgram } from '../program.ts'

export const command: Command = {
  summary: 'Looks at the whole installation and says what to mend.',
  usage:
    '[--all] [--replay]\n\n--all reads every file; --replay replays the clocks of every case. Ends with 1 when there is something to mend.',
  options: { all: { type: 'boolean' }, replay: { type: 'boolean' } },
  run: async ({ config, options, print, say }) => {
    const { dataDir, databaseUrl } = config
    const postgres = await openPostgres({ dataDir, databaseUrl, log: say })
    let problems = 0
    try {
      const program = await openProgram(config, postgres.url, 4)
      try {
        const how = { all: options.all === true, replay: options.replay === true }
        for await (const { ok, name, says } of examine(program.runtime, how)) {
          print(`${ok ? 'ok     ' : 'PROBLEM'}  ${name.padEnd(13)}  ${says}`)
          if (!ok) problems++
        }
      } finally {
        await program.close()
      }
    } finally {
      await postgres.close()
    }
    if (problems > 0) throw new CannotStart(`To mend: ${problems}.`)
  },
}
